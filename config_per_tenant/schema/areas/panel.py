"""The fostering panel: who sits on it, what it needs to meet, what it hears (SI 2011/581 r23 to r25)."""

from config_per_tenant.schema.decisions import role_codes, role_words
from config_per_tenant.schema.kinds import Choice
from config_per_tenant.schema.setting import Setting

ROLES = {code: role_words(code) for code in role_codes()}

SETTINGS = (
    Setting(
        key="panel.business_meeting_chair",
        label="Who chairs the panel’s business meeting",
        help="The role that chairs the meeting where the panel’s own work and its quality are talked over.",
        kind=Choice(options=ROLES),
        group="panel",
        default=None,
        default_reason="Not every panel holds one, and no rule says who chairs it.",
        importance="useful",
        may_be_none=True,
        none_means="The panel holds no business meeting.",
        asked=("separation of duty", "panel quality", "panel feedback"),
    ),
)
