"""A council's identity provider: a real one (oidc-provider-mock), in a process of its own."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests


@dataclass
class Provider:
    """One that runs. `knows` tells it of a person; `sent_back` is where it sends them on."""

    issuer: str

    def knows(self, sub: str, **claims: Any) -> str:
        told = requests.put(f"{self.issuer}/users/{sub}", json=claims, timeout=5)
        assert told.status_code < 300, told.text
        return sub

    def sent_back(self, address: str, sub: str) -> str:
        """What a browser does there: opens the page, chooses who it is, and is sent back."""
        page = requests.get(address, timeout=5)
        assert page.status_code == 200, page.text
        answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=5)
        assert answer.status_code in (302, 303), answer.text
        return answer.headers["Location"]


@contextmanager
def a_provider() -> Iterator[Provider]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        issuer = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                requests.get(f"{issuer}/.well-known/openid-configuration", timeout=1)
                break
            except requests.RequestException:
                time.sleep(0.1)
        yield Provider(issuer)
        process.terminate()


def state_in(address: str) -> str:
    return parse_qs(urlsplit(address).query)["state"][0]


def path_of(address: str) -> str:
    """The address without its host: what our own client asks for."""
    return re.sub(r"^https?://[^/]+", "", address)
