"""A council's policy over time: drafted, approved by a second person, in force from a day, never altered afterwards.

A version holds only what it changes. The policy of a day is what all versions in force by then say, the later before
the earlier; what none of them says is the platform's default. So drafts do not undo each other, a withdrawn version
leaves no gap, and what was in force on a past day stays so.
"""
