"""The audit, newest first: what was done and what was read, as sentences."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.access import needs
from hearth.audit.models import AuditEntry
from hearth.ui import tables
from hearth.ui.forms import AppointmentField, Form

VIEWS = {"acts": "Acts", "readings": "Files opened", "all": "Everything"}


class PeriodForm(Form):
    """Which days to show. Names are not asked for here: they belong in no address."""

    from_on = AppointmentField(label="From", required=False)
    until_on = AppointmentField(label="To", required=False)

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        start, end = cleaned.get("from_on"), cleaned.get("until_on")
        if start and end and end < start:
            self.add_error("until_on", forms.ValidationError("The last day must be the same as or after the first day"))
        return cleaned


@needs("audit.view")
def entries(request: HttpRequest) -> HttpResponse:
    view = request.GET.get("view", "acts")
    view = view if view in VIEWS else "acts"
    found = AuditEntry.objects.visible_to(request.actor)
    if view != "all":
        found = found.filter(is_reading=view == "readings")
    form = PeriodForm(request.GET or None)
    if form.is_valid():
        if start := form.cleaned_data.get("from_on"):
            found = found.filter(created_at__date__gte=start)
        if end := form.cleaned_data.get("until_on"):
            found = found.filter(created_at__date__lte=end)
    page = tables.page_of(request, found)
    views = [tables.View(label, f"?view={key}", current=key == view) for key, label in VIEWS.items()]
    context = {"page_obj": page, "form": form, "views": views, "keep": [("view", view)]}
    return render(request, "audit/entries.html", context, status=422 if form.errors else 200)
