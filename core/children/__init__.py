"""The child, as a fostering service needs to know the child: who they are, who is responsible, and where they live.

The child's own case record is the responsible authority's (SI 2010/959 r49-50); this is what the fostering service
keeps to place a child well and pay rightly (SI 2011/581 r22 and Sch 2).
"""
