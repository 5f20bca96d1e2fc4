"""What is asked of the application, by whom, and what one answer costs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.template import engines
from django.test import Client

from core.demo.bench.instructions import Counter
from core.demo.staff import EMAIL_DOMAIN
from core.households.models import Household
from core.staffing.models import Allocation
from hearth.identity.models import User


@dataclass(frozen=True)
class Ask:
    """A page or an API operation. `who` is the sign-in of the demonstration that opens it."""

    key: str
    words: str
    who: str
    address: str  # a path, where {household} is the first of the social worker's caseload
    api: bool = False
    rows: bool = True  # a list; or one record


ASKS = (
    Ask("week", "My week", "social.worker", "/"),
    Ask("caseload", "My caseload", "social.worker", "/caseload/"),
    Ask("household", "Household record", "social.worker", "/households/{household}", rows=False),
    Ask("enquiries", "Enquiries inbox", "recruitment", "/enquiries/"),
    Ask("payments", "Payment preview", "finance", "/payments/preview"),
    Ask("team", "Team page", "team.manager", "/team/"),
    Ask("api-households", "API: 50 households", "service.manager", "/api/v1/households?limit=50", api=True),
    Ask("api-visits", "API: 50 visits", "service.manager", "/api/v1/visits?limit=50", api=True),
    Ask("api-household", "API: one household", "social.worker", "/api/v1/households/{household}", api=True, rows=False),
    Ask("api-duties", "API: 50 duties", "service.manager", "/api/v1/duties?limit=50", api=True),
)
BARE_ROWS = 50
BARE_PAGE = """<!doctype html><title>Households</title><table>{% for row in rows %}<tr><th>{{ row.name }}</th>
<td>{{ row.reference }}</td><td>{{ row.opened_on|date:"j F Y" }}</td><td>{{ row.closed_on|default_if_none:"" }}</td>
<td>{{ row.version }}</td></tr>{% endfor %}</table>"""


class Failed(Exception):
    """A page answered with something other than success: its figures would mean nothing."""


class Asker:
    """Asks in this process, through every middleware, of the real database, as signed-in staff. Inside the tenant."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.host = f"{slug}.{settings.BASE_DOMAIN}"
        self._clients: dict[str, Client] = {}
        self._addresses: dict[str, str] = {}
        self._counter = Counter()

    def times(self, key: str, times: int) -> dict[str, list[float]]:
        """Ask so often: wall seconds, processor seconds and instructions of each answer, its rendering included."""
        client, address = self._ready(key)
        wall: list[float] = []
        cpu: list[float] = []
        instructions: list[float] = []
        for _ in range(times):
            began, began_cpu, before = time.perf_counter(), time.process_time(), self._counter.read()
            response = client.get(address)
            response.content  # noqa: B018  # a page is made when it is read
            instructions.append(self._counter.read() - before)
            cpu.append(time.process_time() - began_cpu)
            wall.append(time.perf_counter() - began)
            if response.status_code != 200:
                raise Failed(f"{address} answered {response.status_code}")
        return {"wall": wall, "cpu": cpu, "instructions": instructions}

    def queries(self, key: str) -> dict[str, Any]:
        """How many questions one answer asks of the database, how long the database takes, and the answer's size."""
        client, address = self._ready(key)
        with counted() as found:
            response = client.get(address)
        return {"queries": len(found), "database": sum(found), "bytes": len(response.content), "address": address}

    def bare(self, times: int) -> dict[str, list[float]]:
        """A yardstick for the machine: fifty rows, five columns, no page around them, no middleware, no rules."""
        template = engines["django"].from_string(BARE_PAGE)
        wall, cpu = [], []
        for _ in range(times):
            began, began_cpu = time.perf_counter(), time.process_time()
            template.render({"rows": Household.objects.order_by("name")[:BARE_ROWS]})
            cpu.append(time.process_time() - began_cpu)
            wall.append(time.perf_counter() - began)
        return {"wall": wall, "cpu": cpu}

    def _ready(self, key: str) -> tuple[Client, str]:
        ask = next(ask for ask in ASKS if ask.key == key)
        if ask.who not in self._clients:
            client = Client(headers={"host": self.host})
            client.force_login(self._user(ask.who))
            self._clients[ask.who] = client
        client = self._clients[ask.who]
        if key not in self._addresses:
            address = ask.address.format(household=self._household())
            led_to = client.get(address, follow=True).redirect_chain  # "my team" leads to the team's own page
            self._addresses[key] = led_to[-1][0] if led_to else address
        return client, self._addresses[key]

    def _user(self, who: str) -> User:
        return User.objects.get(email=f"{who}@{self.slug}.{EMAIL_DOMAIN}")

    def _household(self) -> Any:
        """The first household of the social worker's caseload."""
        worker = self._user("social.worker")
        mine = Allocation.objects.filter(worker=worker, subject_kind="household", until_on=None)
        return mine.order_by("subject_id").values_list("subject_id", flat=True).first()


@contextmanager
def counted() -> Iterator[list[float]]:
    """Seconds of each query that is sent while the block runs."""
    found: list[float] = []

    def count(execute: Any, *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            found.append(time.perf_counter() - began)

    with connection.execute_wrapper(count):
        yield found
