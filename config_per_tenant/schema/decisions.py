"""The decisions a service takes, each of which a council gives to one role, and the roles there are to give them to."""

from hearth.access.roles import COUNCIL_STAFF, Role

DECISIONS = {
    "approval": "Approve a foster carer",
    "change_of_terms": "Change the terms of an approval",
    "end_of_approval": "End an approval",
    "temporary_approval": "Approve a connected person temporarily",
    "extend_temporary_approval": "Extend a temporary approval",
    "review_outside_panel": "Decide a review that does not go to panel",
    "proceed_to_assessment": "Decide to go on to an application and assessment",
    "stop_at_stage_one": "Stop an assessment at stage 1",
    "skip_reference": "Agree not to take up a reference",
    "exemption": "Agree a placement outside the terms of approval",
    "specialist_placement": "Agree a placement in a specialist scheme",
    "usual_limit": "Exempt a household from the usual fostering limit",
    "visit_variation": "Agree another visit interval for one household",
    "supported_lodgings": "Approve a supported lodgings provider",
    "complaint_first_stage": "Answer a complaint that the team could not settle",
    "term_time_holiday": "Agree a holiday in term time",
}


def role_codes() -> tuple[str, ...]:
    """The codes of the roles that a council's own staff can hold, in their declared order."""
    return tuple(str(role) for role in Role if role in COUNCIL_STAFF)


def role_words(role_code: str) -> str:
    """A role's plain name, for a page that has no council's label at hand."""
    return str(Role(role_code).label)
