"""Reviews of approval: whether the household stays suitable and its terms are still right.

SI 2011/581 r28: the first within a year of approval and put to the panel, later ones at intervals of a year at most. A
review counts from the day it is *decided*. What the council calls it, and how often, are policy.
"""
