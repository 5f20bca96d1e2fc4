"""What this area adds to the places of others: navigation, palette, and the kind of subject that a team is."""

from core.staffing.models import Allocation, Team
from hearth.subjects import part_of, subject_kind
from hearth.ui import navigation, palette

subject_kind("team", model=Team, url="supervision:team", noun="team")
part_of("allocation", model=Allocation, of="")

navigation.item("Teams", "staffing:teams", "staffing.view", order=70)
palette.entry("Teams and posts", "staffing:teams", "staffing.view", words="structure vacancies FTE capacity")
palette.entry(
    "Roles and decisions", "staffing:roles", "staffing.view", words="decision maker ADM who decides separation"
)
palette.entry("Change the structure", "staffing:drafts", "staffing.redraw_structure", words="move a post open a team")
