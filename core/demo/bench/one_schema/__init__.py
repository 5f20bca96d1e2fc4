"""The yardstick's database engine: Django's own for PostgreSQL, which knows nothing of tenants."""
