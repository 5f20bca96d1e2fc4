"""The built-in tags and filters of every template: no `{% load %}` is needed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, TextInput
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader

from hearth.ui import words
from hearth.ui.forms.renderer import component_for, error_items
from hearth.ui.icons import ICONS

register = template.Library()

_environment = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    autoescape=True,
    undefined=ChainableUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@cache
def _macro(name: str) -> Any:
    module = _environment.get_template(f"govuk_frontend_jinja/components/{name}/macro.html").module
    return getattr(module, "govuk" + "".join(part.capitalize() for part in name.split("-")))


def component(name: str, params: Mapping[str, Any]) -> SafeString:
    """A GOV.UK component's markup. `text` and the like are escaped by the component; `html` is not."""
    return mark_safe(_macro(name)(params).strip())  # the component escapes what it is given


@register.simple_tag
def gov(component_name: str, /, **params: Any) -> SafeString:
    """{% gov "button" text="Save" %}; parameters as in GOV.UK's documentation, or all of them in `params=`.

    A label, hint, legend or error message may be given as plain words.
    """
    params = {**params.pop("params", {}), **params}
    if "legend" in params:
        params["fieldset"] = {"legend": _text(params.pop("legend"))}
    for key in WORDED & params.keys():
        params[key] = _text(params[key])
    return component(component_name, params)


WORDED = {"label", "hint", "errorMessage"}


def _text(words: Any) -> Any:
    return {"text": str(words)} if isinstance(words, str) else words


@register.simple_tag
def gov_field(bound: BoundField, **overrides: Any) -> SafeString:
    """{% gov_field form.made_on %}: the whole field, with label, hint and error."""
    name, params = component_for(bound)
    if not name:
        return SafeString(bound.as_hidden())
    params.update(overrides)
    return component(name, params)


@register.simple_tag
def gov_error_summary(form: BaseForm | None) -> SafeString:
    """The errors of a form at the top of the page, each leading to its box. Nothing when there is none."""
    items = error_items(form) if isinstance(form, BaseForm) and form.is_bound else []
    if not items:
        return SafeString("")
    return component("error-summary", {"titleText": "There is a problem", "errorList": items})


@register.simple_tag
@lru_cache(maxsize=500, typed=True)  # a long list shows the same few dozens of times; safe text is not plain text
def icon(name: str, size: int = 16, extra: str = "") -> SafeString:
    """{% icon "overdue" %}: a picture beside words, never instead of them."""
    return format_html(
        '<svg class="app-icon{}" viewBox="0 0 16 16" width="{}" height="{}" aria-hidden="true" focusable="false">'
        '<path fill="currentColor" d="{}"/></svg>',
        f" {extra}" if extra else "",
        size,
        size,
        ICONS[name],
    )


@register.simple_block_tag(takes_context=True)
def titled(context: template.Context, content: str) -> str:
    """A page's title; it begins with "Error: ", once, when the form holds an error."""
    form = context.get("form")
    wrong = isinstance(form, BaseForm) and form.is_bound and bool(form.errors)
    told = content.strip()
    return told if not wrong or told.startswith("Error: ") else SafeString(f"Error: {told}")


@register.simple_block_tag
def panel(content: str, title: str = "", href: str = "", link: str = "", level: int = 2, id: str = "") -> SafeString:
    """{% panel title="Household" href=… link="Open record" %}…{% endpanel %}: a box with a heading."""
    return _rendered(
        "components/panel.html",
        {"content": content, "title": title, "href": href, "link": link, "level": level, "id": id},
    )


@register.simple_block_tag
def datatable(content: str, caption: str, headers: Any = None, keys: bool = True, extra: str = "") -> SafeString:
    """{% datatable caption="…" headers=headers %}<tr>…</tr>{% enddatatable %}: a list, in cards when narrow."""
    return _rendered(
        "components/table.html",
        {"content": content, "caption": caption, "headers": headers, "keys": keys, "extra": extra},
    )


@register.simple_block_tag
def cell(content: str, label: str, num: bool = False, extra: str = "") -> SafeString:
    """{% cell label="Next visit" %}…{% endcell %}: a cell of a datatable, labelled for the narrow screen."""
    classes = " ".join(filter(None, ("app-table__num" if num else "", extra)))
    return format_html(
        '<td role="cell" data-label="{}"{}><div>{}</div></td>',
        label,
        format_html(' class="{}"', classes) if classes else "",
        content,
    )


@register.simple_tag
def rowhead(text: str, href: str = "", sub: str = "") -> SafeString:
    """{% rowhead household.name href=… sub="FH-1042, general" %}: a row's first cell, which names and opens it."""
    name = (
        format_html(
            '<a class="govuk-link govuk-link--no-visited-state app-table__name" href="{}" data-rowlink>{}</a>',
            href,
            text,
        )
        if href
        else format_html('<span class="app-table__name">{}</span>', text)
    )
    below = format_html('<span class="app-table__sub">{}</span>', sub) if sub else ""
    return format_html('<th role="rowheader" scope="row">{}{}</th>', name, below)


def _rendered(name: str, context: Mapping[str, Any]) -> SafeString:
    return render_to_string(name, dict(context))


for _filter in (
    words.longdate,
    words.shortdate,
    words.daydate,
    words.clock,
    words.moment,
    words.money,
    words.money_exact,
    words.in_words,
    words.lower_first,
    words.upper_first,
    words.listed,
):
    register.filter(_filter.__name__, _filter)


@register.filter
def plural(count: Any, forms: str = "") -> str:
    """{{ 2|plural:"child,children" }} gives "2 children"."""
    one, _, many = forms.partition(",")
    number = count if isinstance(count, int) else len(count)
    return words.plural(number, one.strip(), many.strip())


@register.filter
def iso(value: Any) -> str:
    """For the datetime attribute of <time>."""
    return value.isoformat() if hasattr(value, "isoformat") else ""


@register.filter
def phone_href(value: str) -> str:
    """tel: address of a phone number."""
    return "tel:" + "".join(part for part in str(value) if part.isdigit() or part == "+")


@register.filter
def plural_strong(count: Any, forms: str = "") -> SafeString:
    """The same, with the figure in bold."""
    figure, _, rest = plural(count, forms).partition(" ")
    return format_html("<strong>{}</strong> {}", figure, rest)


@register.filter
def lines(text: Any) -> list[str]:
    """The lines of a message."""
    return [line for line in str(text).split("\n") if line.strip()] or [""]


@register.filter
def moment_or_day(value: Any) -> str:
    """An instant with its time, a day without."""
    return words.moment(value) if isinstance(value, datetime) else words.longdate(value)


@register.filter
def slug_key(key: str) -> str:
    """A setting's key as an element's id: supervision-visit_interval."""
    return str(key).replace(".", "-")


@register.filter
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """The pages to offer: the first, those round this one, the last."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag
def filter_field(bound: BoundField) -> SafeString:
    """A filter's field: a select stays a select, and nothing is marked "(optional)"."""
    name, params = component_for(bound)
    if name == "radios":
        choices = [item for item in params["items"] if "value" in item]
        params = {"id": bound.auto_id, "name": bound.html_name, "items": choices}
        name = "select"
    if name in ("input", "select"):
        params["label"] = {"text": str(bound.label)}
    wide = isinstance(bound.field.widget, TextInput)
    params["formGroup"] = {"classes": "app-filters__wide"} if wide else {}
    return component(name, params)
