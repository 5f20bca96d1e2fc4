"""What the service's pages and letters say in its own words, with the parts that are filled in."""

from config_per_tenant.schema.kinds import Wording
from config_per_tenant.schema.setting import Setting, Transition

NAMES = {"council": "the council's name", "service": "the name of the service"}
REPLY = {
    **NAMES,
    "person": "the name of whoever asked",
    "enquiry": "the reference of the enquiry",
    "worker": "the name of whoever answers",
}
DECISION = {
    **NAMES,
    "household": "the name of the household",
    "category": "the kind of approval",
    "terms": "the terms of the approval",
    "decided_on": "the day of the decision",
    "decided_by": "the name of whoever decided",
}


def _wording(key: str, label: str, help: str, fields: dict[str, str], default: str, *asked: str) -> Setting:
    return Setting(
        key=f"brand.{key}",
        label=label,
        help=help,
        kind=Wording(fields=fields),
        group="brand",
        default=default,
        default_reason="Plain words until the council gives its own.",
        importance="useful",
        transition=Transition("acts"),
        asked=("wording", "words", "text", *asked),
    )


SETTINGS = (
    _wording(
        "public_welcome",
        "Words above the enquiry form",
        "What people read before they ask about fostering. An empty line starts a new paragraph.",
        NAMES,
        "Tell us how to reach you and we will get in touch. It commits you to nothing.",
        "public page",
        "welcome",
        "become a foster carer",
    ),
    _wording(
        "enquiry_confirmation",
        "Words after an enquiry was sent",
        "What people read below what happens next. An empty line starts a new paragraph.",
        NAMES,
        "You can change your mind at any time: tell us, and we will stop.",
        "thank you page",
        "confirmation",
    ),
    _wording(
        "enquiry_reply",
        "Words of our reply to an enquiry",
        "Shown to whoever answers, to copy into a letter or e-mail. An empty line starts a new paragraph.",
        REPLY,
        (
            "Dear {person}\n\n"
            "Thank you for asking {council} about fostering. We would like to hear more about you and to answer your "
            "questions, and will call you to find a good time.\n\n"
            "Your reference is {enquiry}.\n\n"
            "{worker}\n{service}"
        ),
        "letter template",
        "e-mail",
        "answer an enquiry",
    ),
    _wording(
        "decision_letter",
        "Words of the letter that tells of an approval",
        "Shown beside an approval, to copy into the written notice. An empty line starts a new paragraph.",
        DECISION,
        (
            "Dear {household}\n\n"
            "On {decided_on} {council} approved you as foster carers: {category}.\n\n"
            "The terms of your approval are {terms}.\n\n"
            "{decided_by}\n{service}"
        ),
        "letter template",
        "notice of approval",
        "decision letter",
    ),
)
