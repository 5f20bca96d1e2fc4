"""The list of households, and the record: overview, members and chronology."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from core.duties.models import Duty
from core.households import chronology, columns, listing
from core.households.downloads import download_list
from core.households.models import Household
from core.households.pages.forms import FilterForm
from core.households.pages.record import household_of, tab_page
from core.households.panels import panels_for
from core.households.queries import KIND
from hearth import audit
from hearth.access import may, needs
from hearth.dates import today
from hearth.documents.spreadsheets import attachment
from hearth.ui.pages import respond
from hearth.ui.tables import ROWS, Column, View, address, chips, headings, page_of

ACTS = (
    "add_member",
    "end_membership",
    "move_household",
    "record_change_of_circumstance",
    "close_household",
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("households.view")
def households(request: HttpRequest) -> HttpResponse:
    """The list. A name is posted and looked for among all; the rest is in the address, to be kept and gone back to."""
    day, actor = today(), request.actor
    asked = listing.asked_for(request.GET, actor, name=request.POST.get("name", "")[:100])
    counts = listing.counts(actor, day)
    found: Any = listing.households_for(actor, asked, day).with_key_facts(day)
    if not asked.name and not asked.filters:
        found = listing.Counted(found, counts[asked.view])
    page = page_of(request, found, reading="households")
    filters = FilterForm(request.GET, actor=actor, on=day)
    in_use = chips(request, filters)
    return respond(
        request,
        "households/list.html",
        {
            "asked": asked,
            "page_obj": page,
            "rows": listing.rows_of(list(page), actor, day),
            "headings": headings(request, _columns(actor), asked.sort),
            "views": _views(counts, asked),
            "filters": filters,
            "chips": in_use,
            "keep": [("view", asked.view), ("sort", asked.sort)],
            "clear_href": f"?view={asked.view}",
            "download_href": f"{reverse('households:download')}{address(request, page=None)}",
            "may_download": may(actor, "households.download"),
            "may_open": may(actor, "households.open_household"),
            "shown_most": ROWS,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("households.download")
def download(request: HttpRequest) -> HttpResponse:
    """The list as a workbook: the rows asked for, in their order, on one sheet. A name is posted, as on the page."""
    asked = listing.asked_for(request.GET, request.actor, name=request.POST.get("name", "")[:100])
    return attachment(download_list(asked, by=request.actor), "households.xlsx")


@require_GET
@needs("households.view")
def record(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = household_of(request, household_id)
    actor = request.actor
    audit.read(household, by=actor)
    duties = (
        Duty.objects.visible_to(actor).about(KIND, [household.pk]).select_related("owner").order_by("due_on", "kind")
    )
    return tab_page(
        request,
        household,
        "households/overview.html",
        tab="households:record",
        context={
            "members": _members(household, actor),
            "duties": [{"duty": duty, "due": duty.words, "why": duty.why} for duty in duties],
            "panels": panels_for(household, actor, aside=False),
            "aside_panels": panels_for(household, actor, aside=True),
            "may_act": {name: may(actor, f"households.{name}") for name in ACTS},
        },
    )


@require_GET
@needs("households.view")
def members(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = household_of(request, household_id)
    actor = request.actor
    audit.read(household, by=actor, what="the members of")
    everyone = _members(household, actor)
    day = today()
    return tab_page(
        request,
        household,
        "households/members.html",
        tab="households:members",
        context={
            "now": [row for row in everyone if row["member"].holds(day)],
            "before": [row for row in everyone if not row["member"].holds(day)],
            "addresses": list(household.addresses.all()),
            "may_act": {name: may(actor, f"households.{name}") for name in ACTS},
        },
    )


@require_GET
@needs("households.view_chronology")
def chronology_tab(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = household_of(request, household_id)
    audit.read(household, by=request.actor, what="the chronology of")
    entries = chronology.of_household(household, request.actor)
    return tab_page(
        request,
        household,
        "households/chronology.html",
        tab="households:chronology",
        context={"page_obj": page_of(request, entries)},
    )


def _members(household: Household, actor: Any) -> list[dict[str, Any]]:
    day = today()
    found = household.members.visible_to(actor).select_related("person").order_by("until_on", "role", "from_on", "id")
    return [{"member": member, "age": member.person.age(day)} for member in found]


def _columns(actor: Any) -> list[Column]:
    added = [Column(known.label, num=known.num) for known in columns.columns_for(actor)]
    return [Column("Household", "name"), Column("Social worker"), *added, Column("Next due", "next_due")]


def _views(counts: dict[str, int], asked: listing.Asked) -> list[View]:
    return [
        View(
            label,
            f"?view={code}",
            count=counts[code],
            current=code == asked.view and not asked.name,
            alert=code in ("overdue", "unallocated"),
        )
        for code, label in listing.VIEWS.items()
    ]
