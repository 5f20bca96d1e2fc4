"""Staff accounts and their roles, in the schema of the tenant they work for. Sign-in is django-allauth's.

Nobody has an account in two tenants: a person who works for two councils has two accounts, and neither knows of the
other. Operators have accounts in the platform tenant only.
"""
