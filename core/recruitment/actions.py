"""Acts of recruitment."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from config_per_tenant.policy import policy_on
from core.duties.derive import refresh
from core.households.references import next_reference
from core.recruitment import rules
from core.recruitment.models import Channel, Contact, EndReason, Enquiry, Route, StageReached
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken


@transaction.atomic
def receive_enquiry(
    *,
    known_as: str,
    family_name: str,
    channel: str,
    by: Actor,
    email: str = "",
    phone: str = "",
    postcode: str = "",
    message: str = "",
    heard_from: str = "",
    route: str = Route.MAINSTREAM,
    received_on: date | None = None,
    form_token: UUID | None = None,
) -> Enquiry:
    """Take in an enquiry, from the public form or as a member of staff writes it down.

    The same sending of a form (`form_token`) makes one enquiry, however often the button is pressed.
    Raises: NotPermitted; RuleBroken for a day in the future, or no way to answer.
    """
    require(by, "recruitment.receive_enquiry")
    day = received_on or today()
    rules.check_day(day, received_on=day, today=today(), field="received_on")
    if not email.strip() and not phone.strip():
        raise RuleBroken(
            "recruitment.no_answer_possible",
            "Enter an email address or a phone number, so that we can answer",
            field="email",
        )
    if form_token and (sent := _sent_before(form_token, known_as, family_name, email, phone)):
        return sent
    try:
        with transaction.atomic():
            enquiry = Enquiry.objects.create(
                reference=next_reference("EN"),
                received_on=day,
                channel=channel,
                route=route,
                known_as=known_as.strip(),
                family_name=family_name.strip(),
                email=email.strip().lower(),
                phone=phone.strip(),
                postcode=postcode.strip().upper(),
                message=message.strip(),
                heard_from=heard_from.strip(),
                form_token=form_token,
            )
    except IntegrityError:
        if form_token and (sent := _sent_before(form_token, known_as, family_name, email, phone)):
            return sent
        raise
    _reach(enquiry, "enquiry", day, by)
    audit.record("recruitment.enquiry_received", enquiry, by=by, on=day, channel=Channel(channel).label.lower())
    refresh("enquiry", [enquiry.pk])
    return enquiry


@transaction.atomic
def record_contact(enquiry: Enquiry, *, event: str, made_on: date, by: Actor, note: str = "") -> Contact:
    """Record what was done for the person who asked: it stops one clock and may start the next.

    Raises: NotPermitted; StateConflict when the enquiry has ended or this was recorded already; RuleBroken.
    """
    require(by, "recruitment.record_contact", enquiry)
    enquiry = Enquiry.objects.hold(enquiry)
    rules.check_open(enquiry.ended_on)
    rules.check_day(made_on, received_on=enquiry.received_on, today=today(), field="made_on")
    if Contact.objects.filter(enquiry=enquiry, event=event).exists():
        raise RuleBroken("recruitment.contact_recorded", "This is recorded already", field="event")
    contact = Contact.objects.create(enquiry=enquiry, event=event, made_on=made_on, by_name=by.name, note=note.strip())
    stage = rules.STAGE_OF_CONTACT.get(event)
    if stage and not StageReached.objects.filter(enquiry=enquiry, stage=stage).exists():
        _reach(enquiry, stage, made_on, by)
    audit.record("recruitment.contact_recorded", enquiry, by=by, on=made_on, what=contact.get_event_display().lower())
    refresh("enquiry", [enquiry.pk])
    return contact


@transaction.atomic
def reach_stage(enquiry: Enquiry, *, stage: str, reached_on: date, by: Actor) -> StageReached:
    """Record that an enquiry reached one of the council's stages. Raises: NotPermitted; StateConflict; RuleBroken."""
    require(by, "recruitment.reach_stage", enquiry)
    enquiry = Enquiry.objects.hold(enquiry)
    rules.check_open(enquiry.ended_on)
    rules.check_day(reached_on, received_on=enquiry.received_on, today=today(), field="reached_on")
    reached = dict(StageReached.objects.filter(enquiry=enquiry).values_list("stage", "reached_on"))
    rules.check_stage(stage, known=stage_names(reached_on), reached=reached, on=reached_on)
    fact = _reach(enquiry, stage, reached_on, by)
    audit.record("recruitment.stage_reached", enquiry, by=by, on=reached_on, stage=fact.local_name)
    refresh("enquiry", [enquiry.pk])
    return fact


@transaction.atomic
def withdraw(enquiry: Enquiry, *, ended_on: date, reason: str, by: Actor) -> Enquiry:
    """End an enquiry that goes no further. Its clocks stop. Raises: NotPermitted; StateConflict; RuleBroken."""
    require(by, "recruitment.withdraw", enquiry)
    enquiry = Enquiry.objects.hold(enquiry)
    rules.check_open(enquiry.ended_on)
    rules.check_day(ended_on, received_on=enquiry.received_on, today=today(), field="ended_on")
    enquiry.ended_on = ended_on
    enquiry.end_reason = reason
    enquiry.save()
    _reach(enquiry, "withdrawn", ended_on, by)
    audit.record("recruitment.enquiry_ended", enquiry, by=by, on=ended_on, reason=EndReason(reason).label.lower())
    refresh("enquiry", [enquiry.pk])
    return enquiry


def stage_names(on: date) -> dict[str, str]:
    """The council's stages on a day: neutral stage to the council's own name, in the neutral order.

    A stage that several local steps map to is known by the first of them.
    """
    names: dict[str, str] = {}
    for stage in policy_on(on)["recruitment.stages"].stages:
        if stage.neutral and stage.neutral not in names:
            names[stage.neutral] = stage.name
    return {stage: names[stage] for stage in rules.STAGE_ORDER if stage in names}


def _sent_before(token: UUID, known_as: str, family_name: str, email: str, phone: str) -> Enquiry | None:
    """The enquiry that this form made already, when it said the same; RuleBroken when it said something else."""
    sent = Enquiry.objects.filter(form_token=token).first()
    if sent is None:
        return None
    said = (known_as.strip(), family_name.strip(), email.strip().lower(), phone.strip())
    if said == (sent.known_as, sent.family_name, sent.email, sent.phone):
        return sent
    raise RuleBroken(
        "recruitment.sent_already",
        "This form was sent already with other answers. Open the page afresh to send another enquiry",
        field="email",
    )


def _reach(enquiry: Enquiry, stage: str, on: date, by: Actor) -> StageReached:
    from config_per_tenant.schema.events import NEUTRAL_STAGES

    name = stage_names(on).get(stage) or NEUTRAL_STAGES[stage]
    return StageReached.objects.create(enquiry=enquiry, stage=stage, local_name=name, reached_on=on, by_name=by.name)
