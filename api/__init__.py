"""The other door: what the pages do, for programs. It finds the record, checks the shape of the input, calls one act.

No rule lives here. Authentication, capabilities, errors, pages of a list, versions and repeated requests are settled
once in this package; `v1/` holds the shape of JSON and its routes, area by area.
"""
