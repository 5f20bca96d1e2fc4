"""How the changes of one post read: each as part of a sentence, and as a short mark beside the post in a chart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from config_per_tenant.schema.decisions import role_words
from config_per_tenant.schema.values.structure import PostDeclared

WHOLE_SERVICE = "the whole service"

Said = tuple[str, str, str]  # the field, words for a sentence, a mark ("" for none)


def post_changes(post: PostDeclared, later: PostDeclared, name_of: Callable[[str | None], str]) -> Iterator[Said]:
    """What changed in a post that stays. `name_of` says what a team is called."""
    for field, one, plural in (
        ("headcount", "post", "posts"),
        ("fte", "full-time equivalent", "full-time equivalents"),
        ("filled", "person in post", "people in post"),
    ):
        was, becomes = getattr(post, field), getattr(later, field)
        if was != becomes:
            yield field, *_figure(was, becomes, one, plural)
    if (post.vacancies or 0) != (later.vacancies or 0):
        more = (later.vacancies or 0) - (post.vacancies or 0)
        words = f"{abs(more)} {'vacancy' if abs(more) == 1 else 'vacancies'} {'more' if more > 0 else 'fewer'}"
        yield "vacancies", words, words
    elif post.vacancies != later.vacancies:
        yield "vacancies", "no vacancy is now stated" if later.vacancies == 0 else "vacancies are no longer stated", ""
    if post.role != later.role:
        role = role_words(later.role) if later.role else "none of the known roles"
        yield "role", f"its role becomes {role.lower()}", f"Role now {role.lower()}"
    if post.funding != later.funding:
        words = f"its funding becomes “{later.funding}”" if later.funding else "is funded by the service itself again"
        yield "funding", words, "Funding changes"
    if post.works_for != later.works_for:
        words = f"works for {name_of(later.works_for)}" if later.works_for else "works for its own team again"
        yield "works_for", words, words[:1].upper() + words[1:]
    if post.included_in_count != later.included_in_count:
        words = {
            True: "is counted in the team's number",
            False: "is not counted in the team's number",
            None: "whether it is counted in the team's number is open",
        }[later.included_in_count]
        yield "included_in_count", words, ""
    if post.note != later.note:
        yield "note", f"its note becomes “{later.note}”" if later.note else "its note is taken away", ""


def figures_of(post: PostDeclared) -> tuple[Any, ...]:
    return post.headcount, post.fte, post.filled, post.vacancies


def many(count: int | Decimal | None, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def several(words: Iterable[str]) -> str:
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def _figure(was: Any, becomes: Any, one: str, plural: str) -> tuple[str, str]:
    if becomes is None:
        return f"the number of {plural} is no longer given", f"{was} {one if was == 1 else plural} before"
    if was is None:
        words = f"{becomes} {one if becomes == 1 else plural}, not given before"
        return words, words
    return f"{was} {one if was == 1 else plural} become{'s' if was == 1 else ''} {becomes}", (
        f"{was} {one if was == 1 else plural} before"
    )
