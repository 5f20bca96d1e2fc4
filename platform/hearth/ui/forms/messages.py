"""The words for what is wrong with an answer, made from the field's label. Django's own are never shown."""

from typing import Any

from django import forms
from django.core import validators

from hearth.ui.words import lower_first

CHOOSES = (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField, forms.NullBooleanField)


def word(field: forms.Field, name: str) -> None:
    """Give a field every message that it can show and that its author has not worded."""
    label = str(field.label or name.replace("_", " ").capitalize())
    field.label = label
    authored = getattr(field, "_authored", None)
    if authored is None:
        authored = {code for code, text in field.error_messages.items() if text != _default(field).get(code)}
        field._authored = authored  # type: ignore[attr-defined]  # remembered across copies of the field
    for code, text in _messages(field, label).items():
        if code not in authored:
            field.error_messages[code] = text


def unworded(form: type[forms.BaseForm]) -> list[str]:
    """Fields of a form whose messages cannot be made from the label: a question must say what to select or enter."""
    found = []
    for name, field in form.base_fields.items():  # type: ignore[attr-defined]  # every declared form has them
        asks = str(field.label or "").strip().endswith("?")
        worded = field.error_messages.get("required") != _default(field).get("required")
        if asks and field.required and not field.widget.is_hidden and not worded:
            found.append(f"{form.__module__}.{form.__qualname__}.{name}: give error_messages={{'required': …}}")
    return found


def _default(field: forms.Field) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        merged.update(getattr(kind, "default_error_messages", {}))
    return merged


def _messages(field: forms.Field, label: str) -> dict[str, str]:
    what = lower_first(label.rstrip("?"))
    said = {
        "required": f"Select {_article(what)}" if isinstance(field, CHOOSES) else f"Enter {_article(what)}",
        "invalid": f"{label} must be in the right format",
        "null_characters_not_allowed": f"{label} must not include null characters",
        "max_length": f"{label} must be %(limit_value)d characters or fewer",
        "min_length": f"{label} must be %(limit_value)d characters or more",
        "max_value": f"{label} must be %(limit_value)s or less",
        "min_value": f"{label} must be %(limit_value)s or more",
        "step_size": f"{label} must be a multiple of %(limit_value)s",
        "invalid_choice": f"Select {_article(what)} from the list",
        "invalid_list": f"Select {_article(what)} from the list",
        "invalid_pk_value": f"Select {_article(what)} from the list",
        "max_digits": f"{label} must have %(max)d figures or fewer",
        "max_decimal_places": f"{label} must have %(max)d decimal places or fewer",
        "max_whole_digits": f"{label} must have %(max)d figures or fewer before the decimal point",
    }
    said |= _by_kind(field, label, what)
    for validator in field.validators:
        code = getattr(validator, "code", None)
        if isinstance(validator, validators.ProhibitNullCharactersValidator):
            continue
        if isinstance(code, str) and code not in said:
            said[code] = f"{label} must be in the right format"
    return said


def _by_kind(field: forms.Field, label: str, what: str) -> dict[str, str]:
    if isinstance(field, forms.BooleanField) and not isinstance(field, forms.NullBooleanField):
        return {"required": f"Select “{label}” to go on"}
    if isinstance(field, forms.IntegerField) and not isinstance(field, forms.FloatField | forms.DecimalField):
        return {"invalid": f"{label} must be a whole number, like 3"}
    if isinstance(field, forms.FloatField | forms.DecimalField):
        return {"invalid": f"{label} must be a number, like 12 or 12.5"}
    if isinstance(field, forms.EmailField):
        return {"invalid": f"{label} must be an email address, like name@example.com"}
    if isinstance(field, forms.URLField):
        return {"invalid": f"{label} must be a web address, like https://www.example.com"}
    if isinstance(field, forms.DateTimeField):
        return {"invalid": f"{label} must be a real date and time"}
    if isinstance(field, forms.DateField):
        return {"invalid": f"{label} must be a real date"}
    if isinstance(field, forms.TimeField):
        return {"invalid": f"{label} must be a time, like 2:30pm"}
    if isinstance(field, forms.FileField):
        return {
            "required": f"Choose a file for {_article(what)}",
            "missing": f"Choose a file for {_article(what)}",
            "invalid": f"Choose a file for {_article(what)}",
            "empty": "The file you chose is empty",
            "max_length": "The file’s name must be %(max)d characters or fewer",
            "contradiction": "Choose a file, or say that it should be removed, but not both",
            "invalid_image": "The file you chose must be a picture",
            "invalid_extension": "The file must be one of these kinds: %(allowed_extensions)s",
        }
    if isinstance(field, forms.UUIDField):
        return {"invalid": f"{label} must be a reference that we gave"}
    if isinstance(field, forms.JSONField):
        return {"invalid": f"{label} must be well-formed JSON"}
    if isinstance(field, forms.DurationField):
        return {"invalid": f"{label} must be a length of time", "overflow": f"{label} must be shorter"}
    return {}


def _article(what: str) -> str:
    """ "the date of visit"; nothing is put before "your password" or "who was there"."""
    first = what.split(" ", 1)[0].lower()
    bare = {"the", "a", "an", "your", "their", "who", "what", "why", "how", "when", "where", "which", "whether", "at"}
    return what if first in bare else f"the {what}"
