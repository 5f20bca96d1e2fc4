"""Roles and decisions: what a role is called here, who holds it, what it decides, and where two duties meet."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from config_per_tenant.policy import Policy, policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.decisions import DECISIONS, role_codes, role_words
from config_per_tenant.schema.separation import MAKERS, warnings
from core.staffing.roles import holders_of_roles
from core.staffing.separation import HeldTogether, Person, held_together, nobody_to_approve
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui import tables
from hearth.ui.pages import respond
from hearth.ui.words import listed, plural, upper_first

LABELS = "roles.labels"
DECISION_COLUMNS = (tables.Column("Decision"), tables.Column("Who takes it"), tables.Column("Held today by"))
ROLE_COLUMNS = (
    tables.Column("Role in Hearth"),
    tables.Column("What we call it"),
    tables.Column("Posts that have it"),
    tables.Column("Held today by"),
)


@needs("staffing.view")
def roles(request: HttpRequest) -> HttpResponse:
    """Each role and each decision, who stands behind it, and warnings where two duties lie in one hand."""
    policy = policy_on(today())
    holders = holders_of_roles(today())
    naming = may(request.actor, "staffing.view_holders")
    decisions = [_decision(policy, code, holders, naming) for code in DECISIONS]
    unresolved = [row for row in decisions if row["state"] != "set"]
    context = {
        "warnings": _warnings(policy, holders, naming),
        "decisions": decisions,
        "unresolved": unresolved,
        "stats": _stats(decisions, holders),
        "decision_headers": tables.headings(request, DECISION_COLUMNS, ""),
        "role_headers": tables.headings(request, ROLE_COLUMNS, ""),
        "roles": _roles(policy, holders, naming),
        "entry": policy.entry(MAKERS),
        "left_open": _left_open(policy),
        "makers_href": _rule(MAKERS),
        "labels_href": _rule(LABELS),
        "may_change": may(request.actor, "policy.change"),
    }
    return respond(request, "staffing/roles.html", context)


def _warnings(policy: Policy, holders: dict[str, list[Person]], naming: bool) -> list[dict[str, str]]:
    found = [
        {"words": each.words, "source": each.source, "href": _rule(each.key), "link": SETTINGS[each.key].label}
        for each in warnings(policy.__getitem__)
    ]
    found += [
        {"words": _together(each, naming), "source": each.source, "href": "", "link": ""}
        for each in held_together(holders, policy.__getitem__)
    ]
    if words := nobody_to_approve(holders):
        found.append({"words": words, "source": "", "href": "", "link": ""})
    return found


def _together(found: HeldTogether, naming: bool) -> str:
    who = listed(person.name for person in found.people) if naming else plural(len(found.people), "person", "people")
    return f"{who} {'each ' if len(found.people) > 1 else ''}{found.because}"


def _decision(policy: Policy, code: str, holders: dict[str, list[Person]], naming: bool) -> dict[str, Any]:
    """One decision: who takes it, or why nobody does yet."""
    makers, labels = policy[MAKERS], policy[LABELS]
    role = makers.role_for(code) if makers else None
    printed = makers.unresolved.get(code) if makers else None
    people = holders.get(role, []) if role else []
    if role:
        note = "" if people else "Nobody holds this role today"
        taker = _label(labels, role)
    elif printed:
        taker, note = printed, "Printed, and no role of this service: nobody decides until the council says who it is"
    else:
        taker, note = "Not stated", "The documents do not say, and the council has not said"
    return {
        "label": DECISIONS[code],
        "taker": taker,
        "role": role_words(role) if role else "",
        "state": "set" if role else "unresolved" if printed else "not_stated",
        "note": note,
        "people": _people(people, naming),
    }


def _roles(policy: Policy, holders: dict[str, list[Person]], naming: bool) -> list[dict[str, Any]]:
    structure, labels = policy["teams.structure"], policy[LABELS]
    posts = [post for team in structure.teams for post in team.posts] + list(structure.service_wide_posts)
    return [
        {
            "name": role_words(code),
            "label": labels.labels.get(code, "") if labels else "",
            "titles": listed(dict.fromkeys(post.title for post in posts if post.role == code)),
            "people": _people(holders.get(code, []), naming),
        }
        for code in role_codes()
    ]


def _stats(decisions: list[dict[str, Any]], holders: dict[str, list[Person]]) -> list[dict[str, Any]]:
    settled = sum(row["state"] == "set" for row in decisions)
    empty = sum(row["state"] == "set" and row["note"] != "" for row in decisions)
    return [
        {"value": settled, "label": "Decisions with a role", "note": f"of {len(decisions)}"},
        {
            "value": len(decisions) - settled,
            "label": "Without one",
            "state": "soon" if settled < len(decisions) else "",
            "note": "Unresolved or not stated",
        },
        {"value": empty, "label": "Given to a role that nobody holds", "state": "soon" if empty else ""},
        {"value": len({person.id for people in holders.values() for person in people}), "label": "People with a role"},
    ]


def _left_open(policy: Policy) -> list[str]:
    found = []
    for key in (MAKERS, LABELS):
        entry = policy.entry(key)
        found += [*([entry.ambiguity] if entry.ambiguity else []), *(note.text for note in entry.notes)]
    return found


def _label(labels: Any, role: str) -> str:
    return upper_first((labels.labels.get(role) if labels else "") or role_words(role))


def _people(people: list[Person], naming: bool) -> str:
    if not people:
        return "Nobody"
    return listed(person.name for person in people) if naming else plural(len(people), "person", "people")


def _rule(key: str) -> str:
    return reverse("policy:setting", args=[SETTINGS[key].slug])
