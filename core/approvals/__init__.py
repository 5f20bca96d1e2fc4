"""Approval to foster: the decision, its terms over time, temporary approvals of connected persons, and how it ends.

SI 2011/581 r27 (decision and terms), r28(13) (resignation); SI 2010/959 r24 and r25 (temporary approval). An approval's
state on a day follows from its dates; nothing about it is overwritten.
"""
