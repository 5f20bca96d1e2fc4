"""The forms that pages use."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from hearth.errors import StaleEdit
from hearth.trace import Trace
from hearth.ui.forms.fields import MoneyField
from hearth.ui.forms.messages import word
from hearth.ui.words import in_words, listed, money


class Worded:
    """What Form and ModelForm share; put before a library's form, it words that one too.

    `sections` puts questions under headings: (("The visit", ("made_on", "kind")), ("Who was there", ("seen",))).
    `words` gives a library's form ours: {"login": {"label": "Email address", "required": "Enter your email address"}}.
    After `attempt`, `result` is what the act returned, `conflict` the StaleEdit that stopped it, if any, and `why` what
    a refusal rests on.
    """

    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    words: dict[str, dict[str, str]] = {}
    fields: dict[str, Any]  # a form gives its own fields their choices and querysets
    result: Any = None
    conflict: StaleEdit | None = None
    why: Trace | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.sources: dict[str, str] = {}
        for name, field in self.fields.items():
            told = dict(self.words.get(name, {}))
            field.label = told.pop("label", field.label)
            field.help_text = told.pop("help_text", field.help_text)
            field.error_messages |= told
            field.widget.attrs.pop("placeholder", None)  # a library's form has them; words in a box are no label
            word(field, name)

    def refuse(self, message: str, *, field: str | None = None, source: str = "") -> None:
        """Put a broken rule beside the field it concerns, with its source; above the form when there is none."""
        place = field if field in self.fields else None
        self.sources[place or NON_FIELD_ERRORS] = source
        self.add_error(place, message)  # type: ignore[attr-defined]  # every Django form has it

    def source_of(self, name: str | None) -> str:
        return self.sources.get(name or NON_FIELD_ERRORS, "")

    @property
    def revealed(self) -> set[str]:
        """Names of fields that appear only under a choice of another field."""
        return {name for field in self.fields.values() for name in getattr(field, "reveals", {}).values()}

    def blocks(self) -> list[dict[str, Any]]:
        """The visible fields under their headings, in the order in which they are asked."""
        shown = [bound for bound in self.visible_fields() if bound.name not in self.revealed]  # type: ignore[attr-defined]
        placed = {name for _, names in self.sections for name in names}
        blocks = [{"heading": "", "fields": [bound for bound in shown if bound.name not in placed]}]
        for heading, names in self.sections:
            blocks.append({"heading": heading, "fields": [bound for bound in shown if bound.name in names]})
        return [block for block in blocks if block["fields"]]

    @property
    def has_errors(self) -> bool:
        return bool(self.is_bound and self.errors)  # type: ignore[attr-defined]

    def both_versions(self) -> list[dict[str, str]]:
        """After a stale edit: what stands in the record now beside what was written here, where they differ."""
        theirs = self.conflict.theirs if self.conflict else None
        rows = []
        for bound in self.visible_fields():  # type: ignore[attr-defined]  # every Django form has it
            if hasattr(theirs, bound.name) and bound.name in self.cleaned_data:  # type: ignore[attr-defined]
                before = _shown(bound.field, getattr(theirs, bound.name))
                after = _shown(bound.field, self.cleaned_data[bound.name])  # type: ignore[attr-defined]
                if before != after:
                    rows.append({"label": str(bound.label), "before": before, "after": after})
        return rows


def _shown(field: forms.Field, value: Any) -> str:
    """An answer in the words that the field offers it by."""
    if value in (None, "", [], ()):
        return "Nothing"
    if isinstance(field, MoneyField) and isinstance(value, int):
        return money(value)
    offered = {
        str(key): str(label) for key, label in getattr(field, "choices", ()) if not isinstance(label, list | tuple)
    }
    several = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return listed(offered.get(str(getattr(one, "pk", one)), in_words(one)) for one in several)


class Form(Worded, forms.Form):
    """A form of its own. Its required fields are asked plainly; the others are marked "(optional)"."""


class ModelForm(Worded, forms.ModelForm):
    """A form over a model's fields; it never saves: the act does."""

    def save(self, commit: bool = True) -> Any:
        raise NotImplementedError("State changes in an act: pass cleaned_data to it")
