"""The declarations of settings, area by area."""
