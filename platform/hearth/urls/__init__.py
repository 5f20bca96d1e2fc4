"""Which addresses answer, for each kind of tenant."""
