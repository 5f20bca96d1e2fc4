"""The approval of a household: what it is, its terms over time, and the acts about it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET, require_http_methods

from config_per_tenant.national import national
from config_per_tenant.policy import policy_on
from config_per_tenant.wording import words
from core.approvals import actions, rules
from core.approvals.labels import category_label
from core.approvals.limits import limit
from core.approvals.models import Approval, Terms
from core.approvals.pages.forms import ApproveForm, EndingForm, ExtensionForm, ResignationForm, TermsForm
from core.approvals.whys import RETENTION, why_it_ends, why_it_is_kept
from core.households.models import Household
from core.households.pages.record import household_of, tab_page
from hearth import audit
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui.forms import attempt
from hearth.ui.pages import respond, say, warn
from hearth.ui.words import longdate, lower_first

FORM = ["GET", "HEAD", "POST"]
ACTS = ("approve_household", "change_terms", "extend_temporary_approval", "record_resignation", "end_approval")


@require_GET
@needs("approvals.view")
def approval(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """The tab: the approval in force or the last one, its terms, and those before."""
    household = household_of(request, household_id)
    audit.read(household, by=request.actor, what="the approval of")
    day = today()
    found = list(Approval.objects.visible_to(request.actor).filter(household=household).with_terms())
    types = {known.code: known.name for known in policy_on(day)["placements.catalogue"].types}
    rows = [_told(one, types) for one in found]
    current = rows[0] if rows and (found[0].is_in_force(day) or found[0].approved_on > day) else None
    return tab_page(
        request,
        household,
        "approvals/approval.html",
        tab="approvals:approval",
        context={
            "current": current,
            "earlier": rows[1:] if current else rows,
            "may_act": {name: may(request.actor, f"approvals.{name}") for name in ACTS},
            "letter": _letter(request, household, current["approval"]) if current else [],
        },
    )


@require_http_methods(FORM)
@needs("approvals.approve_household")
def approve(request: HttpRequest, household_id: UUID) -> HttpResponse:
    household = household_of(request, household_id)
    decisions = ("approval", "temporary_approval")
    form = ApproveForm(request.POST or None, decisions=decisions, on=today(), initial={"age_from": 0, "age_to": 17})
    if form.is_valid() and attempt(form, actions.approve_household, household, by=request.actor, **form.cleaned_data):
        approved: Approval = form.result
        ends = f" until {longdate(approved.temporary_until_on)}" if approved.temporary_until_on else ""
        say(request, f"The approval of {household} is recorded{ends}.", "Its first review and training are now due.")
        _warn_of_limit(request, approved.terms.get())
        return redirect("approvals:approval", household.pk)
    return respond(request, "approvals/approve.html", {"household": household}, form=form)


@require_http_methods(FORM)
@needs("approvals.change_terms")
def terms(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    found = _approval(request, approval_id)
    now = found.terms.on(today()).first()
    form = TermsForm(
        request.POST or None,
        decisions=("change_of_terms",),
        on=today(),
        initial=_of_terms(now) | {"version": found.version},
    )
    if form.is_valid() and attempt(form, actions.change_terms, found, by=request.actor, **form.cleaned_data):
        say(
            request, f"The new terms are recorded: {form.result.in_words()}.", "Give the carers written notice of them."
        )
        _warn_of_limit(request, form.result)
        return redirect("approvals:approval", found.household_id)
    rows = []
    if form.conflict:
        latest = found.terms.first()
        rows = [
            {
                "label": "Terms",
                "before": f"{latest} from {longdate(latest.from_on)}" if latest else "",
                "after": _said(form),
            }
        ]
    context = {"approval": found, "household": found.household, "now": now, "rows": rows}
    return respond(request, "approvals/terms.html", context, form=form)


@require_http_methods(FORM)
@needs("approvals.extend_temporary_approval")
def extension(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    found = _approval(request, approval_id)
    form = ExtensionForm(
        request.POST or None,
        decisions=("extend_temporary_approval",),
        on=today(),
        initial={"version": found.version},
    )
    act = actions.extend_temporary_approval
    if form.is_valid() and attempt(form, act, found, by=request.actor, **form.cleaned_data):
        say(request, f"The temporary approval now runs until {longdate(form.result.temporary_until_on)}.")
        return redirect("approvals:approval", found.household_id)
    context: dict[str, Any] = {"approval": found, "household": found.household}
    if found.temporary_until_on:
        longest, times = (
            limit("connected_person.extension", today()),
            limit("connected_person.extension_count", today()),
        )
        context["latest"] = rules.last_day_of_extension(found.temporary_until_on, most=longest.value)
        context |= {"times": times.value, "source": longest.source if times.value else times.source}
    return respond(request, "approvals/extension.html", context, form=form)


@require_http_methods(FORM)
@needs("approvals.record_resignation")
def resignation(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    found = _approval(request, approval_id)
    form = ResignationForm(request.POST or None, initial={"version": found.version})
    if form.is_valid() and attempt(form, actions.record_resignation, found, by=request.actor, **form.cleaned_data):
        ends_on = longdate(form.result.ends_on)
        say(
            request, f"The resignation is recorded. The approval ends on {ends_on}.", "Plan where each child will live."
        )
        return redirect("approvals:approval", found.household_id)
    notice = national("resignation.effective", today())
    context = {"approval": found, "household": found.household, "notice": notice.value.in_words(), "law": notice.source}
    return respond(request, "approvals/resignation.html", context, form=form)


@require_http_methods(FORM)
@needs("approvals.end_approval")
def ending(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    found = _approval(request, approval_id)
    form = EndingForm(
        request.POST or None, decisions=("end_of_approval",), on=today(), initial={"version": found.version}
    )
    if form.is_valid() and attempt(form, actions.end_approval, found, by=request.actor, **form.cleaned_data):
        say(request, f"The approval ended on {longdate(form.result.ends_on)}.")
        return redirect("approvals:approval", found.household_id)
    return respond(request, "approvals/ending.html", {"approval": found, "household": found.household}, form=form)


def _approval(request: HttpRequest, approval_id: UUID) -> Approval:
    approvals = Approval.objects.visible_to(request.actor).select_related("household")
    found: Approval = get_object_or_404(approvals, pk=approval_id)
    return found


def _warn_of_limit(request: HttpRequest, terms: Terms) -> None:
    usual = limit("capacity.usual_fostering_limit", terms.from_on)
    asked = rules.TermsAsked(terms.places, terms.age_from, terms.age_to, terms.over_limit)
    if words := rules.over_usual_limit(asked, limit=usual.value, source=usual.source):
        warn(request, f"These terms are for more than {usual.value} children.", words)


def _of_terms(terms: Terms | None) -> dict[str, Any]:
    names = ("places", "age_from", "age_to", "placement_types", "over_limit", "note")
    return {name: getattr(terms, name) for name in names} if terms else {"age_from": 0, "age_to": rules.OLDEST}


def _said(form: TermsForm) -> str:
    asked = form.cleaned_data
    return Terms(places=asked["places"], age_from=asked["age_from"], age_to=asked["age_to"]).in_words()


def _letter(request: HttpRequest, household: Household, approval: Approval) -> list[SafeString]:
    """What to write to the household about its approval, with the terms now in force."""
    day = max(today(), approval.approved_on)
    newest_first = approval.all_terms  # type: ignore[attr-defined]  # of with_terms()
    now = next((terms for terms in newest_first if terms.from_on <= day), None)
    filled = {
        "household": str(household),
        "category": lower_first(category_label(approval.category)),
        "terms": now.in_words() if now else "",
        "decided_on": longdate(approval.approved_on),
        "decided_by": approval.decided_by_name,
    }
    return words(request, "brand.decision_letter", **filled)


def _told(approval: Approval, types: dict[str, str]) -> dict[str, Any]:
    """An approval as the tab shows it: its facts, and its terms newest first."""
    return {
        "approval": approval,
        "in_force": approval.is_in_force(today()),
        "facts": _facts(approval),
        "terms": [
            {
                "words": terms.in_words(),
                "from_on": terms.from_on,
                "types": [types.get(code, code) for code in terms.placement_types],
                "over_limit": terms.get_over_limit_display(),
                "note": terms.note,
                "decided_by": terms.decided_by_name,
            }
            for terms in approval.all_terms  # type: ignore[attr-defined]  # of with_terms()
        ],
    }


def _facts(approval: Approval) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = [
        {"key": "Approved as", "value": category_label(approval.category)},
        {"key": "Date of the decision", "value": longdate(approval.approved_on), "note": approval.decided_by_name},
    ]
    if approval.temporary_until_on:
        facts.append(
            {
                "key": "Temporary, last day",
                "value": longdate(approval.temporary_until_on),
                "note": f"{approval.temporary_source}"
                + (f", extended by a decision of {longdate(approval.extended_on)}" if approval.extended_on else ""),
            }
        )
    if approval.resigned_on:
        facts.append({"key": "Notice of resignation received", "value": longdate(approval.resigned_on)})
    if approval.ends_on:
        label = "Ends" if approval.ends_on > today() else "Ended"
        facts.append(
            {
                "key": label,
                "value": longdate(approval.ends_on),
                "note": approval.get_end_reason_display(),
                "trace": why_it_ends(approval),
            }
        )
        least = limit(RETENTION, today())
        facts.append(
            {
                "key": "Record kept at least until",
                "value": longdate(rules.kept_until(approval.ends_on, least=least.value)),
                "note": least.source,
                "trace": why_it_is_kept(approval.ends_on),
            }
        )
    if approval.end_note:
        facts.append({"key": "Notes on the ending", "value": approval.end_note})
    return facts
