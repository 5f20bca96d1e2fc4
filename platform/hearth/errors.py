"""The ways in which an act can be refused, each with words that a practitioner can act on."""

from hearth.trace import Trace


class ActRefused(Exception):
    """An act that did not happen. Nothing was changed.

    `code` names the rule for programs, `message` is for the person, `field` is the form field or JSON key that the
    message belongs beside (None when it concerns the whole act), `source` is where the rule comes from. `why` explains
    a refusal that rests on policy or on facts: which rule, which version, which records.
    """

    def __init__(
        self, code: str, message: str, *, field: str | None = None, source: str = "", why: Trace | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.source = source
        self.why = why


class RuleBroken(ActRefused):
    """What was asked is against law or policy."""


class StateConflict(ActRefused):
    """What was asked cannot be done from the state that the record is in."""


class StaleEdit(StateConflict):
    """Somebody else changed the record since it was read. `theirs` is the record as it stands now."""

    def __init__(self, message: str, *, theirs: object = None) -> None:
        super().__init__("record.stale", message)
        self.theirs = theirs


class NotPermitted(Exception):
    """This actor may not do this. `capability` is the act's name, `holders` the roles that may."""

    def __init__(self, capability: str, message: str, *, holders: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.capability = capability
        self.message = message
        self.holders = holders
