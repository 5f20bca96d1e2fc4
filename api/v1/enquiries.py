"""People who ask about fostering: what was done for them, the stages they reached, how it ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Choice, Day, In, Key, Out, Text, Whole
from api.filters import DayFilter, Filters, YesNoFilter
from api.pagination import RECORDED, Order
from api.views import ApiView
from config_per_tenant.schema.events import NEUTRAL_STAGES
from core.recruitment import actions
from core.recruitment.models import Channel, EndReason, Enquiry, Route
from core.recruitment.rules import CONTACTS

STAGES = list(NEUTRAL_STAGES.items())


class StageOut(Out):
    id = Key()
    stage = Choice(choices=STAGES)
    local_name = Text(help_text="The council's own name for the step")
    reached_on = Day()
    by_name = Text()


class ContactOut(Out):
    id = Key()
    event = Choice(choices=list(CONTACTS.items()))
    made_on = Day()
    by_name = Text()
    note = Text(allow_blank=True)


class EnquiryOut(Out):
    id = Key()
    version = Whole()
    reference = Text()
    received_on = Day()
    channel = Choice(choices=Channel.choices)
    route = Choice(choices=Route.choices)
    known_as = Text()
    family_name = Text()
    postcode = Text(allow_blank=True)
    ended_on = Day(allow_null=True)
    end_reason = Choice(choices=EndReason.choices, allow_blank=True)
    stages = StageOut(many=True)


class EnquiryInFullOut(EnquiryOut):
    email = Text(allow_blank=True)
    phone = Text(allow_blank=True)
    message = Text(allow_blank=True)
    heard_from = Text(allow_blank=True)
    contacts = ContactOut(many=True)


class EnquiryIn(In):
    known_as = Text(max_length=100)
    family_name = Text(max_length=100)
    channel = Choice(choices=Channel.choices)
    email = serializers.EmailField(required=False, max_length=254)
    phone = Text(required=False, max_length=30)
    postcode = Text(required=False, max_length=10)
    message = Text(required=False, max_length=5_000)
    heard_from = Text(required=False, max_length=150)
    route = Choice(choices=Route.choices, required=False)
    received_on = Day(required=False)


class EnquiryFilters(Filters):
    channel = django_filters.ChoiceFilter(choices=Channel.choices)
    route = django_filters.ChoiceFilter(choices=Route.choices)
    open = YesNoFilter(method="still_open", help_text="true: not ended")
    stage = django_filters.ChoiceFilter(
        choices=STAGES, method="that_reached", help_text="Those that reached this stage"
    )
    received_from = DayFilter(field_name="received_on", lookup_expr="gte")
    received_until = DayFilter(field_name="received_on", lookup_expr="lte")

    def still_open(self, found: Any, name: str, wanted: bool) -> Any:
        return found.open() if wanted else found.filter(ended_on__isnull=False)

    def that_reached(self, found: Any, name: str, stage: str) -> Any:
        return found.filter(stages__stage=stage)


class Enquiries(ApiView):
    tag = "Enquiries"
    capability = {"GET": "recruitment.view", "POST": "recruitment.record_contact"}
    summary = {"GET": "List enquiries", "POST": "Record an enquiry"}
    takes, gives, is_list, filters = EnquiryIn, EnquiryOut, True, EnquiryFilters
    gives_by_method = {"POST": EnquiryInFullOut}
    orders = {
        **RECORDED,
        "-received": Order("latest received first", ("-received_on", "-id")),
        "received": Order("earliest received first", ("received_on", "id")),
    }

    def get(self, request: Request) -> Response:
        return self.listed(Enquiry.objects.visible_to(self.actor).for_list(), reading="enquiries")

    def post(self, request: Request) -> Response:
        """An email address or a phone number is needed, so that it can be answered. Its first clock starts."""
        enquiry = actions.receive_enquiry(by=self.actor, **self.asked())
        return self.done(self.find(in_full(self.actor), enquiry.pk))


class OneEnquiry(ApiView):
    tag = "Enquiries"
    capability = {"GET": "recruitment.view"}
    summary = {"GET": "Open an enquiry"}
    gives = EnquiryInFullOut

    def get(self, request: Request, enquiry_id: UUID) -> Response:
        return self.opened(self.find(in_full(self.actor), enquiry_id))


class ContactIn(In):
    event = Choice(choices=list(CONTACTS.items()))
    made_on = Day()
    note = Text(required=False, max_length=5_000)


class Contacts(ApiView):
    tag = "Enquiries"
    capability = {"POST": "recruitment.record_contact"}
    summary = {"POST": "Record what was done for the person who asked"}
    takes, gives = ContactIn, ContactOut

    def post(self, request: Request, enquiry_id: UUID) -> Response:
        """It stops one clock and may start the next."""
        enquiry = self.find(Enquiry.objects.visible_to(self.actor), enquiry_id)
        return self.done(actions.record_contact(enquiry, by=self.actor, **self.asked()))


class StageIn(In):
    stage = Choice(choices=STAGES)
    reached_on = Day()


class Stages(ApiView):
    tag = "Enquiries"
    capability = {"POST": "recruitment.reach_stage"}
    summary = {"POST": "Record that an enquiry reached a stage"}
    takes, gives = StageIn, StageOut

    def post(self, request: Request, enquiry_id: UUID) -> Response:
        """The stages that the council has are its policy `recruitment.stages`."""
        enquiry = self.find(Enquiry.objects.visible_to(self.actor), enquiry_id)
        return self.done(actions.reach_stage(enquiry, by=self.actor, **self.asked()))


class EnquiryEndingIn(In):
    ended_on = Day()
    reason = Choice(choices=EndReason.choices)


class EnquiryEnding(ApiView):
    tag = "Enquiries"
    capability = {"POST": "recruitment.withdraw"}
    summary = {"POST": "End an enquiry that goes no further"}
    takes, gives, changes = EnquiryEndingIn, EnquiryInFullOut, True

    def post(self, request: Request, enquiry_id: UUID) -> Response:
        enquiry = self.find(Enquiry.objects.visible_to(self.actor), enquiry_id)
        self.expected(enquiry)
        actions.withdraw(enquiry, by=self.actor, **self.asked())
        return self.done(self.find(in_full(self.actor), enquiry_id))


def in_full(actor: Any) -> Any:
    """Enquiries with their stages and contacts: two queries more."""
    return Enquiry.objects.visible_to(actor).for_list().prefetch_related("contacts")
