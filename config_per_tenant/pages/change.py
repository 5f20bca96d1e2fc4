"""The form that changes one setting, whatever its type: built from the setting's declaration and its shape."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from config_per_tenant.pages.columns import Amount, Column, Conditions, OneOf, Time
from config_per_tenant.pages.shape import several
from config_per_tenant.pages.shapes import Rows, Shape, code_for, shape_of
from config_per_tenant.policy import Entry
from config_per_tenant.schema import Setting
from config_per_tenant.schema.reading import Fault
from config_per_tenant.statement import NONE, NOT_STATED, SET, Source, Statement, Statements
from config_per_tenant.versions.checking import faults_of_change
from hearth.ui.forms import Form
from hearth.ui.forms.messages import word
from hearth.ui.words import lower_first, upper_first


class ChangeForm(Form):
    """One setting's state, value and source; `statement` as first shown, `drafted` what the draft already says.

    Tables have a row for each part; `add` names the table to which an empty row is added before it is shown again.
    """

    data: Any
    initial: Any

    draft = forms.CharField(widget=forms.HiddenInput(), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput(), required=False)
    state = forms.ChoiceField(
        label="Does this have a value?",
        widget=forms.RadioSelect(),
        error_messages={"required": "Select whether this has a value"},
    )
    source_title = forms.CharField(
        label="Where it is written down",
        help_text="The title of the document or minute, as a colleague would look it up.",
        required=False,
        max_length=200,
    )
    source_section = forms.CharField(label="Section", required=False, max_length=120)

    def __init__(
        self,
        data: Any = None,
        *,
        setting: Setting,
        entry: Entry,
        statement: Statement,
        drafted: Statements,
        on: date,
        draft: str = "",
        seen: int = 0,
        add: str = "",
        **kwargs: Any,
    ) -> None:
        self.setting, self.entry, self.drafted, self.on = setting, entry, drafted, on
        self.shape: Shape = shape_of(setting)
        initial = self._first(statement, draft, seen)
        super().__init__(data.copy() if data is not None else None, initial=initial, **kwargs)
        self.fields["state"].choices = self._states()
        self.counts = {rows.name: self._count(rows, add) for rows in self.shape.tables}
        self.kept: dict[str, list[int]] = {rows.name: [] for rows in self.shape.tables}
        self._give_codes()
        self._add_fields()

    # --- Building

    def _first(self, statement: Statement, draft: str, seen: int) -> dict[str, Any]:
        state = statement.state if statement.state != NOT_STATED else SET
        initial: dict[str, Any] = {"state": state, "draft": draft, "seen": seen}
        plain = statement.plain if statement.state == SET else self.entry.plain
        self._answers = self.shape.apart(plain) if plain is not None else {}
        for column in self.shape.single:
            initial |= column.initial(column.name, self._answers.get(column.name))
        for rows in self.shape.tables:
            for number, row in enumerate(self._answers.get(rows.name, ())):
                for column in rows.columns:
                    initial |= column.initial(self._at(rows, number, column.name), row.get(column.name))
        if statement.sources and seen:
            initial |= {"source_title": statement.sources[0].title, "source_section": statement.sources[0].section}
        return initial

    def _states(self) -> list[tuple[str, str]]:
        states = [(SET, "Yes, as below")]
        if self.setting.may_be_none:
            none = self.setting.none_means or "Explicitly none"
            states.append((NONE, f"No. {none}"))
        return [*states, (NOT_STATED, "We have not decided: use the platform's default")]

    def _count(self, rows: Rows, add: str) -> int:
        if self.is_bound:
            text = str(self.data.get(f"{rows.name}-count", "0"))
            count = min(int(text) if text.isdigit() else 0, 200) + (add == rows.name)
            self.data[f"{rows.name}-count"] = str(count)
        else:
            count = len(self._answers.get(rows.name, ())) or 1
        return count

    def _give_codes(self) -> None:
        """A new row's hidden code is made from its name, so that other rows can point to it at once."""
        for rows in self.shape.tables:
            hidden = next((column.name for column in rows.columns if column.name in ("code", "id")), "")
            if not (rows.code_from and hidden and self.is_bound):
                continue
            places = [self._at(rows, number, hidden) for number in range(self.counts[rows.name])]
            taken = {str(self.data.get(place)) for place in places if self.data.get(place)}
            for number, place in enumerate(places):
                name = str(self.data.get(self._at(rows, number, rows.code_from), "")).strip()
                if name and not self.data.get(place):
                    self.data[place] = code_for(name, taken)
                    taken.add(self.data[place])

    def _add_fields(self) -> None:
        wanted = not self.is_bound or self.data.get(self.add_prefix("state")) == SET
        known = self._known()
        for column in self.shape.single:
            fields = column.fields(column.name, column.needed and wanted, known)
            for field in fields.values():
                field.one_of_several = column.either  # type: ignore[attr-defined]  # read by the renderer
            self._add(fields)
        for rows in self.shape.tables:
            self._add({f"{rows.name}-count": forms.IntegerField(widget=forms.HiddenInput(), required=False)})
            self.initial[f"{rows.name}-count"] = self.counts[rows.name]
            for number in range(self.counts[rows.name]):
                used = self._is_used(rows, number)
                for column in rows.columns:
                    at = self._at(rows, number, column.name)
                    self._add(column.fields(at, column.needed and wanted and used, known))
                    if not self.is_bound and at not in self.initial:
                        self.initial |= column.initial(at, None)
                remove = forms.BooleanField(label=f"Remove this {rows.one}", required=False)
                self._add({self._at(rows, number, "remove"): remove})

    def _add(self, fields: Mapping[str, forms.Field]) -> None:
        for name, field in fields.items():
            word(field, name)
            self.fields[name] = field

    def _known(self) -> dict[str, Any]:
        known: dict[str, Any] = {"first": dict(self._answers)}
        for rows in self.shape.tables:
            known[rows.name] = [
                {
                    column.name: self._posted(self._at(rows, number, column.name))
                    for column in rows.columns
                    if column.name in ("code", "name")
                }
                for number in range(self.counts[rows.name])
            ]
            for number in range(self.counts[rows.name]):
                for column in rows.columns:
                    if isinstance(column, Conditions):
                        at = self._at(rows, number, column.name)
                        source = self.data if self.is_bound else self.initial
                        used = sum(1 for name in source if name.startswith(f"{at}_") and name.endswith("_fact"))
                        known[f"{at}_lines"] = max(used if self.is_bound else used + 1, 2)
        return known

    def _posted(self, name: str) -> str:
        return str((self.data.get(name) if self.is_bound else self.initial.get(name)) or "")

    def _is_used(self, rows: Rows, number: int) -> bool:
        """Whether a row is there: not removed, and with something in it."""
        if not self.is_bound:
            return True
        if self.data.get(self._at(rows, number, "remove")):
            return False
        return any(not column.is_empty(self._at(rows, number, column.name), self.data) for column in rows.columns)

    @staticmethod
    def _at(rows: Rows, number: int, column: str) -> str:
        return f"{rows.name}-{number}-{column}"

    # --- Reading

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["statement"] = None
        if self.errors:
            return cleaned
        state = cleaned["state"]
        statement = Statement(state, self._plain(cleaned) if state == SET else None, self._sources(cleaned))
        for fault in faults_of_change(self.drafted, self.setting.key, statement, self.on):
            self._refuse_fault(fault)
        cleaned["statement"] = statement
        return cleaned

    def _plain(self, cleaned: Mapping[str, Any]) -> Any:
        answers: dict[str, Any] = {column.name: column.read(column.name, cleaned) for column in self.shape.single}
        for rows in self.shape.tables:
            self.kept[rows.name] = [n for n in range(self.counts[rows.name]) if self._is_used(rows, n)]
            answers[rows.name] = [
                {column.name: column.read(self._at(rows, number, column.name), cleaned) for column in rows.columns}
                for number in self.kept[rows.name]
            ]
        self._answers = answers
        return self.shape.together(answers)

    def _sources(self, cleaned: Mapping[str, Any]) -> tuple[Source, ...]:
        title = " ".join((cleaned.get("source_title") or "").split())
        section = " ".join((cleaned.get("source_section") or "").split())
        return (Source(title, section),) if title else ()

    def _refuse_fault(self, fault: Fault) -> None:
        self.refuse(upper_first(fault.words), field=self.field_of(fault.path), source=fault.source)

    def field_of(self, path: str) -> str | None:
        """The box beside which a fault belongs; None for one that concerns the whole."""
        try:
            parts = self.shape.place(path, self._answers).split(".")
        except (IndexError, KeyError, ValueError):
            return None
        if parts[0] in self.kept and len(parts) > 1 and parts[1].isdigit():
            numbers = self.kept[parts[0]]
            if int(parts[1]) >= len(numbers):
                return None
            row = f"{parts[0]}-{numbers[int(parts[1])]}-"
            wanted = row + (parts[2] if len(parts) > 2 else "")
        else:
            row, wanted = "", parts[0]
        inside = [name for name in self.fields if name == wanted or name.startswith(f"{wanted}_")]
        if inside:
            return inside[0]
        return next((name for name in self.fields if row and name.startswith(row) and not self._hidden(name)), None)

    def _hidden(self, name: str) -> bool:
        return self.fields[name].widget.is_hidden

    # --- Showing

    def hidden(self) -> list[forms.BoundField]:
        return self.hidden_fields()

    def single(self) -> list[list[forms.BoundField]]:
        """The single answers, those of one answer side by side."""
        return [line for column in self.shape.single for line in self._lines(column, column.name)]

    def _lines(self, column: Column, at: str) -> list[list[forms.BoundField]]:
        names = [name for name in self.fields if _belongs(name, at, column) and not self._hidden(name)]
        return [[self[name] for name in line] for line in column.side_by_side(at, names)]

    def tables(self) -> list[dict[str, Any]]:
        """Each table with its rows; a row is open when it is new or something in it is wrong."""
        return [
            {
                "name": rows.name,
                "one": rows.one,
                "a": "an" if rows.one[0] in "aeiou" else "a",
                "title": upper_first(several(rows.one)),
                "rows": [self._row(rows, number) for number in range(self.counts[rows.name])],
            }
            for rows in self.shape.tables
        ]

    def _row(self, rows: Rows, number: int) -> dict[str, Any]:
        prefix = f"{rows.name}-{number}-"
        for column in rows.columns:
            if column.needed:
                at = f"{prefix}{column.name}"
                for name in (at, f"{at}_unit"):
                    if name in self.fields:
                        self.fields[name].one_of_several = True  # no empty row calls a needed answer optional
        lines = [line for column in rows.columns for line in self._lines(column, f"{prefix}{column.name}")]
        called = self._called(rows, number)
        wrong = self.is_bound and any(field.errors for line in lines for field in line)
        return {
            "number": number + 1,
            "name": called or f"New {rows.one}",
            "told": self._told(rows, number),
            "open": wrong or not called or self.counts[rows.name] == 1,
            "lines": [{"fields": line, "wide": _is_wide(line)} for line in lines],
            "remove": self[f"{prefix}remove"],
        }

    def _called(self, rows: Rows, number: int) -> str:
        """What a row is called: the words of the answer that names it."""
        posted = self._posted(self._at(rows, number, rows.named_by))
        column = next(column for column in rows.columns if column.name == rows.named_by)
        return column.said(posted, self._answers) if posted and isinstance(column, OneOf) else posted

    def _told(self, rows: Rows, number: int) -> str:
        """A few facts of a row beside its name, while what is shown is what is stored."""
        stored = self._answers.get(rows.name, ())
        if self.is_bound or number >= len(stored):
            return ""
        columns = {column.name: column for column in rows.columns}
        said = []
        for name in rows.told:
            column, plain = columns[name], stored[number].get(name)
            words = column.said(plain, self._answers)
            if words and plain not in (0, "active"):
                said.append(words if not column.is_number or isinstance(column, Amount) else _counted(words, column))
        return ", ".join(said)


def _is_wide(line: list[forms.BoundField]) -> bool:
    """Whether the fields of an answer need a line of their own: long words, lists of boxes, conditions."""
    widgets = (forms.Textarea, forms.CheckboxSelectMultiple)
    return len(line) > 2 or any(isinstance(field.field.widget, widgets) for field in line)


def _belongs(name: str, at: str, column: Column) -> bool:
    return name == at or (name.startswith(f"{at}_") and isinstance(column, (Conditions, Time)))


def _counted(words: str, column: Column) -> str:
    noun = column.short or lower_first(column.label)
    return f"{words} {noun.removesuffix('s') if words == '1' else noun}"
