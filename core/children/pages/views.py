"""Children: the list, a child's record, opening and correcting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.children import actions
from core.children.models import Child
from core.children.pages.forms import CorrectRecordForm, OpenRecordForm
from core.children.panels import panels_for
from hearth import audit
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui import tables
from hearth.ui.forms import attempt


@needs("children.view")
def children(request: HttpRequest) -> HttpResponse:
    """Everybody whom the service knows, by name. A name to look for is posted: it belongs in no address."""
    wanted = request.POST.get("name", "").strip()
    found = Child.objects.visible_to(request.actor).for_list()
    if wanted:
        found = found.named(wanted)
    page = tables.page_of(request, found, reading="children")
    day = today()
    for child in page:
        child.age_now = child.person.age(day)
    return render(
        request,
        "children/list.html",
        {"page_obj": page, "wanted": wanted, "may_open": may(request.actor, "children.open_record")},
    )


@needs("children.open_record")
def open_record(request: HttpRequest) -> HttpResponse:
    form = OpenRecordForm(request.POST or None)
    if form.is_valid() and attempt(form, actions.open_record, by=request.actor, **form.cleaned_data):
        messages.success(request, f"Record opened for {form.result}. Place the child when a home is agreed.")
        return redirect(form.result)
    return render(request, "children/open.html", {"form": form}, status=422 if form.errors else 200)


@needs("children.view")
def record(request: HttpRequest, child_id: UUID) -> HttpResponse:
    child = get_object_or_404(Child.objects.visible_to(request.actor).for_list(), pk=child_id)
    audit.read(child, by=request.actor)
    return render(
        request,
        "children/record.html",
        {
            "child": child,
            "age": child.person.age(today()),
            "panels": panels_for(child, request.actor),
            "may_correct": may(request.actor, "children.correct_record"),
        },
    )


@needs("children.correct_record")
def correct_record(request: HttpRequest, child_id: UUID) -> HttpResponse:
    child = get_object_or_404(Child.objects.visible_to(request.actor).for_list(), pk=child_id)
    known = {name: getattr(child, name) for name in (*actions.CORRECTABLE, "version")}
    form = CorrectRecordForm(request.POST or None, initial=known)
    if form.is_valid() and attempt(form, actions.correct_record, child, by=request.actor, **form.cleaned_data):
        messages.success(request, f"Record of {child} corrected.")
        return redirect(child)
    return render(request, "children/correct.html", {"form": form, "child": child}, status=422 if form.errors else 200)
