"""The `hearth` command: what an operator and a developer type.

It finds the database and the cache (the environment's, else this machine's own), names the settings, and hands over
to Django's management commands, which the areas write.
"""
