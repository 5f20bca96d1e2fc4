"""A large council with years of history, put in place in bulk: what acts would have left, without the acts.

Thousands of households through acts would take an hour, and what is measured reads rows, not how they came. Every
constraint of the database holds for them, and each row's history is written by its trigger as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import Model

from config_per_tenant.policy import policy_on
from core.approvals.models import Approval, Terms
from core.children.models import Child
from core.demo import names
from core.demo.plan import Plan
from core.demo.staff import Staff, worker_for
from core.households.models import Household, HouseholdAddress, Member, MemberRole
from core.payments.models import FeeStanding
from core.people.models import Person
from core.people.rules import search_words
from core.placements.actions import types_offered
from core.placements.models import EndReason, Placement
from core.recruitment.models import Enquiry
from core.reviews.models import Outcome, ReviewOfApproval
from core.staffing.models import Allocation
from core.supervision.models import Visit, VisitAction, VisitKind, VisitMode
from core.training.models import TsdCompletion
from hearth.access import Role

AT_ONCE = 100  # households to a transaction
APPROVED_DAYS = (40, 1_950)  # ago: some lately, more of them long enough for the whole history
OPEN_ENQUIRY_EVERY = 8  # households to an enquiry under way
DECIDER = "The decision maker"


@dataclass
class _Rows:
    """Rows of a batch, model by model in the order in which they must be written."""

    of: dict[type[Model], list[Model]] = field(default_factory=dict)

    def add(self, row: Any) -> Any:
        self.of.setdefault(type(row), []).append(row)
        return row

    def write(self) -> None:
        order = (Person, Household, Child, Enquiry)
        models = sorted(self.of, key=lambda model: order.index(model) if model in order else len(order))
        for model in sorted(models, key=lambda model: model in (Terms, ReviewOfApproval, VisitAction)):
            model._default_manager.bulk_create(self.of[model], batch_size=1_000)


class History:
    """Makes homes with their history up to a day. The same seed on the same day makes the same."""

    def __init__(self, plan: Plan, staff: Staff, today: date, *, years: int) -> None:
        self.plan, self.staff, self.today = plan, staff, today
        self.first_day = today - timedelta(days=365 * years)
        self.random = Random(plan.seed)
        self.types = list(types_offered(today).items())
        interval = policy_on(today)["supervision.visit_interval"].usual_or_most
        self.days_between_visits = (interval.after(today) - today).days
        self.children = 0

    def fill(self, wanted: int, progress: Callable[[int, int], None]) -> None:
        """Until there are so many households; what is there already is kept."""
        made = Household.objects.count()
        self.children = Child.objects.count()
        while made < wanted:
            upto = min(made + AT_ONCE, wanted)
            rows = _Rows()
            for number in range(made, upto):
                self._home(number, rows)
            with transaction.atomic():
                rows.write()
            made = upto
            progress(made, wanted)

    def _home(self, number: int, rows: _Rows) -> None:
        random = self.random
        kind = random.choices(list(self.plan.kinds), weights=list(self.plan.kinds.values()))[0]
        approved_on = self.today - timedelta(days=max(random.randint(*APPROVED_DAYS) for _ in range(2)))
        opened_on = approved_on - timedelta(days=random.randint(120, 220))
        carers = [self._person(rows, adult=True) for _ in range(random.choice((1, 2, 2)))]
        name = " and ".join(carer.full_name for carer in carers)
        reference = f"FH-{100_001 + number}"
        home = rows.add(
            Household(reference=reference, name=name, opened_on=opened_on, search_words=search_words(name, reference))
        )
        lines, postcode = names.address(random, [(place.town, place.districts) for place in self.plan.places])
        rows.add(HouseholdAddress(household=home, from_on=opened_on, lines=lines, postcode=postcode))
        for carer in carers:
            rows.add(Member(household=home, person=carer, role=MemberRole.CARER, from_on=opened_on))
            if random.random() < 0.85 and (self.today - approved_on).days > 330:
                done_on = approved_on + timedelta(days=random.randint(200, 320))
                rows.add(TsdCompletion(person=carer, completed_on=done_on, evidence="Workbook seen"))
        approval = rows.add(Approval(household=home, category=kind, approved_on=approved_on, decided_by_name=DECIDER))
        places = random.choice((1, 2, 2, 3))
        rows.add(Terms(approval=approval, from_on=approved_on, places=places, decided_by_name=DECIDER))
        worker, _ = worker_for(self.staff, kind, random, shown=False)
        rows.add(
            Allocation(
                subject_kind="household",
                subject_id=home.pk,
                subject_name=name[:200],
                function=Role.SUPERVISING_SOCIAL_WORKER,
                worker=worker,
                from_on=approved_on,
            )
        )
        level = random.choices(list(self.plan.skill_levels), weights=list(self.plan.skill_levels.values()))[0]
        rows.add(
            FeeStanding(household=home, from_on=approved_on, skill_level=level, reason="Panel", set_by_name=DECIDER)
        )
        self._visits(rows, home, worker, approved_on)
        self._reviews(rows, home, approval, approved_on)
        self._placements(rows, home, approved_on, places)
        if number % OPEN_ENQUIRY_EVERY == 0:
            self._enquiry(rows, number)

    def _visits(self, rows: _Rows, home: Household, worker: Any, approved_on: date) -> None:
        last = max(approved_on, self.first_day)
        for number, made_on in enumerate(self._days(last, self.days_between_visits), start=1):
            unannounced = number % 8 == 5
            visit = rows.add(
                Visit(
                    household=home,
                    worker=worker,
                    made_on=made_on,
                    kind=VisitKind.UNANNOUNCED if unannounced else VisitKind.ANNOUNCED,
                    mode=VisitMode.HOME,
                    summary=self.random.choice(names.VISITS)[:300],
                    due_on=last + timedelta(days=self.days_between_visits),
                    recorded_by=worker.name,
                )
            )
            if number % 6 == 0:
                due_on = made_on + timedelta(days=21)
                done_on = None if due_on > self.today - timedelta(days=10) else due_on
                rows.add(
                    VisitAction(
                        visit=visit, what=self.random.choice(names.ACTIONS)[:300], due_on=due_on, done_on=done_on
                    )
                )
            last = made_on

    def _days(self, since: date, apart: int) -> Iterator[date]:
        while True:
            since += timedelta(days=max(int(apart * self.random.uniform(0.7, 1.05)), 1))
            if since > self.today:
                return
            yield since

    def _reviews(self, rows: _Rows, home: Household, approval: Approval, approved_on: date) -> None:
        decided_on, is_first = approved_on, True
        while (decided_on := decided_on + timedelta(days=self.random.randint(320, 362))) < self.today:
            rows.add(
                ReviewOfApproval(
                    approval=approval,
                    household=home,
                    held_on=decided_on - timedelta(days=14),
                    decided_on=decided_on,
                    decided_by_name=DECIDER,
                    outcome=Outcome.CONTINUE,
                    went_to_panel=is_first,
                    is_first=is_first,
                )
            )
            is_first = False

    def _placements(self, rows: _Rows, home: Household, approved_on: date, places: int) -> None:
        """Each place filled by one child after another, with weeks between, and most filled today."""
        random = self.random
        for _ in range(places):
            started_on = max(approved_on, self.first_day) + timedelta(days=random.randint(3, 60))
            while started_on < self.today - timedelta(days=14):
                ended_on = started_on + timedelta(days=random.randint(60, 700))
                still = ended_on >= self.today
                code, name = random.choice(self.types)
                rows.add(
                    Placement(
                        child=self._child(rows, started_on),
                        household=home,
                        type_code=code,
                        type_name=str(name)[:120],
                        started_on=started_on,
                        ended_on=None if still else ended_on,
                        end_reason="" if still else EndReason.MOVED_AS_PLANNED,
                    )
                )
                started_on = ended_on + timedelta(days=random.randint(10, 90))

    def _child(self, rows: _Rows, placed_on: date) -> Child:
        self.children += 1
        person = self._person(rows, adult=False)
        child: Child = rows.add(
            Child(
                person=person,
                reference=f"CH-{100_000 + self.children}",
                looked_after_from_on=placed_on,
                social_worker_name="The child’s social worker",
            )
        )
        return child

    def _person(self, rows: _Rows, *, adult: bool) -> Person:
        random = self.random
        given, family = names.person(random, names.heritage(random, self.plan.names))
        years = random.uniform(32, 63) if adult else random.uniform(6, 16)
        born_on = self.today - timedelta(days=int(years * 365.25))
        person: Person = rows.add(
            Person(known_as=given, family_name=family, born_on=born_on, search_words=search_words(given, family))
        )
        return person

    def _enquiry(self, rows: _Rows, number: int) -> None:
        given, family = names.person(self.random, names.heritage(self.random, self.plan.names))
        rows.add(
            Enquiry(
                reference=f"EN-{100_001 + number}",
                received_on=self.today - timedelta(days=self.random.randint(1, 120)),
                channel="web",
                known_as=given,
                family_name=family,
                email=f"enquirer.{number}@example.org",
            )
        )


def rows_of(counted: Iterable[type[Model]]) -> dict[str, int]:
    """How many rows there are of each of these, by the plural that people use."""
    return {str(model._meta.verbose_name_plural): model._default_manager.count() for model in counted}
