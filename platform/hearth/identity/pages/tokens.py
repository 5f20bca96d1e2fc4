"""The tokens of one account: issued here, shown once, revoked here."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from hearth.access import needs
from hearth.dates import today
from hearth.identity import actions
from hearth.identity.confirming import confirmed
from hearth.identity.models import AccessToken, User
from hearth.ui.forms import DatePartsField, Form, attempt


class IssueTokenForm(Form):
    name = forms.CharField(
        label="What the token is for",
        help_text="Such as the program that uses it",
        max_length=100,
        error_messages={"required": "Enter what the token is for"},
    )
    expires_on = DatePartsField(
        label="Last day it works",
        help_text="Within a year. Leave it empty for the longest time allowed",
        required=False,
    )


@needs("identity.issue_token")
@confirmed
def tokens(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """The account's tokens, and a form for a new one. The answer to the form shows the token, which is not kept."""
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=user_id)
    form = IssueTokenForm(request.POST or None)
    issued = None
    if form.is_valid() and attempt(form, actions.issue_token, user, by=request.actor, **form.cleaned_data):
        issued, form = form.result, IssueTokenForm()
    context = {
        "person": user,
        "form": form,
        "issued": issued,
        "tokens": AccessToken.objects.visible_to(request.actor).open().filter(user=user),
        "today": today(),
    }
    return render(request, "identity/tokens.html", context, status=422 if form.errors else 200)


@require_POST
@needs("identity.revoke_token")
def revoke_token(request: HttpRequest, user_id: UUID, token_id: UUID) -> HttpResponse:
    token = get_object_or_404(AccessToken.objects.visible_to(request.actor).filter(user=user_id), pk=token_id)
    actions.revoke_token(token, by=request.actor)
    messages.success(request, f"The token “{token.name}” no longer works.")
    return redirect("identity:tokens", user_id=user_id)
