"""The wall between tenants: one schema and one database role each, and everything outside the database keyed likewise.

`current` says where we are, `backend` takes the database there, `records` refuses what was built elsewhere, and
`signing`, `cache`, `files`, `locks` and `logs` carry the tenant into what lies outside the database.
"""
