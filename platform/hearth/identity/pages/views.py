"""People and roles: who has an account here, what they may do, and changing it."""

from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from hearth.access import SIGNED_IN, Role, may, needs, roles_table
from hearth.identity import actions
from hearth.identity.confirming import confirmed
from hearth.identity.models import RoleGrant, User
from hearth.identity.pages.forms import GrantRoleForm, OpenAccountForm
from hearth.ui import tables
from hearth.ui.forms import attempt


@needs("identity.view_people")
def people(request: HttpRequest) -> HttpResponse:
    found = User.objects.visible_to(request.actor).with_roles().order_by("-is_active", "name", "id")
    page = tables.page_of(request, found)
    for user in page:
        user.role_labels = [Role(code).label for code in sorted(user.role_codes)]
    return render(
        request,
        "identity/people.html",
        {
            "page_obj": page,
            "may_open": may(request.actor, "identity.open_account"),
            "may_set_service": may(request.actor, "identity.set_sign_in_service"),
        },
    )


@needs("identity.open_account")
@confirmed
def open_account(request: HttpRequest) -> HttpResponse:
    form = OpenAccountForm(request.POST or None, tenant_type=request.tenant.type)
    if form.is_valid() and attempt(form, actions.open_account, by=request.actor, **form.cleaned_data):
        messages.success(request, f"Account opened for {form.cleaned_data['name']}.")
        return redirect("identity:person", user_id=form.result.pk)
    return render(request, "identity/open_account.html", {"form": form}, status=422 if form.errors else 200)


@needs("identity.view_people")
def person(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=user_id)
    return render(request, "identity/person.html", _person(request, user))


@require_POST
@needs("identity.grant_role")
@confirmed
def grant_role(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=user_id)
    form = GrantRoleForm(request.POST, tenant_type=request.tenant.type)
    if form.is_valid() and attempt(form, actions.grant_role, user, by=request.actor, **form.cleaned_data):
        messages.success(request, f"{user} now holds the role of {Role(form.cleaned_data['role']).label.lower()}.")
        return redirect("identity:person", user_id=user.pk)
    return render(request, "identity/person.html", _person(request, user, form), status=422)


@require_POST
@needs("identity.end_role")
@confirmed
def end_role(request: HttpRequest, user_id: UUID, grant_id: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=user_id)
    grant = get_object_or_404(RoleGrant.objects.filter(user=user), pk=grant_id)
    actions.end_role(grant, by=request.actor)
    messages.success(request, f"{user} no longer holds the role of {grant.get_role_display().lower()}.")
    return redirect("identity:person", user_id=user.pk)


@needs("identity.close_account")
@confirmed
def close_account(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=user_id)
    if request.method == "POST":
        actions.close_account(user, by=request.actor)
        messages.success(request, f"The account of {user} is closed and they are signed out everywhere.")
        return redirect("identity:people")
    return render(request, "identity/close_account.html", {"person": user})


@needs("identity.view_people")
def what_roles_may_do(request: HttpRequest) -> HttpResponse:
    """The whole table of capabilities, role by role: what an administrator or an inspector asks first."""
    areas = [
        (
            area.replace("_", " ").capitalize(),
            [
                (
                    name.split(".", 1)[1].replace("_", " ").capitalize(),
                    "Anybody"
                    if "public" in roles
                    else ", ".join(sorted(str(Role(role).label) for role in roles if role in Role.values)),
                )
                for name, roles in sorted(table.items())
            ],
        )
        for area, table in sorted(roles_table().items())
    ]
    return render(request, "identity/what_roles_may_do.html", {"areas": areas})


@require_POST
@needs(SIGNED_IN)
def keyboard(request: HttpRequest) -> HttpResponse:
    """Switch single-key shortcuts on or off for the person who asks (WCAG 2.2, 2.1.4)."""
    with transaction.atomic():
        user = User.objects.hold(request.user)
        user.keyboard_shortcuts = not user.keyboard_shortcuts
        user.save()
    state = "on" if user.keyboard_shortcuts else "off"
    messages.success(request, f"Single-key shortcuts are {state}.")
    return redirect("/")


def _person(request: HttpRequest, user: User, form: GrantRoleForm | None = None) -> dict:
    grants = list(RoleGrant.objects.filter(user=user).order_by("-from_on", "role"))
    return {
        "person": user,
        "held": [grant for grant in grants if grant.until_on is None],
        "ended": [grant for grant in grants if grant.until_on],
        "form": form or GrantRoleForm(tenant_type=request.tenant.type),
        "may_change": may(request.actor, "identity.grant_role") and user.is_active,
        "may_give": may(request.actor, "identity.grant_role") and user.is_active and user.pk != request.actor.id,
        "may_close": may(request.actor, "identity.close_account") and user.is_active,
        "may_end_sessions": may(request.actor, "identity.end_sessions") and user.is_active,
        "may_reset_second_step": may(request.actor, "identity.reset_second_step")
        and user.pk != request.actor.id
        and Authenticator.objects.filter(user=user).exists(),
        "may_invite": may(request.actor, "identity.invite") and user.is_active and not user.has_usable_password(),
        # Only councils have an API.
        "may_issue": may(request.actor, "identity.issue_token") and request.tenant.type == "council",
    }
