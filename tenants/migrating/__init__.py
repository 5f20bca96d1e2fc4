"""Migrations over many schemas by one calculation.

Django's own executor works out the same states again in each schema, which takes minutes for a hundred councils. Here
schemas are grouped by what has been applied to them; each group's plan and states are worked out once, and only the
database's part is done per schema: one transaction each, a short lock timeout, safe to run again where it stopped.
"""
