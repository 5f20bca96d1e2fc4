"""How long records are kept, and how soon people's rights over their data are answered.

A time of keeping is a floor, after which a person decides: nothing is removed by itself.
"""

from config_per_tenant.schema.kinds import Length
from config_per_tenant.schema.setting import Bound, Setting, Transition

_LEAST = "The least that the provision asks."


def _kept(key: str, label: str, help: str, source: str, *, starts: str, asked: tuple[str, ...] = ()) -> Setting:
    return Setting(
        key=f"retention.{key}",
        label=label,
        help=help,
        kind=Length(units=("months", "years")),
        group="records",
        default=None,
        default_national=f"retention.{key}",
        default_reason=_LEAST,
        bounds=(Bound("min", f"retention.{key}"),),
        legal_source=source,
        clock="calendar",
        starts=starts,
        stops="record.disposed",
        importance="law",
        transition=Transition("open"),
        asked=("retention", "how long do we keep", "archive", *asked),
    )


def _answered(
    key: str, label: str, help: str, source: str, *, starts: str, stops: str, units: tuple[str, ...], **words: str
) -> Setting:
    return Setting(
        key=key,
        label=label,
        help=help,
        kind=Length(units=units),
        group="records",
        default=None,
        default_national=key,
        default_reason="The longest that the provision allows.",
        bounds=(Bound("max", key),),
        legal_source=source,
        clock="calendar",
        starts=starts,
        stops=stops,
        importance="law",
        transition=Transition("new"),
        asked=tuple(words.get("asked", "").split(", ")),
    )


SETTINGS = (
    _kept(
        "carer_record",
        "A carer's record is kept for",
        "Counted from the end of the approval.",
        "SI 2011/581 r32(1)",
        starts="approval.ended",
        asked=("case record", "former carers"),
    ),
    _kept(
        "temporary_carer_record",
        "The record of a carer approved temporarily is kept for",
        "For connected persons under a temporary approval, counted from the end of the placement.",
        "SI 2011/581 r32(2)",
        starts="placement.ended",
        asked=("Reg 24", "connected person", "kinship"),
    ),
    _kept(
        "refused_or_withdrawn",
        "The record of an applicant who was not approved is kept for",
        "Counted from the refusal of the application or its withdrawal.",
        "SI 2011/581 r32(3)",
        starts="application.ended",
        asked=("refused", "withdrawn", "unsuccessful applicants"),
    ),
    _kept(
        "service_records",
        "Records of the service are kept for",
        "The records that the service keeps of its own work, counted from the last entry.",
        "SI 2011/581 r22",
        starts="record.closed",
        asked=("register", "staff records"),
    ),
    _kept(
        "child_case_record",
        "A child's case record is kept for",
        "Counted from the child's date of birth.",
        "SI 2010/959 r50",
        starts="child.born",
        asked=("looked after child's file", "75 years"),
    ),
    _kept(
        "child_died_under_18",
        "The case record of a child who died before 18 is kept for",
        "Counted from the child's death, in place of the time from birth.",
        "SI 2010/959 r50",
        starts="child.died",
        asked=("death",),
    ),
    _kept(
        "allegation_summary",
        "The summary of an allegation is kept for",
        "Counted from its conclusion, or until the carer's usual age of retirement where that is later.",
        "NMS 22.7",
        starts="allegation.concluded",
        asked=("allegation record", "safeguarding record"),
    ),
    _answered(
        "retention.dbs_certificate_copy",
        "A copy of a DBS certificate is kept no longer than",
        "Counted from the decision that it was taken for. The number, date, level and decision are kept instead.",
        "DBS code of practice",
        starts="recruitment.decided",
        stops="record.disposed",
        units=("days", "weeks", "months"),
        asked="retention, DBS, criminal record, police check",
    ),
    _answered(
        "privacy.subject_access_response",
        "Answer to a person's request for their data",
        "The clock stops while identity or the request is cleared up; two months more when it is complex.",
        "UK GDPR Art 12",
        starts="data_request.received",
        stops="data_request.answered",
        units=("days", "working_days", "weeks", "months"),
        asked="subject access, SAR, data protection, copy of my file",
    ),
    _answered(
        "privacy.breach_report_ico",
        "Report of a personal data breach",
        "How soon the Information Commissioner is told after the council becomes aware of it.",
        "UK GDPR Art 33",
        starts="breach.known",
        stops="breach.reported",
        units=("hours", "days"),
        asked="data breach, ICO, 72 hours, data protection",
    ),
)
