from hearth.access import Role, capabilities

CAPABILITIES = capabilities("tenants", {"tenants.view": {Role.OPERATOR}})
