"""The acts on a council's policy, an idea to a module. Callers take them from `config_per_tenant.versions.actions`."""
