"""No page asks the database more the more it shows, and none asks more than its ceiling.

The pages come from the resolver and the rows from one of everything, so that what is added later is covered by itself.
"""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from hearth.access import Role
from tests.support.browsing import signed_in
from tests.support.staff import a_supervising_social_worker, a_team, a_user
from tests.support.worlds import one_of_everything

CEILING = 16  # queries of a page, one of which keeps who read it
MORE = 3  # how many of everything there are the second time
LEFT_OUT = ("/api/", "/accounts/", "/enquire")  # the API has its own ceilings; the others list nothing
ROLES = (Role.TEAM_MANAGER, Role.SUPERVISING_SOCIAL_WORKER, Role.TENANT_ADMINISTRATOR, Role.RECRUITMENT_OFFICER)


def addresses(world: dict[str, Any]) -> dict[str, str]:
    """Each page that can be opened with the rows of a world: its route and its address."""

    def walk(resolver: Any, before: str) -> Any:
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, route)
            elif isinstance(pattern, URLPattern):
                yield route

    found = {}
    for route in walk(get_resolver("hearth.urls.council"), "/"):
        address = re.sub(r"<uuid:(\w+?)(?:_id)?>", lambda name: str(getattr(world.get(name[1]), "pk", "<")), route)
        if "<" not in address and "(" not in address and not address.startswith(LEFT_OUT):
            found[route] = address
    return found


def asked(browser: Any, address: str) -> int | None:
    """How many queries a page makes; None for what answers with no page (it is posted to, or not this role's)."""
    if browser.get(address).status_code != 200:  # warm: policy and theme are kept by version
        return None
    counts = []
    for _ in range(2):  # now and then a page asks once more whether the policy is still the same
        with CaptureQueriesContext(connection) as made:
            browser.get(address)
        counts.append(len(made))
    return min(counts)


@pytest.fixture
def worker(council):
    return a_supervising_social_worker(team=a_team())


@pytest.mark.slow
def test_every_page_asks_the_same_of_one_row_and_of_many_and_stays_below_its_ceiling(worker):
    browser = signed_in(a_user("Marcus Bell", *ROLES))
    world = one_of_everything(worker)
    pages = addresses(world)
    once = {route: asked(browser, address) for route, address in pages.items()}
    for _ in range(MORE):
        one_of_everything(worker)
    again = {route: asked(browser, address) for route, address in pages.items()}

    opened = {route for route, count in once.items() if count is not None}
    assert len(opened) > 50
    grown = {route: (once[route], again[route]) for route in opened if again[route] != once[route]}
    assert grown == {}
    assert {route: count for route, count in again.items() if (count or 0) > CEILING} == {}
