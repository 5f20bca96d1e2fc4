"""The fostering panel: who chairs it, who sits on it and what it hears (SI 2011/581 r23 to r25)."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.decisions import role_codes, role_words
from config_per_tenant.schema.kinds import Choice, Table, Text, Whole, YesNo
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.tables import Part, Row, each_once

ROLES = {code: role_words(code) for code in role_codes()}

PANELS = {
    "fostering": "Fostering panel under the regulations",
    "supported_lodgings": "Panel for supported lodgings",
    "resources": "Panel that agrees a placement or its cost",
}
CHAIRS = {
    "independent_person": "A person independent of the fostering service",
    "manager_elsewhere": "A manager of the council from outside the fostering service",
}
SEATS = {"chair": "Chair", "vice_chair": "Vice chair", "member": "Member"}

# What a panel may hear. "The panel recommends": nothing is decided until the decision maker has decided.
ITEMS = {
    "approval": "Approving an applicant",
    "stopped_assessment": "A brief report on an assessment that stopped",
    "first_review": "The first review of an approval",
    "later_review": "A later review of an approval",
    "change_of_terms": "Changing the terms of an approval",
    "household_change": "A significant change in the household",
    "allegation": "A review or report after an allegation",
    "complaint": "A review or report after a complaint",
    "concern": "Concern about the care given",
    "end_of_approval": "Ending an approval",
    "resignation": "A resignation or retirement",
    "long_term_match": "A match with a long-term home",
    "long_term_plan": "A plan for long-term fostering",
}
PARTS = {
    "decide": "The panel recommends, and the decision maker decides",
    "consider": "The panel considers it and gives its view",
    "note": "The panel is told",
}
# The law gives these to the panel as a recommendation, whatever the council prefers.
_RECOMMENDED_BY_LAW = ("approval", "first_review")


def _panels(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("name")(rows)
    if not any(row["hears"] == "fostering" for row in rows):
        yield Fault("Name the fostering panel: the law asks for one or more.", source="SI 2011/581 r23(4)")


def _seats(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("seat")(rows)
    for index, row in enumerate(rows):
        if row["number"] == 0:
            yield Fault("Give 1 or more, or leave the seat out.", f"{index}.number")
        if row["part"] == "chair" and row["independent"] is False:
            words = "The chair is independent of the fostering service."
            yield Fault(words, f"{index}.independent", "SI 2011/581 r23(4)")
    chairs = [index for index, row in enumerate(rows) if row["part"] == "chair"]
    if len(chairs) > 1:
        yield Fault("A panel has one chair.", f"{chairs[1]}.part", "SI 2011/581 r23(4)")


def _items(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("item")(rows)
    for index, row in enumerate(rows):
        if row["item"] in _RECOMMENDED_BY_LAW and row["part"] != "decide":
            words = f"{ITEMS[row['item']]} needs the panel's recommendation; it is not only considered or noted."
            yield Fault(words, f"{index}.part", "SI 2011/581 r25")
        if row["item"] == "resignation" and row["part"] == "decide":
            words = "A resignation takes effect by itself, so that there is nothing to recommend: choose another part."
            yield Fault(words, f"{index}.part", "SI 2011/581 r28(13)")


SETTINGS = (
    Setting(
        key="panel.panels",
        label="Our panels",
        help="The name of each panel and what it hears. The fostering panel is the one that the regulations ask for.",
        kind=Table(
            name="table of panels",
            one="panel",
            columns=(
                Part("name", "Name", Text(), needed=True),
                Part("hears", "Kind of panel", Choice(options=PANELS), needed=True),
                Part("scope", "What limits its work", Text(longest=200), hint="Leave empty when nothing does."),
            ),
            check=_panels,
        ),
        group="panel",
        default=[{"name": "Fostering panel", "hears": "fostering"}],
        default_reason="The one panel that the regulations ask for.",
        legal_source="SI 2011/581 r23",
        importance="core",
        transition=Transition("acts"),
        asked=("name of the panel", "permanence panel", "lodgings panel", "resource panel"),
        borrowable=False,
    ),
    Setting(
        key="panel.chair",
        label="Where the chair comes from",
        help="Whether the fostering panel is chaired by somebody from outside the council or by one of its managers.",
        kind=Choice(options=CHAIRS),
        group="panel",
        default="independent_person",
        default_reason="The plainest way to be independent of the service.",
        legal_source="SI 2011/581 r23(4)",
        importance="useful",
        transition=Transition("acts"),
        asked=("panel chair", "independent chair", "chairperson"),
    ),
    Setting(
        key="panel.chair_independent",
        label="The chair is independent of the fostering service",
        help=(
            "A chair is no member of the council, no carer that it approved, and does not work for it in fostering or "
            "in placing or protecting children."
        ),
        kind=YesNo(),
        group="panel",
        default=None,
        default_national="panel.chair_independent",
        default_reason="Fixed by the regulation.",
        bounds=(Bound("exact", "panel.chair_independent"),),
        legal_source="SI 2011/581 r23(4)",
        importance="law",
        transition=Transition("acts"),
        asked=("independence", "who may chair"),
    ),
    Setting(
        key="panel.vice_chairs",
        label="Vice chairs",
        help="How many vice chairs the fostering panel has.",
        kind=Whole(least=0, most=20, counted=("vice chair", "vice chairs")),
        group="panel",
        default=1,
        default_reason="The least that the regulation asks.",
        bounds=(Bound("min", "panel.vice_chairs_min"), Bound("max", "panel.vice_chairs_max")),
        legal_source="SI 2011/581 r23(4)",
        importance="law",
        transition=Transition("acts"),
        asked=("deputy chair", "vice-chair"),
    ),
    Setting(
        key="panel.members",
        label="Seats on the panel",
        help="The seats that the council names, if it names any; the people are drawn from the central list.",
        kind=Table(
            name="table of seats",
            one="seat",
            columns=(
                Part("seat", "Seat", Text(), needed=True, hint="Such as “Elected member” or “Member who fosters”."),
                Part("part", "Part on the panel", Choice(options=SEATS), needed=True),
                Part("number", "How many", Whole(least=0, most=30), hint="1 when left empty."),
                Part("independent", "Independent of the service", YesNo(), said="independent:"),
                Part(
                    "social_worker",
                    "Counts as the social worker whom the quorum needs",
                    YesNo(),
                    said="social worker of the quorum:",
                ),
            ),
            check=_seats,
        ),
        group="panel",
        default=None,
        default_reason="No seat is fixed by law: the panel is drawn from the central list.",
        legal_source="SI 2011/581 r23",
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="No seats are named: members come from the central list as each panel needs.",
        asked=("membership", "panel members", "central list", "who sits on panel"),
    ),
    Setting(
        key="panel.items",
        label="What the panel hears",
        help="Each kind of matter, and whether the panel recommends on it, considers it or is only told of it.",
        kind=Table(
            name="table of matters",
            one="matter",
            columns=(
                Part("item", "Matter", Choice(options=ITEMS), needed=True),
                Part("part", "What the panel does", Choice(options=PARTS), needed=True),
            ),
            check=_items,
        ),
        group="panel",
        default=[{"item": "approval", "part": "decide"}, {"item": "first_review", "part": "decide"}],
        default_reason="What the regulations give to the panel.",
        legal_source="SI 2011/581 r25",
        importance="core",
        transition=Transition("acts"),
        asked=(
            "panel business",
            "agenda",
            "resignation at panel",
            "deregistration",
            "long-term matching",
            "permanence",
            "allegation at panel",
        ),
    ),
    Setting(
        key="panel.approvals_to_panel",
        label="Applications go to the panel",
        help="No applicant is approved until the fostering panel has recommended on the application.",
        kind=YesNo(),
        group="panel",
        default=None,
        default_national="panel.approvals_to_panel",
        default_reason="Fixed by the regulations.",
        bounds=(Bound("exact", "panel.approvals_to_panel"),),
        legal_source="SI 2011/581 r25, r27",
        importance="law",
        transition=Transition("acts"),
        asked=("panel needed", "initial approval", "approve without panel"),
    ),
    Setting(
        key="panel.business_meeting_chair",
        label="Who chairs the panel's business meeting",
        help="The role that chairs the meeting where the panel's own work and its quality are talked over.",
        kind=Choice(options=ROLES),
        group="panel",
        default=None,
        default_reason="Not every panel holds one, and no rule says who chairs it.",
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="The panel holds no business meeting.",
        asked=("separation of duty", "panel quality", "panel feedback"),
    ),
)
