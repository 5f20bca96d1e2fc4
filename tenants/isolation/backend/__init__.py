"""The database engine: role and search path together, one statement at a time, no table without its tenant."""
