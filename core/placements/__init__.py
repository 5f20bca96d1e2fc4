"""Who lives where: placements of children with fostering households, from a day until a day.

Referral and matching come later. Answers to SI 2010/959 r22 (a placement within the terms of approval), r23 (an
emergency placement outside them) and to the usual fostering limit (Children Act 1989 Sch 7).
"""
