"""The facts that a fee tier's conditions may ask about, with their kind; `core.payments` answers each."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FactKind:
    """A fact by name. `kind` is "whole", "yes_or_no" or "code"; `options` are the codes with their labels."""

    label: str
    kind: str
    options: dict[str, str] = field(default_factory=dict, hash=False)


FACTS = {
    "skill_level": FactKind("skill level", "whole"),
    "years_approved": FactKind("whole years since approval", "whole"),
    "tsd_completed": FactKind("training, support and development standards completed", "yes_or_no"),
    "training_events": FactKind("training events in the last 12 months", "whole"),
    "core_training_completed": FactKind("core training completed", "yes_or_no"),
    "approval_kind": FactKind(
        "kind of approval",
        "code",
        {
            "mainstream": "mainstream",
            "connected_person": "connected person",
            "short_break": "short break",
            "supported_lodgings": "supported lodgings",
        },
    ),
    "scheme": FactKind("specialist scheme", "code"),
    "child_age": FactKind("age of the child in years", "whole"),
    "children_placed": FactKind("children placed", "whole"),
}

OPERATORS = {
    "==": "is",
    "!=": "is not",
    ">=": "is at least",
    "<=": "is at most",
    ">": "is more than",
    "<": "is less than",
    "in": "is one of",
}
