"""What happened to an approval, for the areas below that must follow it: sent inside the act's transaction."""

from django.dispatch import Signal

approval_changed = Signal()  # approval, by: it was given, its terms changed, or it ends
