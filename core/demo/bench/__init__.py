"""What Hearth costs, measured at ten times the demonstration's size, each figure beside its yardstick of the same run.

`hearth bench` (the command of this name) makes one large council, once, in a data folder of its own, and prints a sheet
of figures. platform/docs/performance.md says what is measured and how to read it.
"""
