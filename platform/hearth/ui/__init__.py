"""What every page is made of: template tags, forms, words, charts, the council's colours, navigation and the palette.

Nothing here knows a rule. A page is told what to show; this package knows how it is shown.
"""
