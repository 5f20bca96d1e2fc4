"""Several plain settings of one group changed in one form, into one draft: chosen first, then answered together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config_per_tenant.pages.change import ChangeForm
from config_per_tenant.pages.shapes import shape_of
from config_per_tenant.pages.showing import address, brief_entry
from config_per_tenant.policy import Policy, policy_on
from config_per_tenant.readiness import fixed_by
from config_per_tenant.schema import SETTINGS, Setting, by_group
from config_per_tenant.schema.setting import GROUPS
from config_per_tenant.statement import Source, Statement
from config_per_tenant.versions import actions
from config_per_tenant.versions.applying import stated_in
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import Actor, needs
from hearth.dates import today
from hearth.errors import RuleBroken
from hearth.ui.forms import Form, attempt
from hearth.ui.forms.renderer import error_items
from hearth.ui.pages import respond, say
from hearth.ui.words import lower_first, plural

MOST = 10  # settings in one form


class ChooseForm(Form):
    """Which settings to change together."""

    keys = forms.MultipleChoiceField(
        label="Settings to change",
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": "Select the settings to change"},
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keys"].choices = offered

    def clean_keys(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["keys"]
        if len(chosen) > MOST:
            raise forms.ValidationError(f"Select {MOST} settings or fewer: you can add more to the draft afterwards")
        return chosen


class SourceForm(Form):
    """Where all of these changes are written down."""

    source_title = forms.CharField(
        label="Where these changes are written down",
        help_text="The title of the document or minute, as a colleague would look it up.",
        required=False,
        max_length=200,
    )
    source_section = forms.CharField(label="Section", required=False, max_length=120)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("policy.change")
def several(request: HttpRequest, code: str) -> HttpResponse:
    """Choose some settings of a group; then answer them on one page and save them in one draft."""
    settings = next((settings for each, _, settings in by_group() if each == code), [])
    if not settings:
        raise Http404
    drafts = PolicyVersion.objects.open_drafts().filter(submitted_at=None).order_by("-number")
    draft = drafts.prefetch_related("values").first()
    day = max(draft.effective_from or today(), today()) if draft else today()
    policy = policy_on(day)
    plain = [each for each in settings if is_plain(each) and not fixed_by(policy.entry(each.key))]
    offered = [(each.key, f"{each.label}: {lower_first(brief_entry(policy.entry(each.key)))}") for each in plain]
    context: dict[str, Any] = {
        "label": GROUPS[code],
        "group_url": reverse("policy:group", args=[code]),
        "draft": draft,
        "others": len(settings) - len(plain),
    }
    asked = request.POST if request.method == "POST" else request.GET
    chosen = ChooseForm(asked if "keys" in asked or "choosing" in asked else None, offered=offered)
    if not chosen.is_valid():
        return respond(request, "policy/several_choose.html", context, form=chosen)
    keys = chosen.cleaned_data["keys"]
    posted = request.POST if request.method == "POST" else None
    changes = [_form_of(SETTINGS[key], policy, draft, posted, day) for key in keys]
    source = SourceForm(posted)
    valid = [form.is_valid() for form in (*changes, source)]  # all of them, so that every fault is told at once
    if posted is not None and all(valid) and attempt(source, _into_draft, draft, changes, source, code, request.actor):
        version, changed = source.result
        say(
            request,
            f"{plural(changed, 'setting')} changed in {version.label}.",
            "Nothing is in force yet: submit the draft when it is complete.",
        )
        return redirect("policy:version", version.pk)
    wrong = [form for form in (*changes, source) if form.is_bound and form.errors]
    context |= {
        "keys": keys,
        "sections": [_section(form, policy) for form in changes],
        "source": source,
        "problems": [problem for form in wrong for problem in error_items(form)],
    }
    return respond(request, "policy/several.html", context, form=wrong[0] if wrong else None)


def is_plain(setting: Setting) -> bool:
    """Whether it is asked by a few single answers, so that several fit on one page."""
    shape = shape_of(setting)
    return not shape.tables and len(shape.single) <= 5


def _form_of(setting: Setting, policy: Policy, draft: PolicyVersion | None, posted: Any, day: Any) -> ChangeForm:
    mine = next((value for value in draft.values.all() if value.key == setting.key), None) if draft else None
    entry = policy.entry(setting.key)
    return ChangeForm(
        posted,
        prefix=setting.slug,
        setting=setting,
        entry=entry,
        statement=mine.statement if mine else Statement(entry.state, entry.plain, entry.sources),
        drafted=draft.statements if draft else {},
        on=day,
        seen=mine.version if mine else 0,
    )


def _section(form: ChangeForm, policy: Policy) -> dict[str, Any]:
    entry = policy.entry(form.setting.key)
    return {
        "form": form,
        "label": form.setting.label,
        "help": form.setting.help,
        "slug": form.setting.slug,
        "href": address(form.setting),
        "now": brief_entry(entry),
        "is_default": entry.is_default,
        "bounds": [
            f"{words} ({provision.source})"
            for words, provision in zip(entry.bound_words, entry.provisions, strict=True)
        ],
        "ambiguity": entry.ambiguity,
    }


@transaction.atomic
def _into_draft(
    draft: PolicyVersion | None, changes: list[ChangeForm], source: SourceForm, code: str, by: Actor
) -> tuple[PolicyVersion, int]:
    """All of them or none. What was left as it stands is no change; when nothing was changed, that is refused."""
    version = draft or actions.open_draft(title=GROUPS[code], by=by)
    title = " ".join((source.cleaned_data.get("source_title") or "").split())
    section = " ".join((source.cleaned_data.get("source_section") or "").split())
    sources = (Source(title, section),) if title else ()
    different = [form for form in changes if _differs(form)]
    if not different:
        raise RuleBroken("policy.no_change", "This is what is in force already. Change something.")
    for form in different:
        statement: Statement = form.cleaned_data["statement"]
        actions.change_value(
            version,
            form.setting.key,
            state=statement.state,
            value=statement.plain,
            sources=sources,
            seen=form.cleaned_data["seen"] if draft else 0,
            by=by,
        )
    return version, len(different)


def _differs(form: ChangeForm) -> bool:
    """Whether the answer says something other than the draft, or than what is in force where the draft is silent.

    A question that the documents leave open is not settled in passing: that is done on the setting's own page.
    """
    statement: Statement = form.cleaned_data["statement"].canonical(form.setting)
    standing = form.drafted.get(form.setting.key) or stated_in(policy_on(form.on), form.setting.key)
    return (statement.state, statement.plain) != (standing.state, standing.plain)
