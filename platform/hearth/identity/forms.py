"""The sign-in forms, in our words and with our components."""

from typing import Any

from allauth.account import forms as allauth_forms

from hearth.ui.forms import Worded

EMAIL_FORMAT = "Enter an email address in the correct format, like name@example.com"


class _OurWords(Worded):
    """Renames the fields of a library's form: its name, our label, and what to say when it is left empty."""

    named: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, missing) in self.named.items():
            field = self.fields[name]
            field.label = label
            field.error_messages["required"] = missing
            field.widget.attrs.pop("placeholder", None)
            if "email" in label.lower():
                field.error_messages["invalid"] = EMAIL_FORMAT


class SignInForm(_OurWords, allauth_forms.LoginForm):
    named = {
        "login": ("Email address", "Enter your email address"),
        "password": ("Password", "Enter your password"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)  # a session ends with the browser: these are children's records
        self.fields["password"].help_text = ""


class ResetPasswordForm(_OurWords, allauth_forms.ResetPasswordForm):
    named = {"email": ("Email address", "Enter your email address")}


class ResetPasswordKeyForm(_OurWords, allauth_forms.ResetPasswordKeyForm):
    named = {
        "password1": ("New password", "Enter a new password"),
        "password2": ("New password again", "Enter the new password again"),
    }


class ChangePasswordForm(_OurWords, allauth_forms.ChangePasswordForm):
    named = {
        "oldpassword": ("Current password", "Enter your current password"),
        "password1": ("New password", "Enter a new password"),
        "password2": ("New password again", "Enter the new password again"),
    }


class ConfirmForm(_OurWords, allauth_forms.ReauthenticateForm):
    named = {"password": ("Password", "Enter your password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
