"""From a host name to a tenant, remembered for a few seconds in each process.

Only the registry's row is kept, and it is dropped at once in the process that changes a domain; others follow within
`SECONDS`, which is how long a suspension may take to reach every worker.
"""

from __future__ import annotations

import time
from typing import Any

from tenants.isolation.current import in_public
from tenants.models import Domain, Tenant

SECONDS = 10
MOST = 2_000  # names nobody owns are remembered too, so that asking for them stays cheap; not without end

_known: dict[str, tuple[float, Tenant | None]] = {}


def tenant_at(host: str) -> Tenant | None:
    """The tenant that answers at a host name (no port), or None."""
    host = host.lower().rstrip(".")
    known = _known.get(host)
    if known is not None and known[0] > time.monotonic():
        return known[1]
    with in_public():
        domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    tenant = domain.tenant if domain else None
    if len(_known) >= MOST:
        _known.clear()
    _known[host] = (time.monotonic() + SECONDS, tenant)
    return tenant


def forget_hosts(**_: Any) -> None:
    """Drop what is remembered. Connected to every change of a tenant or a domain."""
    _known.clear()
