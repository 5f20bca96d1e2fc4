"""Supervision of foster carers by a supervising social worker: visits planned, made and recorded, and what was agreed.

Each approved foster carer is supervised, with meetings and at least one unannounced visit a year (SI 2011/581 r17; NMS
21.8). How often visits are made is each council's policy. My week and My caseload, where a worker begins the day, live
here: other areas add their columns by `core.supervision.columns`.
"""
