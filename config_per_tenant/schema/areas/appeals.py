"""Against a decision: which way is open to whom, how long for, and who answers (SI 2011/581 r26 to r28)."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.areas.panel import ROLES
from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.kinds import Choice, Length, Table, Text
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.tables import Part, Row, each_once

WHO = {
    "applicant_stage_one": "An applicant stopped at stage 1",
    "applicant": "An applicant after stage 1",
    "carer_ended": "A carer whose approval would end",
    "carer_terms": "A carer whose terms would change",
}
ROUTES = {
    "representations": "Representations to us, and the panel looks again",
    "independent_review": "Independent review (IRM)",
    "internal": "An appeal within the council, not described further",
    "complaint": "The complaints procedure",
    "reasons": "Written reasons, and no further way",
}
AGAINST = {
    "determination": "What the decision maker proposes or decides",
    "recommendation": "What the panel recommends",
}
# Open against a determination alone. The law gives one window for both, held by a setting of its own.
STATUTORY = ("representations", "independent_review")
STAGE_ONE = "SI 2011/581 r26"


def _routes(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("who", "route")(rows)
    for index, row in enumerate(rows):
        if row["who"] == "applicant_stage_one" and row["route"] in STATUTORY:
            words = "An applicant stopped at stage 1 has had no determination, so that this way is not open to them."
            yield Fault(words, f"{index}.route", STAGE_ONE)
        if row["route"] == "reasons" and row["who"] != "applicant_stage_one":
            words = "Somebody who has had a determination has a way to contest it: name it."
            yield Fault(words, f"{index}.route", "SI 2011/581 r27(6), r28(7)")
        if row["against"] == "recommendation" and row["route"] in STATUTORY:
            words = "The panel only recommends: this way opens once the decision maker has given notice."
            yield Fault(words, f"{index}.against", "SI 2011/581 r27, r28")
        if row["starts"] and row["within"] is None:
            yield Fault("Give the time that counts from this event.", f"{index}.within")


SETTINGS = (
    Setting(
        key="appeals.routes",
        label="Ways to contest a decision",
        help=(
            "For applicants and for carers: each way that is open, for how long, from when, and who answers. The "
            "time for representations and independent review is fixed by law."
        ),
        kind=Table(
            name="table of ways",
            one="way",
            columns=(
                Part("who", "Open to", Choice(options=WHO), needed=True),
                Part("route", "Way", Choice(options=ROUTES), needed=True),
                Part("against", "Against what", Choice(options=AGAINST), said="against:"),
                Part("within", "Time allowed", Length(), said="within"),
                Part("starts", "Counted from", Choice(options=EVENTS), said="from"),
                Part("decided_by", "Who answers", Choice(options=ROLES), said="answered by the"),
                Part("remark", "Remark", Text(longest=200)),
            ),
            check=_routes,
        ),
        group="panel",
        default=[
            {"who": "applicant_stage_one", "route": "complaint"},
            *(
                {"who": who, "route": route}
                for who in ("applicant", "carer_ended", "carer_terms")
                for route in STATUTORY
            ),
        ],
        default_reason="The ways that the regulations open.",
        legal_source="SI 2011/581 r26, r27(6), r28(7)",
        importance="core",
        transition=Transition("new"),
        asked=("appeal", "challenge", "refused", "IRM", "reconsider", "internal appeal", "representations"),
    ),
    Setting(
        key="appeals.determination_issued_by",
        label="Who issues a determination",
        help="The role that tells an applicant or carer that we propose to refuse, end or change an approval.",
        kind=Choice(options=ROLES),
        group="panel",
        default="decision_maker",
        default_reason="The decision is the decision maker's, and so is the notice of what is proposed.",
        legal_source="SI 2011/581 r27, r28",
        importance="core",
        transition=Transition("acts"),
        asked=("qualifying determination", "minded to refuse", "notice"),
    ),
)
