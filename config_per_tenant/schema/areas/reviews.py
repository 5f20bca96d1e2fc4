"""Reviews of a foster carer's approval (SI 2011/581 r28)."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.decisions import role_codes, role_words
from config_per_tenant.schema.kinds import Choice, Length, Many, Table, Text, YesNo
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.tables import Part, Row, each_once

_MONTHS = ("weeks", "months", "years")
_ROLES = {code: role_words(code) for code in role_codes()}

VIEWS = {
    "carer": "The carers",
    "placed_children": "Every child placed, as far as age and understanding allow",
    "placing_authorities_last_year": "Every authority that placed a child there in the last year",
}
PEOPLE = {
    "carers": "Carers",
    "fostered_children": "Fostered children",
    "own_children": "Carers' own children",
    "child_social_worker": "The child's social worker",
    "child_reviewing_officer": "The child's independent reviewing officer",
    "supervising_social_worker": "Supervising social worker",
    "fostering_reviewing_officer": "Fostering's own reviewing officer",
    "placing_authority": "The authority that placed the child",
    "other_professionals": "Other professionals",
}
OCCASIONS = {
    "first_review": "The first review",
    "change_of_terms": "A change of terms is proposed",
    "household_change": "The household or its circumstances change",
    "allegation": "After an allegation",
    "complaint": "After a complaint",
    "concern": "Concern about the care given",
    "end_of_approval": "An ending is proposed",
    "other": "Any other review",
}
EARLY = {
    code: OCCASIONS[code] for code in ("change_of_terms", "household_change", "allegation", "complaint", "concern")
}
PLACES = {"panel": "To the panel", "outside_panel": "Decided outside panel"}


def _routes(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("when")(rows)
    for index, row in enumerate(rows):
        if row["when"] == "first_review" and row["goes_to"] != "panel":
            yield Fault("The first review goes to panel.", f"{index}.goes_to", "SI 2011/581 r28(5)")


SETTINGS = (
    Setting(
        key="review.name",
        label="What we call the review of approval",
        help="The name used on pages, letters and papers.",
        kind=Text(longest=60),
        group="reviews",
        default="Review of approval",
        default_reason="The regulation's own word.",
        importance="useful",
        asked=("annual review", "household review", "foster carer review"),
    ),
    Setting(
        key="review.first_within",
        label="First review within",
        help="The time from approval by which the first review is decided, not only met.",
        kind=Length(units=_MONTHS),
        group="reviews",
        default="12 months",
        default_reason="The longest that the regulation allows.",
        bounds=(Bound("max", "review.first"),),
        legal_source="SI 2011/581 r28(2)",
        clock="calendar",
        starts="approval.started",
        stops="review.decided",
        importance="law",
    ),
    Setting(
        key="review.interval",
        label="Later reviews within",
        help="The time from one decided review to the next. A review decided early brings the next one forward.",
        kind=Length(units=_MONTHS),
        group="reviews",
        default="12 months",
        default_reason="The longest that the regulation allows.",
        bounds=(Bound("max", "review.interval"),),
        legal_source="SI 2011/581 r28(2)",
        clock="calendar",
        starts="review.decided",
        stops="review.decided",
        importance="law",
        asked=("annual review", "how often do we review"),
    ),
    Setting(
        key="review.first_to_panel",
        label="First review goes to panel",
        help="The report of the first review is referred to the fostering panel.",
        kind=YesNo(),
        group="reviews",
        default=True,
        default_reason="Fixed by the regulation.",
        bounds=(Bound("exact", "review.first_goes_to_panel"),),
        legal_source="SI 2011/581 r28(5)",
        importance="law",
    ),
    Setting(
        key="review.later_to_panel",
        label="How often a later review goes to panel",
        help="From the review that last went to panel to the next that does. Other reviews are decided outside panel.",
        kind=Length(units=("months", "years")),
        group="reviews",
        default=None,
        default_reason="The regulation asks for the first review only; no later one goes unless the council says.",
        clock="calendar",
        starts="review.decided",
        stops="review.decided",
        importance="core",
        transition=Transition("new"),
        may_be_none=True,
        none_means="Only the first review goes to panel.",
        asked=("three-yearly",),
    ),
    Setting(
        key="review.others_decided_by",
        label="Who decides a review that does not go to panel",
        help="The role that decides whether the household stays suitable when the panel does not hear the review.",
        kind=Choice(options=_ROLES),
        group="reviews",
        default="decision_maker",
        default_reason="The decision maker decides on approval, so on its review.",
        legal_source="SI 2011/581 r28",
        importance="core",
    ),
    Setting(
        key="review.routes",
        label="Where each review goes",
        help=(
            "By what brought the review about: whether its report goes to the panel, and who decides. How often one "
            "goes without such a reason is a setting of its own."
        ),
        kind=Table(
            name="table of occasions",
            one="occasion",
            columns=(
                Part("when", "Occasion", Choice(options=OCCASIONS), needed=True),
                Part("goes_to", "Where it goes", Choice(options=PLACES), needed=True),
                Part("decided_by", "Who decides", Choice(options=_ROLES), said="decided by the"),
            ),
            check=_routes,
        ),
        group="reviews",
        default=[{"when": "first_review", "goes_to": "panel"}],
        default_reason="What the regulation gives to the panel.",
        legal_source="SI 2011/581 r28(5)",
        importance="core",
        transition=Transition("new"),
        asked=("trigger", "review to panel", "allegation review", "panel trigger"),
    ),
    Setting(
        key="review.early_when",
        label="When a review is held early",
        help="What brings a review forward from its yearly day.",
        kind=Many(options=EARLY),
        group="reviews",
        default=["change_of_terms", "household_change", "allegation", "concern"],
        default_reason="A review is held whenever it is needed, not only each year.",
        legal_source="SI 2011/581 r28(2)",
        importance="core",
        transition=Transition("new"),
        asked=("early review", "trigger", "change of circumstances"),
    ),
    Setting(
        key="review.contributors",
        label="Who contributes to a review",
        help="Everybody whose words a review gathers, in our own terms. Those that the law names are asked as well.",
        kind=Table(
            name="table of people",
            one="contributor",
            columns=(
                Part("title", "What we call them", Text(), needed=True),
                Part(
                    "person",
                    "Who that is",
                    Choice(options=PEOPLE),
                    hint="Leave empty while it is not clear.",
                    said="that is",
                ),
            ),
            check=each_once("title"),
        ),
        group="reviews",
        default=[
            {"title": "Carers", "person": "carers"},
            {"title": "Fostered children", "person": "fostered_children"},
            {"title": "Placing authorities", "person": "placing_authority"},
        ],
        default_reason="Those whom the regulation names.",
        legal_source="SI 2011/581 r28(3)",
        importance="core",
        transition=Transition("new"),
        asked=("feedback", "consultation", "reports for review", "views"),
    ),
    Setting(
        key="review.views_required",
        label="Whose views a review has to take",
        help="A review is not complete until these have been asked, whoever else contributes.",
        kind=Many(options=VIEWS),
        group="reviews",
        default=None,
        default_national="review.views_required",
        default_reason="Fixed by the regulation.",
        bounds=(Bound("exact", "review.views_required"),),
        legal_source="SI 2011/581 r28(3)",
        importance="law",
        transition=Transition("new"),
        asked=("child's views", "consult"),
    ),
    Setting(
        key="review.coordinated_by",
        label="Who coordinates a review",
        help="The role that gathers the reports and brings people together for a review.",
        kind=Choice(options=_ROLES),
        group="reviews",
        default="supervising_social_worker",
        default_reason="The worker who knows the household best.",
        importance="useful",
        transition=Transition("new"),
        asked=("organise review", "arrange review"),
    ),
    Setting(
        key="review.counts_as_pdp_review",
        label="The review counts as the yearly look at the development plan",
        help="Whether the review of approval and the yearly talk about the carers' development plan are one event.",
        kind=YesNo(),
        group="reviews",
        default=False,
        default_reason="Two events until the council says that they are one.",
        importance="useful",
        transition=Transition("new"),
        asked=("personal development plan", "PDP", "yearly meeting"),
    ),
    Setting(
        key="review.terms_change_with_written_consent_wait",
        label="Wait before terms change with the carers' written consent",
        help=(
            "A change of terms alone takes effect at once when the carers agree in writing and the notice says what "
            "support they need. Without that they have time to contest it."
        ),
        kind=Length(units=("days",), may_be_zero=True),
        group="reviews",
        default=None,
        default_national="review.terms_change_with_written_consent_wait",
        default_reason="Fixed by the regulation.",
        bounds=(Bound("exact", "review.terms_change_with_written_consent_wait"),),
        legal_source="SI 2011/581 r28(9A)",
        clock="calendar",
        starts="terms_change.agreed",
        stops="terms_change.effective",
        importance="law",
        transition=Transition("new"),
        asked=("change of approval", "agree to change of terms", "variation"),
    ),
)
