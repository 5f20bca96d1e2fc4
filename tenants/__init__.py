"""Councils, hubs and the operators' own place: opened, suspended, found by host name; and the wall between them.

The public schema is a registry (tenants, domains, hub memberships, published aggregates). No user and no record of a
person lives there, so that whatever falls back to it finds nobody signed in and nothing to read.
"""
