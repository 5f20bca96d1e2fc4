"""The database engine: role and search path together, one statement at a time, and no tenant's table without a tenant."""
