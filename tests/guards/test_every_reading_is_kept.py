"""No page shows a person's record without a trace of who read it: each page is opened, and the audit asked.

The pages come from the resolver and the rows from one of everything, so that what is added later is covered by itself.
"""

import pytest

from hearth.access import Role
from hearth.audit.models import AuditEntry
from tests.guards.test_every_page_has_a_ceiling import addresses
from tests.support.browsing import signed_in
from tests.support.staff import a_supervising_social_worker, a_team, a_user
from tests.support.worlds import one_of_everything

ROLES = (Role.TEAM_MANAGER, Role.SUPERVISING_SOCIAL_WORKER, Role.TENANT_ADMINISTRATOR, Role.RECRUITMENT_OFFICER)
NAMES = ("Okafor", "Vane", "Bryn")  # of the household, the child and the enquiry of one of everything


@pytest.fixture
def worker(council):
    return a_supervising_social_worker(team=a_team())


def test_every_page_that_names_a_person_leaves_a_trace(worker):
    world = one_of_everything(worker)
    manager = a_user("Marcus Bell", *ROLES)
    browser, silent, named = signed_in(manager), [], 0
    for route, address in addresses(world).items():
        before = AuditEntry.objects.filter(actor_id=manager.pk).count()
        for headers in ({}, {"HX-Request": "true"}):
            answer = browser.get(address, headers=headers)
            if answer.status_code != 200 or answer.streaming or not shows_somebody(answer):
                continue
            named += 1
            after = AuditEntry.objects.filter(actor_id=manager.pk).count()
            if after != before + 1:
                silent.append((route, bool(headers), after - before))
            before = after
    assert named > 30
    assert silent == [], "not one entry for each request"


def shows_somebody(answer) -> bool:
    text = answer.content.decode(errors="replace")
    return any(name in text for name in NAMES)
