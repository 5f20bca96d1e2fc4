"""The council's sign-in service: set up by an administrator, and the way in by it."""

from typing import Any
from uuid import UUID

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect import views as openid
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from hearth.access import PUBLIC, needs
from hearth.dates import today
from hearth.identity import single_sign_on
from hearth.identity.acts import directory
from hearth.identity.acts import services as acts
from hearth.identity.confirming import confirmed
from hearth.identity.directory import DirectoryToken
from hearth.identity.pages.forms import role_choices
from hearth.identity.sealing import CannotOpen
from hearth.identity.services import GroupRole, SignInService
from hearth.ui.forms import Form, attempt

# What a service may answer, or be.
BROKEN = (RequestException, CannotOpen, AttributeError, KeyError, TypeError, ValueError)


class ServiceForm(Form):
    name = forms.CharField(
        label="Name", help_text="As your staff know it, such as “Council sign-in”", max_length=60,
        error_messages={"required": "Enter a name"},
    )  # fmt: skip
    issuer = forms.CharField(
        label="Issuer", help_text="The address that your identity provider gives, which starts with https://",
        max_length=300, error_messages={"required": "Enter the issuer"},
    )  # fmt: skip
    client_id = forms.CharField(label="Client ID", max_length=200, error_messages={"required": "Enter the client ID"})
    secret = forms.CharField(
        label="Client secret", help_text="Kept encrypted and never shown. Leave it empty to keep the one that is there",
        required=False, widget=forms.PasswordInput(attrs={"autocomplete": "off"}), max_length=500,
    )  # fmt: skip
    domains = forms.CharField(
        label="Mail domains", help_text="Whose addresses this service may speak for, separated by commas",
        error_messages={"required": "Enter the mail domains that this service may speak for"},
    )  # fmt: skip
    group_claim = forms.CharField(
        label="Claim that lists groups", help_text="Usually “groups”. Empty: groups give no roles", required=False,
        max_length=100,
    )  # fmt: skip
    opens_accounts = forms.BooleanField(label="Open an account for whoever signs in and has none", required=False)
    is_on = forms.BooleanField(label="Show it on the sign-in page", required=False)

    def clean_domains(self) -> list[str]:
        return [part for part in self.cleaned_data["domains"].replace("\n", ",").split(",") if part.strip()]


class GroupForm(Form):
    group = forms.CharField(
        label="Group", help_text="As your directory writes it; with Entra ID, the group’s object ID", max_length=200,
        error_messages={"required": "Enter the group as your directory writes it"},
    )  # fmt: skip
    role = forms.ChoiceField(
        label="Role", error_messages={"required": "Select a role", "invalid_choice": "Select a role from the list"}
    )

    def __init__(self, *args: Any, tenant_type: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Select a role"), *role_choices(tenant_type)]


class DirectoryForm(Form):
    name = forms.CharField(
        label="Name of the directory", help_text="Such as “Entra ID”", max_length=100,
        error_messages={"required": "Enter the name of the directory"},
    )  # fmt: skip


@needs("identity.set_sign_in_service")
@confirmed
def service(request: HttpRequest) -> HttpResponse:
    kept = SignInService.objects.first()
    form = ServiceForm(request.POST or None, initial=_initial(kept))
    if form.is_valid() and attempt(form, acts.set_sign_in_service, by=request.actor, **form.cleaned_data):
        messages.success(request, f"{form.result} is saved and {'on' if form.result.is_on else 'off'}.")
        return redirect("identity:service")
    return _page(request, form=form, status=422 if form.errors else 200)


@require_POST
@needs("identity.set_sign_in_service")
@confirmed
def map_group(request: HttpRequest) -> HttpResponse:
    form = GroupForm(request.POST, tenant_type=request.tenant.type)
    if form.is_valid() and attempt(form, acts.map_group, by=request.actor, **form.cleaned_data):
        messages.success(request, "The group gives this role from each person’s next sign-in.")
        return redirect("identity:service")
    return _page(request, group_form=form, status=422)


@require_POST
@needs("identity.set_sign_in_service")
@confirmed
def unmap_group(request: HttpRequest, mapped_id: UUID) -> HttpResponse:
    acts.unmap_group(get_object_or_404(GroupRole.objects.visible_to(request.actor), pk=mapped_id), by=request.actor)
    messages.success(request, "The group gives this role no longer.")
    return redirect("identity:service")


@require_POST
@needs("identity.connect_directory")
@confirmed
def connect(request: HttpRequest) -> HttpResponse:
    """Issue a token for the directory. The answer shows it, and nothing else ever does."""
    form = DirectoryForm(request.POST)
    if form.is_valid() and attempt(form, directory.connect_directory, by=request.actor, **form.cleaned_data):
        return _page(request, issued=form.result)
    return _page(request, directory_form=form, status=422)


@require_POST
@needs("identity.connect_directory")
@confirmed
def disconnect(request: HttpRequest, token_id: UUID) -> HttpResponse:
    token = get_object_or_404(DirectoryToken.objects.visible_to(request.actor), pk=token_id)
    directory.disconnect_directory(token, by=request.actor)
    messages.success(request, f"The token “{token.name}” no longer works.")
    return redirect("identity:service")


@require_GET
@needs(PUBLIC)
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the council's service. Of what stands in the address only where to go afterwards is passed on."""
    onward = QueryDict(mutable=True)
    if "next" in request.GET:
        onward["next"] = request.GET["next"]
    request.GET = onward  # type: ignore[assignment]  # the library reads scopes and parameters from it
    return _with_the_service(request, openid.login, provider_id)


@require_GET
@needs(PUBLIC)
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """From the council's service, with its answer."""
    return _with_the_service(request, openid.callback, provider_id)


def _with_the_service(request: HttpRequest, view: Any, provider_id: str) -> HttpResponse:
    if provider_id != single_sign_on.PROVIDER:
        raise Http404
    try:
        answer: HttpResponse = view(request, provider_id)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except ImmediateHttpResponse as early:
        return early.response
    except BROKEN:
        return single_sign_on.unavailable(request)
    return answer


def _initial(kept: SignInService | None) -> dict[str, Any]:
    if kept is None:
        return {"group_claim": "groups"}
    names = ("name", "issuer", "client_id", "group_claim", "opens_accounts", "is_on")
    return {name: getattr(kept, name) for name in names} | {"domains": ", ".join(kept.domains)}


def _page(request: HttpRequest, *, status: int = 200, issued: Any = None, **forms_shown: Any) -> HttpResponse:
    callback = reverse("openid_connect_callback", args=[single_sign_on.PROVIDER])
    context = {
        "form": forms_shown.get("form") or ServiceForm(initial=_initial(SignInService.objects.first())),
        "group_form": forms_shown.get("group_form") or GroupForm(tenant_type=request.tenant.type),
        "groups": GroupRole.objects.visible_to(request.actor),
        "directory_form": forms_shown.get("directory_form") or DirectoryForm(),
        "issued": issued,
        "tokens": DirectoryToken.objects.visible_to(request.actor).filter(revoked_at=None),
        "today": today(),
        "scim_address": request.build_absolute_uri("/scim/v2"),
        "callback": request.build_absolute_uri(callback),
    }
    return render(request, "identity/service.html", context, status=status)
