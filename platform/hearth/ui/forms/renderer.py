"""How each Django field and widget becomes a GOV.UK component: the name of the component and its parameters."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hearth.ui.forms.fields import PARTS, DateParts, DatePartsError, MoneyInput

Params = dict[str, Any]
MOST_SHOWN = 7  # choices set out as radios or checkboxes; more go into a select
TAKEN = {"class", "autocomplete", "spellcheck", "inputmode", "rows", "cols", "data-size", "data-choices", "maxlength"}
DASHES = "---------"


class GovukRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `{{ form.field }}` through our components. Set as FORM_RENDERER."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"


def component_for(bound: forms.BoundField) -> tuple[str, Params]:
    """The GOV.UK component for a bound field, with its parameters. A hidden field has no component: ("", {})."""
    widget = bound.field.widget
    if widget.is_hidden:
        return "", {}
    for kinds, build in BUILDERS:
        if isinstance(widget, kinds):
            return build(bound, widget)
    return _input(bound, widget)


def error_items(form: forms.BaseForm) -> list[Params]:
    """Every error for the summary at the top, each leading to the box that it is about; one for a field."""
    found: list[Params] = [_said(form, None, str(error)) for error in form.non_field_errors()]
    for bound in form.visible_fields():
        if bound.errors:
            found.append(_said(form, bound.name, str(bound.errors[0])) | {"href": f"#{first_box(bound)}"})
    for bound in form.hidden_fields():
        found += [_said(form, bound.name, str(error)) for error in bound.errors[:1]]
    return found


def first_box(bound: forms.BoundField) -> str:
    """The id of the box that an error is about, or of the field's first one."""
    if isinstance(bound.field.widget, DateParts):
        return f"{bound.auto_id}_{(bad_parts(bound) or PARTS)[0]}"
    return str(bound.auto_id)


def bad_parts(bound: forms.BoundField) -> tuple[str, ...]:
    errors = bound.form.errors.as_data().get(bound.name, [])
    if not errors:
        return ()
    return errors[0].parts if isinstance(errors[0], DatePartsError) else PARTS


def _said(form: forms.BaseForm, name: str | None, message: str) -> Params:
    source = form.source_of(name) if hasattr(form, "source_of") else ""
    return {"html": with_source(message, source)} if source else {"text": message}


def with_source(message: str, source: str) -> SafeString:
    return format_html('{}<span class="app-error-source"> {}</span>', message, source)


def _label_text(bound: forms.BoundField) -> str:
    """A box of which one of several must be filled in is not optional: its hint says so (`one_of_several`)."""
    plain = bound.field.required or getattr(bound.field, "one_of_several", False)
    return str(bound.label) if plain else f"{bound.label} (optional)"


def _size(bound: forms.BoundField) -> str:
    return str(bound.field.widget.attrs.get("data-size", "s"))


def _common(bound: forms.BoundField) -> Params:
    """What every component shares: name, hint, error, classes and the attributes that are left."""
    attrs = bound.field.widget.attrs
    params: Params = {"name": bound.html_name, "attributes": {k: _plain(v) for k, v in attrs.items() if k not in TAKEN}}
    if bound.help_text:
        params["hint"] = _hint(str(bound.help_text))
    if bound.errors:
        said = _said(bound.form, bound.name, str(bound.errors[0]))
        params["errorMessage"] = said
    if attrs.get("class"):
        params["classes"] = attrs["class"]
    for key in ("autocomplete", "spellcheck", "inputmode"):
        if key in attrs:
            params[key] = attrs[key]
    if bound.field.disabled:
        params["disabled"] = True
    return params


def _hint(text: str) -> Params:
    return {"html": text} if isinstance(text, SafeString) else {"text": text}


def _plain(value: Any) -> str:
    return "" if value is True else str(value)


def _labelled(bound: forms.BoundField) -> Params:
    return _common(bound) | {
        "id": bound.auto_id,
        "label": {"text": _label_text(bound), "classes": f"govuk-label--{_size(bound)}"},
    }


