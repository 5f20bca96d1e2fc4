"""The fostering household: who lives there, where, and what has changed, told in one chronology.

A household is the record that nearly everything else in the service is about. The case record of each carer
(SI 2011/581 r30) and the register (r31) are read from it. Areas below add their own tabs, panels, columns and
chronology entries through the registries here, so that this area knows nothing of them.
"""
