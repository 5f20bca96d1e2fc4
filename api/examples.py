"""Examples for the OpenAPI document, made from the shape of each body: money in pence, days as YYYY-MM-DD."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from api.fields import Day, Instant, Key, Whole, YesNo

AN_ID = "019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071"
WORDS = {
    "known_as": "Ada",
    "family_name": "Okafor",
    "name": "Ada Okafor",
    "child_name": "Kit Vane",
    "household_name": "Ada Okafor and Ben Reid",
    "subject_name": "Ada Okafor and Ben Reid",
    "worker_name": "Dana Reed",
    "owner_name": "Dana Reed",
    "actor_name": "Dana Reed",
    "decided_by_name": "Ola Marsh",
    "social_worker_name": "Jo Hale",
    "recorded_by": "Dana Reed",
    "set_by_name": "Dana Reed",
    "by_name": "Dana Reed",
    "email": "ada.okafor@example.org",
    "phone": "01632 960001",
    "lines": "12 Mill Lane\nOakford",
    "postcode": "OA1 2BC",
    "reference": "FH-1042",
    "summary": "Spoke about school and the summer",
    "evidence": "Certificate, signed by Dana Reed",
    "type_code": "long_term",
    "type_name": "Long term",
    "what": "Send the form for the school trip",
    "reason": "Agreed at the panel of October",
    "subject_kind": "household",
    "key": "supervision.visit_interval",
    "rule": "A visit is due within the interval after the last one",
    "sentence": "Dana Reed recorded a visit to Ada Okafor and Ben Reid, made 2 March 2026.",
}
NUMBERS = {
    "weekly_pence": 20_300,
    "amount_pence": 17_400,
    "total_pence": 37_700,
    "nights": 6,
    "places": 2,
    "age_to": 10,
}


def example_of(serializer: serializers.Serializer) -> dict[str, Any]:
    """One body of this shape. Fields that may be left out of a request are left out, so that the least is seen."""
    return {name: _value(name, field) for name, field in serializer.fields.items() if field.required}


def _value(name: str, field: Any) -> Any:
    if isinstance(field, serializers.ListSerializer):
        child: Any = field.child
        return [example_of(child)]
    if isinstance(field, serializers.Serializer):
        return example_of(field)
    if isinstance(field, serializers.ListField):
        return [_value(name.removesuffix("s"), field.child)]
    if isinstance(field, Key):
        return None if name in ("corrects_id", "parent_id") else AN_ID
    if isinstance(field, Day):
        is_end = name.startswith(("until", "ended", "ends")) and field.allow_null
        return None if is_end else "2017-05-01" if name == "born_on" else "2026-03-02"
    if isinstance(field, Instant):
        return None if field.allow_null else "2026-03-02T14:30:00+00:00"
    if isinstance(field, YesNo):
        return False
    if isinstance(field, Whole):
        return NUMBERS.get(name, 1)
    if isinstance(field, serializers.DecimalField):
        return "3.50"
    if isinstance(field, serializers.ChoiceField):
        return "" if field.allow_blank else next(iter(field.choices))
    if isinstance(field, serializers.JSONField):
        return {"value": 6, "unit": "weeks"}
    return WORDS.get(name, "" if getattr(field, "allow_blank", False) else "Words")
