from hearth import audit
from hearth.access import Role, capabilities

STAFF = set(Role)

CAPABILITIES = capabilities("jobs", {"jobs.view": STAFF, "jobs.stop": STAFF})

audit.sentences({"jobs.stop_requested": "{actor} asked that a job ({kind}) be stopped."})
