"""Connection poolers as they behave between us and PostgreSQL, in front of real server connections."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg


class TransactionPooler:
    """Lends a server connection for one transaction, the one most lately given back, as PgBouncer does by default.

    `tracked` are the parameters that it puts back for each client, as PgBouncer does where the server reports them.
    """

    def __init__(
        self, connect: Callable[[], psycopg.Connection[Any]], size: int, tracked: tuple[str, ...] = ()
    ) -> None:
        self.servers = [connect() for _ in range(size)]
        self.idle = list(self.servers)
        self.tracked = tracked

    def client(self) -> "Client":
        return Client(self)

    def close(self) -> None:
        for server in self.servers:
            server.close()


class Client:
    """What an application holds: it looks like a connection, and has a server's only while a transaction lasts."""

    def __init__(self, pooler: TransactionPooler) -> None:
        self.pooler = pooler
        self.held: psycopg.Connection[Any] | None = None
        self.known: dict[str, str] = {}

    def execute(self, query: str) -> Any:
        if self.held:
            return self.held.execute(query)
        with self._lent() as server:
            return server.execute(query)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lent() as server, server.transaction():
            self.held = server
            try:
                yield
            finally:
                self.held = None

    def close(self) -> None:
        """Nothing to close: the server's connections are the pooler's."""

    @contextmanager
    def _lent(self) -> Iterator[psycopg.Connection[Any]]:
        server = self.pooler.idle.pop()
        for name, value in self.known.items():
            server.execute(f"SET {name} = {value}" if value else f"RESET {name}")
        try:
            yield server
        finally:
            for name in self.pooler.tracked:
                self.known[name] = server.execute(f"SHOW {name}").fetchone()[0]
            self.pooler.idle.append(server)
