"""Whom the service tells when something serious happens, and how soon; and the talk with a child who was missing."""

from config_per_tenant.schema.kinds import Length
from config_per_tenant.schema.setting import Bound, Setting, Transition


def _told(
    key: str,
    label: str,
    help: str,
    source: str,
    *,
    starts: str,
    stops: str,
    units: tuple[str, ...],
    asked: tuple[str, ...],
) -> Setting:
    """A time within which somebody is told, no longer than the provision allows."""
    return Setting(
        key=key,
        label=label,
        help=help,
        kind=Length(units=units, may_be_zero=True),  # at once
        group="concerns",
        default=None,
        default_national=key,
        default_reason="The longest that the provision allows.",
        bounds=(Bound("max", key),),
        legal_source=source,
        clock="working" if "working_days" in units else "calendar",
        starts=starts,
        stops=stops,
        importance="law",
        transition=Transition("new"),
        asked=asked,
    )


SETTINGS = (
    _told(
        "notify.schedule7",
        "Tell of a serious event within",
        "From our knowing of an event in Schedule 7 to the notice of it. Hours of the clock, weekends included.",
        "SI 2011/581 r36 and Sch 7; NMS 29.1",
        starts="serious_event.known",
        stops="serious_event.notified",
        units=("hours",),
        asked=("Schedule 7", "serious incident", "notification", "notify Ofsted"),
    ),
    _told(
        "notify.child_death_ofsted",
        "Tell Ofsted of a child's death within",
        "From our knowing of the death to telling Ofsted. No days means at once.",
        "Ofsted reporting guidance",
        starts="serious_event.known",
        stops="ofsted.told",
        units=("hours", "days"),
        asked=("death of a child", "serious incident", "notify Ofsted"),
    ),
    _told(
        "notify.safeguarding_panel",
        "Tell the Child Safeguarding Practice Review Panel within",
        "From our becoming aware of a serious incident to the notice to the national panel.",
        "Children Act 2004 s16C (duty); Working Together (time limit)",
        starts="serious_event.known",
        stops="safeguarding_panel.told",
        units=("hours", "working_days"),
        asked=("serious incident notification", "national panel", "working together"),
    ),
    Setting(
        key="notify.care_leaver_death_up_to_age",
        label="Tell of a care leaver's death up to the age of",
        help="Up to which age, that age included, the death of a care leaver is notified.",
        kind=Length(units=("years",)),
        group="concerns",
        default=None,
        default_national="notify.care_leaver_death_up_to_age",
        default_reason="Fixed by the guidance.",
        bounds=(Bound("exact", "notify.care_leaver_death_up_to_age"),),
        legal_source="Working Together 2023",
        importance="law",
        transition=Transition("new"),
        asked=("death of a care leaver", "notification"),
    ),
    _told(
        "notify.lado",
        "Tell the designated officer of an allegation within",
        "From our knowing of an allegation against a carer to telling the local authority designated officer (LADO).",
        "Working Together; local LADO procedures",
        starts="allegation.known",
        stops="lado.told",
        units=("hours", "working_days"),
        asked=("LADO", "allegation", "designated officer", "referral"),
    ),
    _told(
        "missing.return_interview",
        "Talk with a child who was missing within",
        "From the child's return to the interview with somebody independent.",
        "DfE missing children statutory guidance 2014",
        starts="child.returned",
        stops="return_interview.made",
        units=("hours",),
        asked=("missing", "return home interview", "absent", "ran away"),
    ),
)
