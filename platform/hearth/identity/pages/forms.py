from django import forms

from hearth.access.roles import COUNCIL_STAFF, HUB_STAFF, Role
from hearth.ui.forms import Form

ROLES_BY_TENANT_TYPE = {
    "council": sorted(COUNCIL_STAFF, key=lambda role: Role(role).label),
    "hub": sorted(HUB_STAFF, key=lambda role: Role(role).label),
    "platform": [Role.OPERATOR],
}


def role_choices(tenant_type: str) -> list[tuple[str, str]]:
    """The roles that people of this kind of tenant can hold."""
    return [(role, Role(role).label) for role in ROLES_BY_TENANT_TYPE[tenant_type]]


class OpenAccountForm(Form):
    name = forms.CharField(
        label="Name",
        help_text="The name that colleagues call them by",
        max_length=150,
        error_messages={"required": "Enter the person's name"},
    )
    email = forms.EmailField(
        label="Work email address",
        help_text="They sign in with this address",
        error_messages={
            "required": "Enter the person's work email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
        },
    )
    roles = forms.MultipleChoiceField(
        label="Roles",
        help_text="Select all that apply",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Select at least one role",
            "invalid_choice": "Select roles from the list",
        },
    )

    def __init__(self, *args, tenant_type: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = role_choices(tenant_type)


class GrantRoleForm(Form):
    role = forms.ChoiceField(
        label="Role to give",
        error_messages={"required": "Select a role", "invalid_choice": "Select a role from the list"},
    )

    def __init__(self, *args, tenant_type: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Select a role"), *role_choices(tenant_type)]