def _grouped(bound: forms.BoundField) -> Params:
    legend = {"text": _label_text(bound), "classes": f"govuk-fieldset__legend--{_size(bound)}"}
    return _common(bound) | {"idPrefix": bound.auto_id, "fieldset": {"legend": legend}}


def _date_parts(bound: forms.BoundField, widget: DateParts) -> tuple[str, Params]:
    value = bound.value()
    texts = list(value) if isinstance(value, list | tuple) else widget.decompress(value)
    bad = bad_parts(bound) if bound.errors else ()
    born = widget.attrs.get("autocomplete") == "bday"
    items = []
    for part, text in zip(PARTS, texts, strict=True):
        classes = f"govuk-input--width-{4 if part == 'year' else 2}"
        item = {
            "id": f"{bound.auto_id}_{part}",
            "name": f"{bound.html_name}_{part}",
            "label": part.capitalize(),
            "classes": f"{classes} govuk-input--error" if part in bad else classes,
            "value": "" if text is None else str(text),
        }
        if born:
            item["autocomplete"] = f"bday-{part}"
        items.append(item)
    params = _grouped(bound)
    params.pop("idPrefix")
    params.pop("autocomplete", None)
    return "date-input", params | {"id": bound.auto_id, "items": items}


def _chosen(bound: forms.BoundField) -> set[str]:
    value = bound.value()
    several = value if isinstance(value, list | tuple | set) else [value]
    return {str(getattr(one, "pk", one)) for one in several if one is not None}


def _items(bound: forms.BoundField, *, blank: bool) -> list[Params]:
    """The choices. Groups become dividers; a hint or a revealed field comes with the choice it belongs to."""
    chosen, out = _chosen(bound), []
    for value, label in bound.field.choices:  # type: ignore[attr-defined]  # a field of choices
        if isinstance(label, list | tuple):
            out.append({"divider": str(value)})
            out += [_item(bound, one, text, chosen) for one, text in label]
        elif blank or str(value) != "":
            out.append(_item(bound, value, label, chosen))
    return out


def _item(bound: forms.BoundField, value: Any, label: Any, chosen: set[str]) -> Params:
    key = str(value)
    item: Params = {"value": key, "text": str(label), "checked": key in chosen, "selected": key in chosen}
    hint = getattr(bound.field, "choice_hints", {}).get(value) or getattr(bound.field, "choice_hints", {}).get(key)
    if hint:
        item["hint"] = _hint(str(hint))
    revealed = getattr(bound.field, "reveals", {}).get(value)
    if revealed:
        item["conditional"] = {"html": bound.form[revealed].as_field_group()}
    return item


def _checkboxes(bound: forms.BoundField, widget: forms.Widget) -> tuple[str, Params]:
    items = _items(bound, blank=False)
    small = {"classes": "govuk-checkboxes--small"} if len(items) > MOST_SHOWN else {}
    return "checkboxes", _grouped(bound) | small | {"items": items}


def _radios(bound: forms.BoundField, widget: forms.Widget) -> tuple[str, Params]:
    items = _items(bound, blank=not bound.field.required)
    items = [item for item in items if item.get("text") != DASHES]
    short = len(items) == 2 and all(len(item.get("text", "")) <= 12 and "hint" not in item for item in items)
    conditional = any("conditional" in item for item in items)
    inline = {"classes": "govuk-radios--inline"} if short and not conditional else {}
    return "radios", _grouped(bound) | inline | {"items": items}


def _yes_no_unknown(bound: forms.BoundField, widget: forms.Widget) -> tuple[str, Params]:
    value = {True: "true", False: "false", None: "unknown"}.get(bound.value(), bound.value())
    words = (("true", "Yes"), ("false", "No"), ("unknown", "Not known"))
    items = [{"value": code, "text": text, "checked": str(value) == code} for code, text in words]
    return "radios", _grouped(bound) | {"items": items}


