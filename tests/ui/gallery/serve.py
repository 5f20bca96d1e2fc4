"""Serves the gallery at a free port and prints its address: `python -m tests.ui.gallery.serve [port]`."""

import os
import sys
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what is looked at is the page."""


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.ui.gallery.settings"
    from django.core.wsgi import get_wsgi_application

    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    server = Server(("127.0.0.1", port), Quiet)
    server.set_app(get_wsgi_application())
    print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201  # the address is what the caller reads
    server.serve_forever()


if __name__ == "__main__":
    main()
