from hearth.access import capabilities
from hearth.access.roles import HUB_STAFF

CAPABILITIES = capabilities("hubs", {"hubs.view": HUB_STAFF})
