"""The tables that say which roles may do which act, declared by each area and read by everything."""

from collections.abc import Iterable, Mapping

from hearth.access.actors import Actor
from hearth.access.roles import Role
from hearth.errors import NotPermitted

_tables: dict[str, dict[str, frozenset[str]]] = {}


def capabilities(area: str, table: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Declare one area's table: the name of each act or view, and the roles that may. Returns it, frozen.

    The special role "public" lets anybody in, such as the enquiry form.
    """
    frozen = {name: frozenset(str(role) for role in roles) for name, roles in table.items()}
    for name in frozen:
        if not name.startswith(f"{area}."):
            raise ValueError(f"Capability {name} belongs to another area than {area}")
    _tables[area] = frozen
    return frozen


def known() -> dict[str, frozenset[str]]:
    """Every capability declared, with its roles."""
    return {name: roles for table in _tables.values() for name, roles in table.items()}


def roles_table() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Area by area, for the page that shows who may do what."""
    return _tables


def holders(capability: str) -> frozenset[str]:
    """The roles that hold a capability. Raises KeyError for one that no area declared."""
    return _tables[capability.split(".", 1)[0]][capability]


def may(actor: Actor, capability: str) -> bool:
    allowed = holders(capability)
    return actor.is_system or "public" in allowed or (actor.is_staff and not actor.roles.isdisjoint(allowed))


def require(actor: Actor, capability: str, record: object = None) -> None:
    """Let the act go on, or raise NotPermitted with words that say who may.

    `record`, when given, must answer to the actor: an object outside `visible_to` never reaches an act, because
    pages and API look it up through `visible_to`. It is passed for areas that narrow further.
    """
    if may(actor, capability):
        return
    roles = sorted(str(Role(role).label).lower() for role in holders(capability) if role in Role.values)
    named = " or ".join(filter(None, [", ".join(roles[:-1]), roles[-1]])) if roles else "nobody"
    raise NotPermitted(capability, f"You need the role of {named} to do this.", holders=tuple(roles))
