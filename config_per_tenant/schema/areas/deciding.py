"""The decision after panel: by when it is taken, told and contested (NMS 14; SI 2011/581 r27 to r29)."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.areas.panel import ROLES
from config_per_tenant.schema.kinds import Choice, Length, ServiceTarget, Table, Text, YesNo
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.tables import Part, Row, each_once

WRITTEN = "SI 2011/581 r27, r28"
TOLD = {"spoken": "By word of mouth", "telephone": "By telephone", "writing": "In writing"}


def _ways(rows: Sequence[Row]) -> Iterator[Fault]:
    yield from each_once("how", "by")(rows)
    if not any(row["how"] == "writing" for row in rows):
        yield Fault("A decision is given in writing, however else it is told.", source=WRITTEN)


SETTINGS = (
    Setting(
        key="decision.final_minutes",
        label="Final minutes of the panel",
        help="How soon after the meeting the decision maker has the panel's final minutes. No rule sets a time for it.",
        kind=ServiceTarget(starts="panel.met", stops="panel_minutes.received"),
        group="panel",
        default=None,
        default_reason="No rule sets a time: the council may set its own.",
        clock="working",
        importance="useful",
        transition=Transition("new"),
        may_be_none=True,
        none_means="We set no target for this.",
        asked=("panel minutes", "minutes to the decision maker"),
    ),
    Setting(
        key="decision.adm_decision",
        label="Decision after panel",
        help=(
            "How soon the decision maker decides. The national standard counts from the day the recommendation and the "
            "final minutes are in the decision maker's hands, not from the day of panel."
        ),
        kind=ServiceTarget(
            starts="panel_minutes.received",
            stops="approval.decided",
            alternatives=(("panel.recommended", "approval.decided"),),
        ),
        group="panel",
        default="7 working days",
        default_reason="The longest that the national standard allows.",
        bounds=(Bound("max", "decision.adm_decision"),),
        legal_source="NMS 14.9",
        clock="working",
        importance="law",
        transition=Transition("new"),
        asked=("agency decision maker", "ADM", "seven days", "decision time"),
    ),
    Setting(
        key="decision.oral_notice",
        label="The decision is told",
        help="How soon the applicant or carer hears the decision by word of mouth.",
        kind=ServiceTarget(starts="approval.decided", stops="decision.told"),
        group="panel",
        default="2 working days",
        default_reason="The longest that the national standard allows.",
        bounds=(Bound("max", "decision.oral_notice"),),
        legal_source="NMS 14.10",
        clock="working",
        importance="law",
        transition=Transition("new"),
        asked=("tell the applicant", "phone the applicant", "verbal"),
    ),
    Setting(
        key="decision.how_told",
        label="How the decision is told",
        help="Each way in which applicants and carers hear of a decision, who tells them and what it says.",
        kind=Table(
            name="table of ways",
            one="way",
            columns=(
                Part("how", "How", Choice(options=TOLD), needed=True),
                Part("by", "By whom", Choice(options=ROLES), said="by the"),
                Part("says", "What it says", Text(longest=200)),
            ),
            check=_ways,
        ),
        group="panel",
        default=[{"how": "spoken"}, {"how": "writing", "by": "decision_maker"}],
        default_reason="By word of mouth first and then in writing, as the national standard asks.",
        legal_source="NMS 14.10, SI 2011/581 r27",
        importance="core",
        transition=Transition("acts"),
        asked=("notification", "approval letter", "outcome letter"),
    ),
    Setting(
        key="decision.adm_post_qualifying_experience",
        label="Experience of the decision maker",
        help="How long somebody has done social work with children since qualifying before they decide on approvals.",
        kind=Length(units=("years",)),
        group="panel",
        default="3 years",
        default_reason="The least that the national standard asks.",
        bounds=(Bound("min", "decision.adm_post_qualifying_experience"),),
        legal_source="NMS 23",
        clock="calendar",
        starts="social_worker.qualified",
        stops="approval.decided",
        importance="law",
        transition=Transition("acts"),
        asked=("who may be agency decision maker", "ADM"),
    ),
    Setting(
        key="decision.representations_window",
        label="Time to make representations or ask for an independent review",
        help="From the notice of a determination. The applicant or carer chooses one of the two ways, not both.",
        kind=Length(units=("days",)),
        group="panel",
        default=None,
        default_national="decision.representations_window",
        default_reason="Fixed by the regulations.",
        bounds=(Bound("exact", "decision.representations_window"),),
        legal_source="SI 2011/581 r27(6), r28(7)",
        clock="calendar",
        starts="determination.notified",
        stops="appeal.received",
        importance="law",
        transition=Transition("new"),
        asked=("appeal", "28 days", "IRM", "qualifying determination", "independent review mechanism"),
    ),
    Setting(
        key="decision.representations_return_to_panel",
        label="Representations go back to the panel",
        help="The panel considers the case again, before the final decision, when representations are made in time.",
        kind=YesNo(),
        group="panel",
        default=None,
        default_national="decision.representations_return_to_panel",
        default_reason="Fixed by the regulations.",
        bounds=(Bound("exact", "decision.representations_return_to_panel"),),
        legal_source="SI 2011/581 r27, r28",
        importance="law",
        transition=Transition("acts"),
        asked=("panel reconsiders", "appeal"),
    ),
    Setting(
        key="decision.irm_papers",
        label="Papers for an independent review",
        help="How soon the papers are sent once we hear that a carer or applicant has asked for an independent review.",
        kind=ServiceTarget(starts="irm.notified", stops="irm.papers_sent"),
        group="panel",
        default="10 working days",
        default_reason="The longest that the regulation allows.",
        bounds=(Bound("max", "decision.irm_papers"),),
        legal_source="SI 2011/581 r29",
        clock="working",
        importance="law",
        transition=Transition("new"),
        asked=("IRM", "independent review mechanism", "appeal papers"),
    ),
)
