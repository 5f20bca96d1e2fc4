"""Operators in a council: only while its administrator allows it, an hour at most, with a reason, in plain sight."""
