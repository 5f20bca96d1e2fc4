"""The council that asked, as it stands: tried by reading alone, with what the look-alikes hold in their hands.

Nothing here writes to it, and nothing that it holds is kept: the receipt says how often each was tried.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from hearth.access import Role
from tenants.isolation.current import in_public, in_tenant
from tenants.isolation.signing import BadSignature, seal, unseal
from tenants.models import Domain
from tenants.proving.attempts.pages import asks_for_sign_in, openable
from tenants.proving.checks import Check
from tenants.proving.finding import routes
from tenants.proving.ground import Ground, Visitor
from tenants.proving.lookalikes import KEY, tables_of

KEYS_FROM_EACH_TABLE = 1
MOST_KEYS = 60


def attempts(ground: Ground) -> Iterator[Check]:
    if ground.council is None:
        return
    yield at_its_door(ground)
    yield by_its_keys(ground)


def at_its_door(ground: Ground) -> Check:
    """Each of its addresses, with a session, a token and a seal of a look-alike."""
    council = ground.council
    check = Check("council.door", "Each address of this council with another's session, token and links")
    if council is None:
        return check
    with in_public():
        host = Domain.objects.get(tenant=council, is_primary=True).domain
    home = ground.signed_in(ground.visitor, ground.dana)
    stranger, nobody = Visitor(host).carrying(home), Visitor(host)
    program = Visitor(host, token=ground.token_of(ground.visitor, *list(Role)[:2]))
    for route in openable(routes(council.type)):
        answer = stranger.ask("get", route.address)
        at = f"GET {route.pattern}"
        check.expect(
            answer.status == nobody.ask("get", route.address).status < 500, f"{at}: {answer.status} to a stranger"
        )
        if asks_for_sign_in(route):
            check.expect(answer.status in {302, 401, 403, 404, 405}, f"{at}: {answer.status} to a stranger")
            if route.is_api:
                status = program.ask("get", route.address).status
                check.expect(status in {302, 401, 404}, f"{at}: {status} to a program of another council")
    with in_tenant(ground.visitor):
        sealed = seal({"id": str(KEY)}, purpose="isolation.prove")
    with in_tenant(council), check.refused("a link of another council opened", BadSignature):
        unseal(sealed, purpose="isolation.prove")
    return check


def by_its_keys(ground: Ground) -> Check:
    """Keys of its own rows, at a look-alike, where somebody holds every role: nothing answers."""
    council = ground.council
    check = Check("council.keys", "Keys of this council's rows, tried at another council")
    if council is None:
        return check
    browser = ground.signed_in(ground.visitor, ground.dana)
    named = [route for route in openable(routes("council")) if route.names_a_row]
    keys = _some_keys(council.schema_name)
    check.tried += 1
    for number, key in enumerate(keys):
        for route in named[number % len(keys) :: len(keys)]:
            answer = browser.ask("get", route.address.replace(str(KEY), key))
            check.expect(400 <= answer.status < 500, f"GET {route.pattern}: {answer.status}")
    check.counts = {"keys": len(keys)}
    return check


def _some_keys(schema: str) -> list[str]:
    found: list[str] = []
    tables = tables_of(schema)
    with in_tenant(schema), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = %s::regnamespace AND a.attname = 'id' AND a.atttypid = 'uuid'::regtype"
            " AND c.relname = ANY (%s)",
            [schema, tables],
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT id::text FROM "{table}" LIMIT {KEYS_FROM_EACH_TABLE}')
            found += [key for (key,) in cursor.fetchall()]
    return found[:MOST_KEYS]
