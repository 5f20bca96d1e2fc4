"""Where a request came from: for limits by address, and for a person's list of their own sessions."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOME_PREFIX_BITS = 64  # one household is given so much of IPv6, and may send from any address in it


def client_address(request: HttpRequest) -> str:
    """The address that our outermost proxy was asked from; "" when none is known.

    Only what our own proxies added to X-Forwarded-For is believed (`TRUSTED_PROXIES`, counted from the end). A request
    that passed fewer of them than that is known by the address that asked us.
    """
    passed = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    count = settings.TRUSTED_PROXIES
    told = passed[-count] if 0 < count <= len(passed) else ""
    return _cleaned(told) or _cleaned(request.META.get("REMOTE_ADDR", ""))


def is_over(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one more of `what` from this address, and say whether that is more than `most` in so many seconds.

    Counted for each tenant alone, under a keyed hash of the address: an address is personal data.
    """
    key = f"{what}:{salted_hmac('hearth.network', _home_of(client_address(request)), algorithm='sha256').hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > most
    except ValueError:  # the time ended between the two
        cache.add(key, 1, seconds)
        return False


def _home_of(address: str) -> str:
    if address and isinstance(ip_address(address), IPv6Address):
        return str(ip_network(f"{address}/{HOME_PREFIX_BITS}", strict=False).network_address)
    return address


def _cleaned(told: str) -> str:
    """An address as the standard writes it, without the port that some proxies add; "" for anything else."""
    if told.startswith("["):
        told = told[1:].partition("]")[0]
    elif told.count(":") == 1:
        told = told.partition(":")[0]
    try:
        address = ip_address(told.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)
