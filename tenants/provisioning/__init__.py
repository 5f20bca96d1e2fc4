"""Opening, suspending and resuming tenants. A new one is a copy of its kind's template schema, with a role of its own."""
