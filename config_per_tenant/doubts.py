"""What a council's papers name that somebody should look into: contacts, names of law, papers that have ended.

None of it stops a council from going live; it is told on the checklist, each with the setting to open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from config_per_tenant.policy import Policy
from config_per_tenant.readiness import Check, Problem, also_checked
from config_per_tenant.schema.values.row_checks import one_building_two_postcodes
from hearth.ui.words import longdate, plural


@also_checked
def worth_a_look(policy: Policy, on: date) -> Iterable[Check]:
    """One line of the checklist, which warns and does not block."""
    problems = (*_contacts(policy, on), *_names_of_law(policy), *_papers_that_ended(policy, on))
    yield Check("names", "Contacts and names are looked after", "Each is checked.", problems, blocks=False)


def _contacts(policy: Policy, on: date) -> Iterator[Problem]:
    key = "contacts.directory"
    rows = policy[key] or ()
    unchecked = [row["body"] for row in rows if row["checked_on"] is None]
    if unchecked:
        words = f"{plural(len(unchecked), 'contact')} never checked since printed"
        yield Problem(words, key, f"{', '.join(unchecked)}.")
    for row in rows:
        if row["check_by"] and row["check_by"] < on:
            yield Problem(f"{row['body']}: was to be checked by {longdate(row['check_by'])}", key)
    if rows:
        for building, codes in one_building_two_postcodes(rows.rows):
            yield Problem(f"{building} has {plural(len(codes), 'postcode')}", key, f"{' and '.join(codes)}.")


def _names_of_law(policy: Policy) -> Iterator[Problem]:
    for row in policy["references.law"] or ():
        if not row["verified"]:
            yield Problem(f"“{row['name']}” was not checked", "references.law", row["doubt"] or "")


def _papers_that_ended(policy: Policy, on: date) -> Iterator[Problem]:
    for row in policy["references.documents"] or ():
        if row["to_year"] and row["to_year"] < on.year:
            words = f"{row['name']} ended in {row['to_year']}"
            yield Problem(words, "references.documents", "Name the one that follows it, or take it out.")
