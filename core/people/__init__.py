"""Persons as the service knows them: what they are called, over time, how to reach them and where they live.

Carers, members of fostering households and applicants are persons; what they are to the service is said by the areas
below, which refer to them. Names are kept as they change, since a register must still find who somebody was
(SI 2011/581 r31: name, address, date of birth and sex of each carer).
"""
