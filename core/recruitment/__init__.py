"""From a first enquiry to an application: who asked, what we answered and when, and how far each has come.

Local steps are policy (`recruitment.stages`) and map onto neutral stages, so that councils can be compared. The first
clocks are policy too: reply, information pack, follow-up call, initial visit and its record. Answers to NMS 13
(recruiting foster carers); a person who asks is answered whether or not they go on.
"""
