"""The shapes that a setting's value can have: frozen, read from plain data and back, sayable in words."""
