"""Induction of the people who work in the service (NMS 23)."""

from config_per_tenant.schema.kinds import ServiceTarget
from config_per_tenant.schema.setting import Bound, Setting, Transition

SETTINGS = (
    Setting(
        key="staff.induction_start",
        label="Induction of staff begins",
        help="How soon after starting work a new member of staff begins induction.",
        kind=ServiceTarget(starts="employment.started", stops="induction.started"),
        group="training",
        default="7 working days",
        default_reason="The longest that the national standard allows.",
        bounds=(Bound("max", "staff.induction_start"),),
        legal_source="NMS 23.3",
        clock="working",
        importance="law",
        transition=Transition("new"),
        asked=("new starter", "new social worker", "onboarding"),
    ),
    Setting(
        key="staff.induction_complete",
        label="Induction of staff is finished",
        help="How soon after starting work a new member of staff has finished induction.",
        kind=ServiceTarget(starts="employment.started", stops="induction.completed"),
        group="training",
        default="6 months",
        default_reason="The longest that the national standard allows.",
        bounds=(Bound("max", "staff.induction_complete"),),
        legal_source="NMS 23.3",
        clock="calendar",
        importance="law",
        transition=Transition("new"),
        asked=("new starter", "probation", "onboarding"),
    ),
)
