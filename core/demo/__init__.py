"""Demonstration data: invented people and two years of practice, reached through acts, from a seed, relative to today.

Nothing in it describes anybody. It is made for `make run` and for measuring, never in a council's own service.
"""
