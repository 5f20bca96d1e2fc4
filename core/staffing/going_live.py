"""What the checklist before going live asks of staffing: duties apart, decisions that somebody can take, posts."""

from collections.abc import Iterable, Iterator
from datetime import date

from config_per_tenant.policy import Policy
from config_per_tenant.readiness import Check, Problem, also_checked
from config_per_tenant.schema.decisions import DECISIONS, role_words
from config_per_tenant.schema.separation import MAKERS, warnings
from core.staffing.roles import holders_of_roles
from core.staffing.separation import held_together
from hearth.ui.words import listed, plural, upper_first

ROLES_PAGE, TEAMS_PAGE = "staffing:roles", "staffing:teams"


@also_checked
def staffing_checks(policy: Policy, on: date) -> Iterable[Check]:
    """Three lines, each of which warns and does not block. One query."""
    holders = holders_of_roles(on)
    yield Check(
        "apart",
        "Duties are kept apart",
        "No role and no person has two duties that are better kept apart.",
        (
            *(Problem(each.words, each.key, each.source) for each in warnings(policy.__getitem__)),
            *(
                Problem(
                    f"{plural(len(each.people), 'person', 'people')} with two roles:"
                    f" {listed(role_words(role).lower() for role in each.roles)}",
                    why=f"One person {each.because}",
                    place=ROLES_PAGE,
                )
                for each in held_together(holders, policy.__getitem__)
            ),
        ),
        blocks=False,
    )
    yield Check(
        "deciders",
        "Somebody holds each role that decides",
        "Each decision is given to a role that somebody holds.",
        tuple(_without_a_holder(policy, set(holders))),
        blocks=False,
    )
    yield Check("posts", "Posts are filled", "No vacancy is stated.", tuple(_vacant(policy)), blocks=False)


def _without_a_holder(policy: Policy, held: set[str]) -> Iterator[Problem]:
    makers = policy[MAKERS]
    empty: dict[str, list[str]] = {}
    for decision, label in DECISIONS.items():
        role = makers.role_for(decision) if makers else None
        if role and role not in held:
            empty.setdefault(role, []).append(label)
    for role, labels in empty.items():
        said = policy["roles.labels"].labels.get(role) or role_words(role)
        yield Problem(f"Nobody is {upper_first(said)}", why=f"Decides: {listed(labels)}.", place=ROLES_PAGE)


def _vacant(policy: Policy) -> Iterator[Problem]:
    structure = policy["teams.structure"]
    places = [*((team.name, team.posts) for team in structure.teams), ("Whole service", structure.service_wide_posts)]
    for name, posts in places:
        vacant = [f"{post.title} ({post.vacancies})" for post in posts if post.vacancies]
        if vacant:
            yield Problem(f"{name}: vacant", why=f"{listed(vacant)}.", place=TEAMS_PAGE)
