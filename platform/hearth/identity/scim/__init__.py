"""SCIM 2.0 (RFC 7643 and 7644) at /scim/v2: the council's directory opens, renames and closes accounts here, and its
groups give roles. What it cannot do is what no administrator can: leave nobody who could give roles."""
