"""What must happen, by when and by whom: derived from facts under the policy of its day, never entered by hand.

An area declares its duties in its own `duties.py`: a bulk loader of facts (`facts_of`) and pure rules (`duty`). The
engine (`evaluate`) knows no clock, no query and no write. `derive` keeps the findings as rows, in the transaction of
each act, so that a list of due work is an index and not a computation. A full rebuild gives the same rows.
"""
