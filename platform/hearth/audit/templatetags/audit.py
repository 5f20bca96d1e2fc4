"""The way from a record to who has looked at it."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html

from hearth.access import may
from hearth.subjects import kind, subject_of

register = template.Library()


@register.simple_tag(takes_context=True)
def who_has_looked(context: template.Context, record: Any) -> str:
    """{% who_has_looked child %}: a link for those who may read the audit, nothing for others."""
    request = context.get("request")
    if request is None or not may(request.actor, "audit.view"):
        return ""
    subject = subject_of(record)
    address = reverse("audit:about", args=[subject.kind, subject.id])
    noun = kind(subject.kind).noun
    return format_html('<a class="govuk-link app-noprint" href="{}">Who has looked at this {}?</a>', address, noun)
