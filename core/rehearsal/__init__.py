"""A draft of policy tried on the council's live records before anybody approves it: what moves, for whom, at what cost.

A rehearsal is `evaluate` with the draft compared with `evaluate` as it stands, for every record, on the day that the
draft would take effect; and the payment preview under both. It runs in a worker and reads inside transactions that the
database keeps read-only: it writes nothing but its own result. Once the draft is in force, the duties are those that
were rehearsed, unless a record has changed meanwhile.
"""
