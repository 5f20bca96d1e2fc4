"""What the council calls each role, and which role takes which decision."""

from config_per_tenant.schema.kinds import Structured
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.lists import DecisionMakers, RoleLabels

SETTINGS = (
    Setting(
        key="roles.labels",
        label="What we call each role",
        help="Our own titles. What each role may do is the same in every council.",
        kind=Structured(name="list of titles", of=RoleLabels),
        group="roles",
        default={},
        default_reason="Plain names until the council gives its titles.",
        importance="useful",
        asked=("job titles", "service manager"),
    ),
    Setting(
        key="decisions.makers",
        label="Who takes which decision",
        help="The role that takes each kind of decision.",
        kind=Structured(name="list of decisions", of=DecisionMakers),
        group="roles",
        default={
            "approval": "decision_maker",
            "change_of_terms": "decision_maker",
            "end_of_approval": "decision_maker",
            "temporary_approval": "nominated_officer",
            "extend_temporary_approval": "nominated_officer",
            "review_outside_panel": "decision_maker",
            "proceed_to_assessment": "team_manager",
            "stop_at_stage_one": "team_manager",
            "skip_reference": "team_manager",
            "exemption": "nominated_officer",
            "specialist_placement": "service_manager",
            "usual_limit": "service_manager",
            "visit_variation": "team_manager",
            "supported_lodgings": "service_manager",
            "complaint_first_stage": "service_manager",
        },
        default_reason="The role that the regulations name, or the nearest manager.",
        legal_source="SI 2011/581 r27, SI 2010/959 r24",
        importance="core",
        transition=Transition("acts"),
        asked=("agency decision maker", "ADM", "nominated officer", "sign off"),
    ),
)
