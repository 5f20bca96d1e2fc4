"""Tables of other people's making inside a tenant (sessions, e-mail addresses): their rows remember their tenant.

Their querysets are not ours to change, so that one built in A and evaluated in B runs in B: it then finds B's own rows,
under B's role, and nothing of A's. A row loaded in A and saved or deleted in B is refused, as ours are.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import post_init, pre_delete, pre_save

from hearth.records import Privacy

from .backend.compiler import tenant_only_labels
from .current import current_schema
from .records import BoundRow, check_rows


def bystanders() -> list[type[models.Model]]:
    """The models with tables inside tenants that are not built on our own base."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in tenant_only_labels() and not issubclass(model, BoundRow) and model._meta.managed
    ]


def guard_bystanders() -> None:
    """Give each of them a memory of its tenant. Called once, when the applications are ready."""
    for model in bystanders():
        uid = f"isolation.{model._meta.label}"
        post_init.connect(_remember, sender=model, dispatch_uid=uid, weak=False)
        pre_save.connect(_check, sender=model, dispatch_uid=uid, weak=False)
        pre_delete.connect(_check, sender=model, dispatch_uid=uid, weak=False)


def _remember(sender: Any, instance: Any, **_: Any) -> None:
    instance._state.tenant_schema = current_schema()


def _check(sender: Any, instance: Any, **_: Any) -> None:
    check_rows([instance])


# How each of them is to be treated; ours say it on the model itself. A table that is on neither list fails a test.
PRIVACY = {
    "account.EmailAddress": Privacy("tenant", personal="staff", retention="As the account"),
    "account.EmailConfirmation": Privacy("tenant", personal="staff", retention="Until used, or three days"),
    "auth.Group": Privacy("tenant", personal="none", retention="Not used: roles are the identity area's"),
    "auth.Group_permissions": Privacy("tenant", personal="none", retention="Not used, as above"),
    "auth.Permission": Privacy("tenant", personal="none", retention="Not used, as above"),
    "mfa.Authenticator": Privacy("tenant", personal="staff", retention="Until removed by its owner, or as the account"),
    "sessions.Session": Privacy("tenant", personal="staff", retention="12 hours (ASVS 5.0 7.3.2)"),
    "socialaccount.SocialAccount": Privacy("tenant", personal="staff", retention="As the account"),
    "socialaccount.SocialApp": Privacy("tenant", personal="none", retention="As long as single sign-on is set up"),
    "socialaccount.SocialToken": Privacy("tenant", personal="staff", retention="Until it expires"),
    "usersessions.UserSession": Privacy("tenant", personal="staff", retention="12 hours (ASVS 5.0 7.3.2)"),
    "contenttypes.ContentType": Privacy("shared", personal="none", retention="The names of tables"),
    "pghistory.Context": Privacy("shared", personal="none", retention="Empty: our context travels in each row"),
}
