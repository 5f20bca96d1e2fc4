"""Checks between the parts of a table's rows: opening hours that run, contacts that work, years in their order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.values.tables import Check, Row

_MAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$")
_PHONE = re.compile(r"^\+?[\d ()]+$")
_WEBSITE = re.compile(r"^(https?://)?[\w-]+(\.[\w-]+)+(/\S*)?$", re.IGNORECASE)
_BUILDING = re.compile(r"\b(house|hall|building|gate|extension)\b", re.IGNORECASE)
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b")


def hours_that_run(rows: Sequence[Row]) -> Iterator[Fault]:
    """Each row closes after it opens, and no day is open twice at one time."""
    open_on: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for index, row in enumerate(rows):
        if not row["days"]:
            yield Fault("Choose at least one day.", f"{index}.days")
        if row["closes"] <= row["opens"]:
            yield Fault(f"It closes at {row['closes']}, not after it opens at {row['opens']}.", f"{index}.closes")
            continue
        clash = [day for day in row["days"] if any(row["opens"] < c and o < row["closes"] for o, c in open_on[day])]
        if clash:
            yield Fault("Another row says when we are open at this time of that day.", f"{index}.days")
        for day in row["days"]:
            open_on[day].append((row["opens"], row["closes"]))


def contacts_that_work(rows: Sequence[Row]) -> Iterator[Fault]:
    """Each contact can be reached in some way, and each way is written as one."""
    for index, row in enumerate(rows):
        if not any(row[part] for part in ("address", "phone", "email", "website")):
            yield Fault("Give an address, a phone number, an e-mail address or a website.", f"{index}.address")
        if row["phone"] and not (_PHONE.match(row["phone"]) and 3 <= sum(map(str.isdigit, row["phone"])) <= 15):
            yield Fault("Write one phone number, in figures, such as “0300 123 1231”.", f"{index}.phone")
        if row["email"] and not _MAIL.match(row["email"]):
            yield Fault("Write the e-mail address with an @, such as “help@council.gov.uk”.", f"{index}.email")
        if row["website"] and not _WEBSITE.match(row["website"]):
            yield Fault("Write the website's address, such as “www.council.gov.uk/fostering”.", f"{index}.website")
        if row["address"] and len(set(_POSTCODE.findall(row["address"].upper()))) > 1:
            yield Fault("The address has two postcodes.", f"{index}.address")


def one_building_two_postcodes(rows: Sequence[Row]) -> list[tuple[str, tuple[str, ...]]]:
    """Buildings to which the rows give more than one postcode: for a person to look into, not a fault of the table."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        lines = [" ".join(line.split()) for line in re.split(r"[,\n]", row["address"] or "")]
        codes = [" ".join(code) for code in _POSTCODE.findall((row["address"] or "").upper())]
        for building in filter(_BUILDING.search, lines):
            found[building].update(dict.fromkeys(codes))
    return [(building, tuple(codes)) for building, codes in found.items() if len(codes) > 1]


def years_in_order(first: str, last: str) -> Check:
    """A check that no row ends before it begins."""

    def check(rows: Sequence[Row]) -> Iterator[Fault]:
        for index, row in enumerate(rows):
            if row[first] is not None and row[last] is not None and row[last] < row[first]:
                yield Fault(f"{row[last]} is before {row[first]}.", f"{index}.{last}")

    return check


def one_or_other(first: str, other: str, words: str) -> Check:
    """A check that each row gives at least one of two parts; `words` say so."""

    def check(rows: Sequence[Row]) -> Iterator[Fault]:
        for index, row in enumerate(rows):
            if not row[first] and not row[other]:
                yield Fault(words, f"{index}.{first}")

    return check


def needs_when(part: str, needed: str, holds: object, words: str) -> Check:
    """A check that a row whose `part` is `holds` gives `needed` too; `words` say so."""

    def check(rows: Sequence[Row]) -> Iterator[Fault]:
        for index, row in enumerate(rows):
            if row[part] == holds and not row[needed]:
                yield Fault(words, f"{index}.{needed}")

    return check
