"""Who is acting: a member of staff, the public, or the system on somebody's behalf."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """Somebody who acts or reads. `name` is kept as it stood in whatever the actor leaves behind."""

    id: UUID | None
    name: str
    roles: frozenset[str] = frozenset()
    kind: str = "staff"  # "staff", "system" or "public"
    program: str = ""  # the name of the token by which a program acts for this person
    is_support: bool = False  # an operator, come in for a while to help

    @classmethod
    def system(cls, task: str) -> "Actor":
        """The platform itself, doing the named task: "duties.rebuild". It may do any act; audit names the task."""
        return cls(id=None, name=f"Hearth ({task})", kind="system")

    @classmethod
    def public(cls) -> "Actor":
        """Somebody who is not signed in, such as a person who sends the enquiry form."""
        return cls(id=None, name="A member of the public", kind="public")

    @property
    def is_system(self) -> bool:
        return self.kind == "system"

    @property
    def is_staff(self) -> bool:
        return self.kind == "staff"

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)