def _tick(bound: forms.BoundField, widget: forms.Widget) -> tuple[str, Params]:
    common = _common(bound)
    item: Params = {"value": "on", "text": str(bound.label), "checked": bool(bound.value())}
    if "hint" in common:
        item["hint"] = common["hint"]
    params = {"idPrefix": bound.auto_id, "name": bound.html_name, "items": [item]}
    return "checkboxes", params | ({"errorMessage": common["errorMessage"]} if bound.errors else {})


def _select(bound: forms.BoundField, widget: forms.Select) -> tuple[str, Params]:
    """A plain select of few choices is set out as radios, unless the field asks for a select or may stay empty."""
    choices = list(bound.field.choices)  # type: ignore[attr-defined]  # a field of choices
    compact = widget.attrs.get("data-choices") == "select"
    optional = not bound.field.required
    if not compact and not optional and sum(1 for value, _ in choices if str(value) != "") <= MOST_SHOWN:
        return _radios(bound, widget)
    items = []
    chosen = _chosen(bound)
    for value, label in choices:
        if isinstance(label, list | tuple):
            items += [_item(bound, one, f"{value}: {text}", chosen) for one, text in label]
        else:
            items.append(_item(bound, value, "Choose one" if str(label) == DASHES else label, chosen))
    return "select", _labelled(bound) | {"items": items}


def _file(bound: forms.BoundField, widget: forms.Widget) -> tuple[str, Params]:
    return "file-upload", _labelled(bound)


def _password(bound: forms.BoundField, widget: forms.Widget) -> tuple[str, Params]:
    """What was typed is never sent back."""
    return "password-input", _labelled(bound)


def _textarea(bound: forms.BoundField, widget: forms.Widget) -> tuple[str, Params]:
    params = _labelled(bound) | {"rows": str(widget.attrs.get("rows", 5))}
    if bound.value() not in (None, ""):
        params["value"] = str(bound.value())
    limit = getattr(bound.field, "max_length", None)
    return ("character-count", params | {"maxlength": limit}) if limit else ("textarea", params)


def _input(bound: forms.BoundField, widget: forms.Widget) -> tuple[str, Params]:
    field, kind = bound.field, getattr(widget, "input_type", "text")
    params = _labelled(bound)
    value = bound.value()
    if isinstance(field, forms.DateField) and not isinstance(field, forms.DateTimeField):
        kind, value = "date", value.isoformat() if hasattr(value, "isoformat") else value
        params.setdefault("classes", "app-input--date")
    elif isinstance(field, forms.TimeField):
        kind, value = "time", value.strftime("%H:%M") if hasattr(value, "strftime") else value
        params.setdefault("classes", "app-input--date")
    elif kind == "number":
        kind = "text"
        whole = isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField | forms.FloatField)
        params.setdefault("inputmode", "numeric" if whole else "decimal")
        params.setdefault("classes", "govuk-input--width-5")
    elif isinstance(widget, MoneyInput):
        params |= {"prefix": {"text": widget.prefix}, "inputmode": "decimal", "spellcheck": False}
        params.setdefault("classes", "govuk-input--width-10")
    elif kind in ("email", "url", "tel"):
        params.setdefault("spellcheck", False)
        if kind == "tel":
            params.setdefault("classes", "govuk-input--width-20")
    params["classes"] = params.get("classes") or _width(getattr(field, "max_length", None))
    if value not in (None, ""):
        params["value"] = str(widget.format_value(value) if isinstance(widget, MoneyInput) else value)
    return "input", params | {"type": kind}


def _width(max_length: int | None) -> str:
    """As wide as the answer."""
    if max_length is None or max_length > 30:
        return ""
    return next(f"govuk-input--width-{width}" for width in (5, 10, 20, 30) if max_length <= width)


BUILDERS: tuple[tuple[Any, Any], ...] = (  # the narrower class first: a checkbox list is a RadioSelect to Django
    (DateParts, _date_parts),
    ((forms.CheckboxSelectMultiple, forms.SelectMultiple), _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.NullBooleanSelect, _yes_no_unknown),
    (forms.CheckboxInput, _tick),
    (forms.Select, _select),
    (forms.FileInput, _file),
    (forms.PasswordInput, _password),
    (forms.Textarea, _textarea),
)
