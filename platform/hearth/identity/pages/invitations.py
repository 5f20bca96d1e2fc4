"""Inviting somebody by a link, and the page that the link opens."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from hearth.access import PUBLIC, needs
from hearth.identity.acts import invitations as acts
from hearth.identity.confirming import confirmed
from hearth.identity.models import User
from hearth.ui.forms import Form, attempt


class FirstPasswordForm(Form):
    password = forms.CharField(
        label="New password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False,
        max_length=256, error_messages={"required": "Enter a new password"},
    )  # fmt: skip
    again = forms.CharField(
        label="New password again", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False,
        max_length=256, error_messages={"required": "Enter the new password again"},
    )  # fmt: skip

    def clean(self) -> dict[str, str]:
        told = super().clean() or {}
        if "password" in told and "again" in told and told["password"] != told["again"]:
            self.add_error("again", "The two passwords must be the same")
        return told


@require_POST
@needs("identity.invite")
@confirmed
def invite(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=user_id)
    send_invitation(request, user)
    return redirect("identity:person", user_id=user.pk)


def send_invitation(request: HttpRequest, user: User) -> None:
    """Invite and write; when the letter cannot be sent, say so: the account stays and one can try again."""
    invited = acts.invite(user, by=request.actor)
    link = request.build_absolute_uri(reverse("account_invitation", args=[invited.key]))
    words = render_to_string(
        "identity/invitation.txt", {"person": user, "by": request.actor, "link": link, "place": request.tenant.name}
    )
    try:
        send_mail("Your account with the fostering service", words, settings.DEFAULT_FROM_EMAIL, [user.email])
    except OSError:
        messages.error(request, f"The invitation to {user.email} could not be sent. Try again in a few minutes.")
    else:
        messages.success(request, f"An invitation is on its way to {user.email}. It works once, within a week.")


@needs(PUBLIC)
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Set the first password. A key that opens nothing is answered alike, whatever is the matter with it."""
    invitation = acts.invitation_of(key)
    if invitation is None:
        return render(request, "identity/invitation_over.html", status=404)
    form = FirstPasswordForm(request.POST or None)
    if form.is_valid() and attempt(
        form, acts.accept_invitation, invitation, password=form.cleaned_data["password"], by=request.actor
    ):
        messages.success(request, "Your password is set. Sign in with it.")
        return redirect("account_login")
    return render(request, "identity/accept_invitation.html", {"form": form}, status=422 if form.errors else 200)
