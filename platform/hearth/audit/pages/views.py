"""The audit, newest first, as sentences: searched, about a record, by a person, and taken away as a file."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hearth import audit, subjects
from hearth.access import may, needs
from hearth.audit.files import download as file_of
from hearth.audit.models import AuditEntry, AuditLink
from hearth.audit.pages.forms import SearchForm
from hearth.audit.pages.showing import facts_of, same_request, values_of
from hearth.audit.searching import VIEWS, Page, Search, page_of, who_looked
from hearth.dates import today
from hearth.documents.spreadsheets import EXCEL, attachment
from hearth.identity.models import User
from hearth.subjects import Subject
from hearth.ui import tables
from tenants.isolation.current import current_tenant
from tenants.isolation.routers import labels_of

KINDS = {"xlsx": EXCEL, "csv": "text/csv; charset=utf-8"}


@require_http_methods(["GET", "HEAD", "POST"])
@needs("audit.view")
def entries(request: HttpRequest) -> HttpResponse:
    """All of it. Words to look for are posted; the rest is in the address."""
    search, form = _asked(request)
    page = _page(request, search)
    audit.read_audit(search.in_words(), page.entries, by=request.actor)
    return _answer(request, "audit/entries.html", search, form, page, {"wanted": search.words})


@require_GET
@needs("audit.view")
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One entry with all that is kept of it: as what, values before and after, its place in the chain."""
    found = get_object_or_404(AuditEntry.objects.visible_to(request.actor), pk=entry_id)
    link = AuditLink.objects.visible_to(request.actor).filter(pk=found.pk).first()
    audit.read_audit("one entry", [found], by=request.actor)
    context = {
        "entry": found,
        "facts": facts_of(found, link),
        "values": values_of(found),
        "together": same_request(AuditEntry.objects.visible_to(request.actor), found),
    }
    return render(request, "audit/entry.html", context)


@require_GET
@needs("audit.view")
def about(request: HttpRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Who has looked at a record, and what was done with it."""
    subject, keys = _subject(request, kind, subject_id)
    search, form = _asked(request, view="readings", about=keys)
    page = _page(request, search)
    looked = who_looked(replace(search, view="readings").found(request.actor))
    audit.read(subject, by=request.actor, what="who has looked at the record of")
    noun = subjects.kind(kind).noun
    facts = {"subject": subject, "noun": noun, "looked": looked, "address": subject.address}
    return _answer(request, "audit/about.html", search, form, page, facts)


@require_GET
@needs("audit.view")
def by_person(request: HttpRequest, actor_id: UUID) -> HttpResponse:
    """What somebody has opened and done."""
    user = User.objects.visible_to(request.actor).filter(pk=actor_id).first()
    if user is None:
        raise Http404
    search, form = _asked(request, view="readings", actor_id=actor_id)
    page = _page(request, search)
    audit.read(Subject("user", user.pk, user.name), by=request.actor, what="what was opened and done by")
    return _answer(request, "audit/by.html", search, form, page, {"person": user})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("audit.export")
def download(request: HttpRequest) -> HttpResponse:
    """What a search finds, as a file. Its words are posted, as on the page."""
    search, form = _asked(request)
    about, by = request.GET.get("about", ""), request.GET.get("by", "")
    if about:
        kind, _, key = about.partition(":")
        search = replace(search, about=_subject(request, kind, _key(key))[1])
    if by:
        search = replace(search, actor_id=_key(by))
    kind = "csv" if request.GET.get("as") == "csv" else "xlsx"
    if form.errors:
        return render(request, "audit/entries.html", _shown(request, search, form, _page(request, search)), status=422)
    return attachment(file_of(search, kind=kind, by=request.actor), f"audit-{today().isoformat()}.{kind}", KINDS[kind])


def _asked(request: HttpRequest, *, view: str = "acts", **fixed: Any) -> tuple[Search, SearchForm]:
    asked = request.GET.get("view", view)
    form = SearchForm(request.GET or None)
    words = request.POST.get("name", "")[:100].strip()
    chosen = form.cleaned_data if form.is_valid() else {}
    return Search(view=asked if asked in VIEWS else view, words=words, **chosen, **fixed), form


def _page(request: HttpRequest, search: Search) -> Page:
    return page_of(
        search.found(request.actor), older=_key(request.GET.get("older")), newer=_key(request.GET.get("newer"))
    )


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _subject(request: HttpRequest, kind: str, subject_id: UUID | None) -> tuple[Subject, tuple[UUID, ...]]:
    """The record by its name now, and the keys under which the audit may know it. Not found if it may not be seen."""
    if kind not in _kinds_here():
        raise Http404
    record = subjects.visible(kind, request.actor).filter(pk=subject_id).first()
    if record is not None:
        return subjects.subject_of(record), _keys_of(record)
    entry = AuditEntry.objects.about(kind, subject_id).first() if may(request.actor, "audit.export") else None
    if entry is None or subject_id is None:
        raise Http404
    return Subject(kind, subject_id, entry.subject_name), (subject_id,)


def _kinds_here() -> set[str]:
    """The kinds of record that this kind of tenant keeps: a hub has no households."""
    tenant = current_tenant()
    labels = labels_of(tenant.type) if tenant else frozenset()
    return {one.code for one in subjects.kinds() if one.model._meta.app_label in labels}


def _keys_of(record: Any) -> tuple[UUID, ...]:
    """A child is known by the record and as a person; so is whoever looks at either."""
    keys = [record.pk]
    for other in ("person", "child"):
        try:
            found = getattr(record, other, None)
        except ObjectDoesNotExist:
            found = None
        if found is not None and isinstance(getattr(found, "pk", None), UUID):
            keys.append(found.pk)
    return tuple(keys)


def _answer(
    request: HttpRequest, template: str, search: Search, form: SearchForm, page: Page, more: dict[str, Any]
) -> HttpResponse:
    context = {**_shown(request, search, form, page), **more}
    return render(request, template, context, status=422 if form.errors else 200)


def _shown(request: HttpRequest, search: Search, form: SearchForm, page: Page) -> dict[str, Any]:
    views = [
        tables.View(label, tables.address(request, view=key, older=None, newer=None), current=key == search.view)
        for key, label in VIEWS.items()
    ]
    kept = {
        "view": search.view,
        "about": _about(request),
        "by": str(search.actor_id) if search.actor_id else None,
        "older": None,
        "newer": None,
    }
    files = {kind: f"{reverse('audit:download')}{tables.address(request, **kept, **{'as': kind})}" for kind in KINDS}
    return {
        "page": page,
        "form": form,
        "chips": tables.chips(request, form),
        "clear_href": f"?view={search.view}",
        "views": views,
        "keep": [("view", search.view)],
        "newer_href": page.newer and tables.address(request, newer=str(page.newer), older=None),
        "older_href": page.older and tables.address(request, older=str(page.older), newer=None),
        "files": files if may(request.actor, "audit.export") else None,
    }


def _about(request: HttpRequest) -> str | None:
    keys = getattr(request, "keys_of_address", {})
    return f"{keys['kind']}:{keys['subject_id']}" if "subject_id" in keys else None
