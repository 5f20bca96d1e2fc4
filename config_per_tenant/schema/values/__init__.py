"""The shapes that a setting's value can have: frozen, comparable, readable from plain data and back, sayable in words."""
