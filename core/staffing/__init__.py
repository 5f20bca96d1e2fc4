"""Who does the work: teams and the work each is responsible for, posts, who holds them, and who is allocated to whom.

The structure opens as the council's policy says (`teams.structure`) and follows its approved versions. The holders of
posts and the allocations are facts of their own. Staff must be sufficient and suitable: SI 2011/581 r19 to r21, NMS 23.
"""
