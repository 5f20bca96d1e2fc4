"""The register of foster carers, made from live records whenever somebody asks for it (SI 2011/581 r31)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch

from config_per_tenant.policy import policy_on
from core.approvals.labels import category_label
from core.approvals.models import Approval, Terms
from core.households.models import HouseholdAddress, Member
from hearth.access import Actor
from hearth.documents.exports import Progress, export
from hearth.documents.spreadsheets import Sheet
from hearth.ui.words import shortdate

BATCH = 100
HEADINGS = (
    "Carer",
    "Date of birth",
    "Sex",
    "Address",
    "Household",
    "Reference",
    "Approved on",
    "Approved as",
    "Temporary until",
    "Terms now",
    "Reviews decided on",
    "Approval ended on",
)


@export(
    "reviews.register",
    "Register of foster carers",
    "Each carer with address, date of birth, sex, approval, terms and every review (SI 2011/581 r31); temporary"
    " approvals and ended ones too.",
    capability="reviews.export_register",
)
def register(actor: Actor, on: date, progress: Progress) -> Iterable[Sheet]:
    yield Sheet("Register of foster carers", HEADINGS, _rows(actor, on, progress))


def _rows(actor: Actor, on: date, progress: Progress) -> Iterator[Sequence[Any]]:
    """One row for each carer of each approval, in order of household and then of approval."""
    everything = Approval.objects.visible_to(actor).order_by("household__reference", "approved_on", "id")
    ids = list(everything.values_list("pk", flat=True))
    policy = policy_on(on)
    progress(0, len(ids))
    for start in range(0, len(ids), BATCH):
        for approval in _with_all(everything.filter(pk__in=ids[start : start + BATCH]), on):
            yield from _rows_of(approval, policy)
        progress(min(start + BATCH, len(ids)), len(ids))


def _with_all(approvals: Any, on: date) -> Any:
    """Approvals with all that their rows say: six queries, however many."""
    carers = Member.objects.carers().select_related("person").order_by("from_on", "id")
    return approvals.select_related("household").prefetch_related(
        Prefetch("terms", queryset=Terms.objects.on(on).order_by("-from_on", "-id"), to_attr="terms_by_now"),
        Prefetch("household__members", queryset=carers, to_attr="carers_ever"),
        Prefetch("household__addresses", queryset=HouseholdAddress.objects.on(on), to_attr="addresses_now"),
        "reviews",
    )


def _rows_of(approval: Any, policy: Any) -> Iterator[Sequence[Any]]:
    household = approval.household
    reviews = sorted(review.decided_on for review in approval.reviews.all())
    for carer in household.carers_ever:
        if not _overlap(carer, approval):
            continue
        person = carer.person
        yield (
            f"{person.given_names or person.known_as} {person.family_name}",
            person.born_on,
            person.get_sex_display(),
            str(household.addresses_now[0]) if household.addresses_now else "",
            household.name,
            household.reference,
            approval.approved_on,
            category_label(approval.category, policy),
            approval.temporary_until_on,
            approval.terms_by_now[0].in_words() if approval.terms_by_now else "",
            ", ".join(shortdate(day) for day in reviews),
            approval.ends_on,
        )


def _overlap(carer: Member, approval: Approval) -> bool:
    """Whether somebody was a carer on a day of the approval."""
    left_before = carer.until_on is not None and carer.until_on <= approval.approved_on
    joined_after = approval.ends_on is not None and carer.from_on >= approval.ends_on
    return not left_before and not joined_after
