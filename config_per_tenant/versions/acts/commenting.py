"""Saying something of a version: of one setting in it, or of the whole. What was said stays as it was said."""

from __future__ import annotations

from django.db import transaction

from config_per_tenant.versions.holding import known_setting
from config_per_tenant.versions.models import PolicyComment, PolicyVersion
from hearth import audit
from hearth.access import Actor, require
from hearth.errors import RuleBroken

LONGEST = 4000  # characters


@transaction.atomic
def comment(version: PolicyVersion, *, text: str, key: str = "", by: Actor) -> PolicyComment:
    """Say something of a version, in whatever state; `key` names the setting it is about, "" for the whole.

    Whoever comments has had no hand in the version and may still approve it.
    Raises: NotPermitted; RuleBroken for no words, too many, or a setting that there is not.
    """
    require(by, "policy.comment", version)
    words = text.strip()
    if not words:
        raise RuleBroken("policy.no_comment", "Enter a comment.", field="text")
    if len(words) > LONGEST:
        raise RuleBroken("policy.long_comment", f"Comment must be {LONGEST:,} characters or fewer.", field="text")
    setting = known_setting(key) if key else None
    version.check_same_tenant()
    said: PolicyComment = PolicyComment.objects.create(
        in_version=version, key=key, text=words, by_id=by.id, by_name=by.name
    )
    if setting:
        audit.record("policy.setting_commented", version, by=by, key=key, setting=setting.label, comment=str(said.pk))
    else:
        audit.record("policy.commented", version, by=by, comment=str(said.pk))
    return said
