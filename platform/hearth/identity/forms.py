"""The sign-in forms, in our words and with our components."""

from allauth.account import forms as allauth_forms

from hearth.ui.forms import GovukFormMixin


class SignInForm(GovukFormMixin, allauth_forms.LoginForm):
    words = {
        "login": {"label": "Email address", "required": "Enter your email address",
                  "invalid": "Enter an email address in the correct format, like name@example.com"},
        "password": {"label": "Password", "required": "Enter your password"},
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)  # a session ends with the browser: these are children's records
        self.fields["password"].help_text = ""


class ResetPasswordForm(GovukFormMixin, allauth_forms.ResetPasswordForm):
    words = {
        "email": {"label": "Email address", "required": "Enter your email address",
                  "invalid": "Enter an email address in the correct format, like name@example.com"},
    }


class ResetPasswordKeyForm(GovukFormMixin, allauth_forms.ResetPasswordKeyForm):
    words = {
        "password1": {"label": "New password", "required": "Enter a new password"},
        "password2": {"label": "New password again", "required": "Enter the new password again"},
    }


class ChangePasswordForm(GovukFormMixin, allauth_forms.ChangePasswordForm):
    words = {
        "oldpassword": {"label": "Current password", "required": "Enter your current password"},
        "password1": {"label": "New password", "required": "Enter a new password"},
        "password2": {"label": "New password again", "required": "Enter the new password again"},
    }
