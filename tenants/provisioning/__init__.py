"""Opening, suspending and resuming tenants. A new one is a copy of its kind's template, with its own role."""
