"""The acts of staffing that concern its structure; those on holders and allocations are in `actions.py`."""
