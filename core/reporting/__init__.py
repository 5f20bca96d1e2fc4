"""Figures that leave the council: what is counted, what is too small to tell, and what was published to whom.

A hub never sees a row of ours. Counts are made here, made safe here, and published as aggregates.
"""
