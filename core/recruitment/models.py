from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.recruitment.queries import EnquiryQuerySet
from core.recruitment.rules import CONTACTS
from hearth.records import Privacy, Record, tracked

ENQUIRER = "3 years from the end of an enquiry or application that leads to no approval (SI 2011/581 r32(3))"


class Channel(models.TextChoices):
    WEB = "web", "Web form"
    PHONE = "phone", "Phone"
    EMAIL = "email", "Email"
    EVENT = "event", "Event"
    SOCIAL = "social", "Social media"
    REFERRAL = "referral", "Told by a foster carer"
    HUB = "hub", "Regional hub"


class Route(models.TextChoices):
    """The kind of fostering that the person asks about."""

    MAINSTREAM = "mainstream", "Fostering"
    CONNECTED = "connected_person", "Caring for a child they know"
    SHORT_BREAK = "short_break", "Short breaks"


class EndReason(models.TextChoices):
    WITHDREW = "withdrew", "They decided not to go on"
    NO_ANSWER = "no_answer", "They did not answer us"
    NOT_ELIGIBLE = "not_eligible", "They cannot foster with us now"
    ELSEWHERE = "elsewhere", "They went to another service"
    STOPPED = "stopped", "We decided not to go on"


@tracked
class Enquiry(Record):
    """One household's interest in fostering, from the day it reached us."""

    privacy = Privacy("tenant", personal="carer", retention=ENQUIRER)

    reference = models.CharField(max_length=20, unique=True)
    received_on = models.DateField()
    channel = models.CharField(max_length=20, choices=Channel.choices)
    route = models.CharField(max_length=30, choices=Route.choices, default=Route.MAINSTREAM)
    known_as = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    message = models.TextField(blank=True)
    heard_from = models.CharField(max_length=150, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)
    form_token = models.UUIDField(null=True, blank=True, unique=True, help_text="One sending of the form, once")

    objects = EnquiryQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name_plural = "enquiries"
        ordering = ["-received_on", "-id"]
        indexes = [models.Index(fields=["-received_on", "-id"], name="enquiry_newest")]
        constraints = [
            models.CheckConstraint(condition=~Q(email="") | ~Q(phone=""), name="enquiry_can_be_answered"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="enquiry_end_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.known_as} {self.family_name}"

    def get_absolute_url(self) -> str:
        return reverse("recruitment:record", args=[self.pk])


@tracked
class Contact(Record):
    """Something we did for the person who asked, on a day: what starts and stops the first clocks."""

    privacy = Privacy("tenant", personal="carer", retention=ENQUIRER)

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="contacts")
    event = models.CharField(max_length=40, choices=CONTACTS.items())
    made_on = models.DateField()
    by_name = models.CharField(max_length=150)
    note = models.TextField(blank=True)

    class Meta(Record.Meta):
        ordering = ["made_on", "id"]
        constraints = [models.UniqueConstraint(fields=["enquiry", "event"], name="contact_of_each_kind_once")]

    def __str__(self) -> str:
        return f"{self.get_event_display()}, {self.enquiry}"


@tracked
class StageReached(Record):
    """That an enquiry reached a neutral stage on a day, with the council's own name for the step."""

    privacy = Privacy("tenant", personal="carer", retention=ENQUIRER)

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=30)
    local_name = models.CharField(max_length=150)
    reached_on = models.DateField()
    by_name = models.CharField(max_length=150)

    class Meta(Record.Meta):
        verbose_name_plural = "stages reached"
        ordering = ["reached_on", "id"]
        constraints = [models.UniqueConstraint(fields=["enquiry", "stage"], name="stage_reached_once")]
        indexes = [models.Index(fields=["stage", "reached_on"], name="stage_by_day")]

    def __str__(self) -> str:
        return f"{self.local_name}, {self.enquiry}"
