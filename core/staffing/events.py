"""What staffing tells the areas after it, in the transaction of the act. Each answers in its own `reactions.py`."""

from django.dispatch import Signal

allocation_changed = Signal()  # subject_kind, subject_ids, on
holding_changed = Signal()  # user_id, on
structure_changed = Signal()  # on, by
