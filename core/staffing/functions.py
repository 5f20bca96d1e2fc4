"""What a worker can be allocated to do for a subject, and the responsibilities of teams that such work falls under.

Codes are those of the roles that do the work; a council's own words for them come from its policy `roles.labels`.
"""

from dataclasses import dataclass

from config_per_tenant.schema.values.structure import RESPONSIBILITIES
from hearth.access import Role

__all__ = ["ASSESSMENT", "FUNCTIONS", "RESPONSIBILITIES", "SUPERVISION", "Function"]

SUPERVISION = ("mainstream_supervision", "connected_supervision", "specialist_supervision")
ASSESSMENT = ("mainstream_assessment", "connected_assessment")


@dataclass(frozen=True)
class Function:
    """`responsibilities` are the kinds of work of which a team should do one, for its workers to do this function."""

    label: str
    responsibilities: tuple[str, ...]


FUNCTIONS: dict[str, Function] = {
    Role.SUPERVISING_SOCIAL_WORKER.value: Function("Supervising social worker", SUPERVISION),
    Role.ASSESSING_SOCIAL_WORKER.value: Function("Assessing social worker", ASSESSMENT),
    Role.RECRUITMENT_OFFICER.value: Function("Recruitment worker", ("recruitment", "marketing")),
    Role.REVIEWING_OFFICER.value: Function("Reviewing officer", ("reviews",)),
    Role.PLACEMENTS_OFFICER.value: Function("Placements officer", ("placements",)),
}
