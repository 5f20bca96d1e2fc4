"""Finding people, and a person's own page with its acts."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from core.people import actions
from core.people.models import ContactPoint, Person
from core.people.pages.forms import AddressForm, ContactPointForm, DetailsForm, EndContactPointForm, NameForm
from core.people.panels import panels_for
from hearth import audit
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui.forms import attempt
from hearth.ui.pages import respond, say
from hearth.ui.tables import ROWS
from hearth.ui.words import longdate

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@needs("people.view")
def search(request: HttpRequest) -> HttpResponse:
    """People with a name. The name is posted: it belongs in no address, history or log."""
    wanted = request.POST.get("name", "")[:100].strip()
    found = Person.objects.visible_to(request.actor).named(wanted).order_by("family_name", "known_as", "id")
    people = list(found[: ROWS + 1])
    day = today()
    rows = [{"person": person, "age": person.age(day)} for person in people[:ROWS]]
    if rows:
        audit.read_list("people", [person.pk for person in people[:ROWS]], by=request.actor)
    return respond(request, "people/search.html", {"wanted": wanted, "rows": rows, "more": len(people) > ROWS})


@require_GET
@needs("people.view")
def record(request: HttpRequest, person_id: UUID) -> HttpResponse:
    person = _person(request, person_id)
    audit.read(person, by=request.actor)
    may_act = {name: may(request.actor, f"people.{name}") for name in ACTS}
    return respond(
        request,
        "people/record.html",
        {
            "person": person,
            "facts": _facts(person),
            "contact_points": list(person.contact_points.all()),
            "addresses": list(person.addresses.all()),
            "former_names": list(person.former_names.all()),
            "may_act": may_act,
            "panels": panels_for(person, request.actor),
        },
    )


ACTS = ("change_details", "rename_person", "add_contact_point", "end_contact_point", "record_address")


@require_http_methods(FORM)
@needs("people.change_details")
def details(request: HttpRequest, person_id: UUID) -> HttpResponse:
    person = _person(request, person_id)
    initial = {name: getattr(person, name) for name in actions.DETAILS} | {"version": person.version}
    form = DetailsForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(form, actions.change_details, person, by=request.actor, **form.cleaned_data):
        say(request, f"The details of {person} are saved.")
        return redirect(person)
    context = {"person": person, "form": form, "rows": _both_versions(form)}
    return respond(request, "people/details.html", context)


@require_http_methods(FORM)
@needs("people.rename_person")
def name(request: HttpRequest, person_id: UUID) -> HttpResponse:
    person = _person(request, person_id)
    initial = {"known_as": person.known_as, "family_name": person.family_name, "version": person.version}
    form = NameForm(request.POST or None, initial=initial)
    if form.is_valid() and attempt(form, actions.rename_person, person, by=request.actor, **form.cleaned_data):
        say(request, f"The new name is recorded: {form.result}.", "They are still found by the name they had.")
        return redirect(person)
    return respond(request, "people/name.html", {"person": person, "form": form})


@require_http_methods(FORM)
@needs("people.add_contact_point")
def contact_point(request: HttpRequest, person_id: UUID) -> HttpResponse:
    person = _person(request, person_id)
    form = ContactPointForm(request.POST or None)
    if form.is_valid() and attempt(form, actions.add_contact_point, person, by=request.actor, **form.act_values()):
        say(request, f"{form.result.get_kind_display()} added for {person}.")
        return redirect(person)
    return respond(request, "people/contact_point.html", {"person": person, "form": form})


@require_http_methods(FORM)
@needs("people.end_contact_point")
def contact_point_ending(request: HttpRequest, contact_point_id: UUID) -> HttpResponse:
    points = ContactPoint.objects.visible_to(request.actor).select_related("person")
    point = get_object_or_404(points, pk=contact_point_id)
    form = EndContactPointForm(request.POST or None)
    if form.is_valid() and attempt(form, actions.end_contact_point, point, by=request.actor, **form.cleaned_data):
        say(request, f"{point.get_kind_display()} ended for {point.person}.")
        return redirect(point.person)
    return respond(request, "people/contact_point_ending.html", {"point": point, "person": point.person, "form": form})


@require_http_methods(FORM)
@needs("people.record_address")
def address(request: HttpRequest, person_id: UUID) -> HttpResponse:
    person = _person(request, person_id)
    form = AddressForm(request.POST or None)
    if form.is_valid() and attempt(form, actions.record_address, person, by=request.actor, **form.cleaned_data):
        say(request, f"The address of {person} is recorded.")
        return redirect(person)
    return respond(request, "people/address.html", {"person": person, "form": form})


def _person(request: HttpRequest, person_id: UUID) -> Person:
    person: Person = get_object_or_404(Person.objects.visible_to(request.actor), pk=person_id)
    return person


def _facts(person: Person) -> list[dict[str, Any]]:
    age = person.age(today())
    born = f"{longdate(person.born_on)} (age {age})" if person.born_on else None
    return [
        {"key": "Date of birth", "value": born},
        {"key": "Names on official papers", "value": person.given_names or None},
        {"key": "Sex", "value": person.get_sex_display() or None},
        {"key": "Pronouns", "value": person.pronouns or None},
    ]


def _both_versions(form: DetailsForm) -> list[dict[str, Any]]:
    """What the other saved beside what was written here, where they differ."""
    if form.conflict is None:
        return []
    theirs: Any = form.conflict.theirs
    return [
        {"label": label.capitalize(), "before": getattr(theirs, key), "after": form.cleaned_data.get(key)}
        for key, label in actions.DETAILS.items()
        if getattr(theirs, key) != form.cleaned_data.get(key)
    ]
