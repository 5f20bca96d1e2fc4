"""What happened to a person, for the areas below that show their name: sent inside the act's transaction."""

from django.dispatch import Signal

person_changed = Signal()  # person, by: they were renamed, or their details changed
