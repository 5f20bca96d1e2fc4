from hearth import audit
from hearth.access import Role, capabilities

CAPABILITIES = capabilities(
    "jobs",
    {
        "jobs.view": set(Role),
        # Whoever asked for a job may also stop it: see working.request_stop.
        "jobs.stop": {Role.TENANT_ADMINISTRATOR, Role.HUB_MANAGER, Role.OPERATOR},
    },
)

audit.sentences({"jobs.stop_requested": "{actor} asked that a job be stopped: {title}."})
