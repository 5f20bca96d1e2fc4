"""How the council's staff sign in: when a session ends, and who signs in with more than a password."""

from config_per_tenant.schema.kinds import Many, Whole
from config_per_tenant.schema.setting import Setting, Transition
from hearth.access.roles import COUNCIL_STAFF, Role

SETTINGS = (
    Setting(
        key="security.session_idle",
        label="Sign out when nothing is done for",
        help="Counted from the last thing a person did. They are warned first and their drafts are kept.",
        kind=Whole(name="number of minutes", least=10, most=60, counted=("minute", "minutes")),
        group="records",
        default=30,
        default_reason="Long enough for a telephone call; short enough for a desk that was left.",
        importance="core",
        transition=Transition("open"),
        asked=("time out", "timeout", "inactive", "logged out", "session", "screen lock"),
    ),
    Setting(
        key="security.session_absolute",
        label="Sign out after, whatever is being done",
        help="Counted from signing in. After it a person signs in again, however busy they are.",
        kind=Whole(name="number of hours", least=1, most=12, counted=("hour", "hours")),
        group="records",
        default=12,
        default_reason="A long working day.",
        importance="core",
        transition=Transition("open"),
        asked=("time out", "timeout", "logged out", "session", "how long signed in"),
    ),
    Setting(
        key="security.mfa_required_roles",
        label="Roles that sign in with a second step",
        help="A person with one of these roles sets up a passkey or an authenticator app before anything else. "
        "It does not ask those who sign in through the council's own sign-in service, which has its own second step.",
        kind=Many(
            name="roles", options={str(role): str(Role(role).label) for role in Role.values if role in COUNCIL_STAFF}
        ),
        group="records",
        default=[],
        default_reason="Whoever wants a second step can have one; nobody is made to until the council says who.",
        importance="core",
        transition=Transition("open"),
        asked=("MFA", "two factor", "2FA", "second step", "authenticator app", "passkey", "multi-factor"),
    ),
)
