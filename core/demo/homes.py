"""Households of a demonstration council: members, approval, two years of visits, reviews and placements."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from config_per_tenant.policy import policy_on
from config_per_tenant.schema.types import Duration
from core.approvals import actions as approvals
from core.approvals.models import Approval
from core.children import actions as children
from core.demo import names
from core.demo.plan import Plan
from core.demo.staff import Staff, worker_for
from core.households import actions as households
from core.households.models import Household, MemberRole
from core.payments import actions as payments
from core.people import actions as people
from core.people.models import Person
from core.placements import actions as placements
from core.placements.models import EndReason
from core.reviews import actions as reviews
from core.reviews.models import Outcome
from core.staffing import actions as staffing
from core.supervision import actions as supervision
from core.supervision.actions import Agreed
from core.supervision.models import VisitKind, VisitMode
from core.training import actions as training
from hearth.access import Actor
from hearth.dates import LONDON, add_months, is_working_day, next_working_day
from hearth.identity.models import User

HISTORY_MONTHS = 24
LONGEST_APPROVED_MONTHS = 60
REVIEW_SPARE_DAYS = 25  # reviews are decided this long before their last day
RESIGNED_PERCENT = 4
SHOWN_CASELOAD = 14  # households of the supervising social worker whose sign-in is shown


@dataclass
class Home:
    """A household in the making, with what the following steps ask of it."""

    household: Household
    kind: str
    carers: list[Person]
    approval: Approval
    approved_on: date
    places: int
    worker: User
    worker_actor: Actor
    late: bool


class Homes:
    """Makes households one by one. The same seed on the same day makes the same households."""

    def __init__(self, plan: Plan, staff: Staff, random: Random, today: date) -> None:
        self.plan, self.staff, self.random, self.today = plan, staff, random, today
        self.places = [(place.town, place.districts) for place in plan.places]
        self.shown_caseload: set[UUID] = set()
        offered = placements.types_offered(today)
        self.types = {
            kind: next((code for code in wanted if code in offered), next(iter(offered)))
            for kind, wanted in {
                "mainstream": ("short_term", "mainstream", "long_term"),
                "connected_person": ("connected_person", "kinship", "long_term"),
                "short_break": ("short_break", "respite", "short_stay"),
            }.items()
        }

    def make(self) -> Household:
        home = self._approved_home()
        self._place_children(home)
        self._visit(home)
        self._review(home)
        self._train(home)
        self._set_fee(home)
        if (
            self.random.randrange(100) < RESIGNED_PERCENT
            and not home.household.placements.filter(ended_on=None).exists()
        ):
            received = self.today - timedelta(days=self.random.randint(3, 90))
            if received > home.approved_on:
                approvals.record_resignation(home.approval, received_on=received, by=self.staff.manager)
        return home.household

    # --- who lives there, and their approval

    def _approved_home(self) -> Home:
        random = self.random
        kind = random.choices(list(self.plan.kinds), weights=list(self.plan.kinds.values()))[0]
        approved_on = next_working_day(self.today - timedelta(days=random.randint(20, LONGEST_APPROVED_MONTHS * 30)))
        approved_on = min(approved_on, self.today - timedelta(days=14))
        opened_on = approved_on - timedelta(days=random.randint(120, 220))
        couple = random.random() < 0.62
        kinds = names.heritage(random, self.plan.names)
        family = random.choice(names.FAMILY[kinds])
        carers = []
        for number in range(2 if couple else 1):
            given = random.choice(names.GIVEN[kinds])
            surname = family if number == 0 or random.random() < 0.7 else random.choice(names.FAMILY[kinds])
            carers.append(
                people.add_person(
                    known_as=given,
                    family_name=surname,
                    born_on=self._born(32, 63),
                    phone=f"07700 900{random.randint(0, 999):03d}",
                    by=self.staff.manager,
                    on=opened_on,
                )
            )
        lines, postcode = names.address(random, self.places)
        household = households.open_household(
            carers=carers, by=self.staff.manager, opened_on=opened_on, lines=lines, postcode=postcode
        )
        if random.random() < 0.4:
            child = people.add_person(
                known_as=random.choice(names.CHILDREN),
                family_name=family,
                born_on=opened_on - timedelta(days=random.randint(200, 11 * 365)),
                by=self.staff.manager,
                on=opened_on,
            )
            households.add_member(
                household, person=child, role=MemberRole.CHILD, from_on=opened_on, by=self.staff.manager
            )
        places = 1 if kind == "connected_person" else random.choice((1, 2, 2, 3))
        approval = approvals.approve_household(
            household,
            category=kind,
            approved_on=approved_on,
            places=places,
            decided_by=self.staff.decision_maker,
            by=self.staff.manager,
        )
        worker, actor = worker_for(self.staff, kind, random, shown=len(self.shown_caseload) < SHOWN_CASELOAD)
        if worker == self.staff.shown_worker[0]:
            self.shown_caseload.add(household.pk)
        staffing.allocate_worker(household, worker, from_on=approved_on, by=self.staff.manager)
        late = random.randrange(100) < self.plan.late_percent or len(self.shown_caseload) in (3, 8, 11)
        return Home(household, kind, carers, approval, approved_on, places, worker, actor, late)

    # --- visits

    def _visit(self, home: Home) -> None:
        """Visits over two years by the council's own interval: most a little early, some late, a few overdue today."""
        random = self.random
        interval = policy_on(self.today)["supervision.visit_interval"].usual_or_most
        begin = max(home.approved_on, add_months(self.today, -HISTORY_MONTHS))
        last, unannounced_on = begin, begin
        late_from = self._last_day_in_time(interval) if home.late else None
        while True:
            latest = interval.after(last)
            span = (latest - last).days
            made_on = self._working_day_before(last + timedelta(days=random.randint(int(span * 0.68), span)))
            if random.random() < 0.05:
                made_on += timedelta(days=random.randint(2, 9))
            made_on = max(made_on, last + timedelta(days=1))
            if made_on >= (late_from or self.today):
                break
            unannounced = (made_on - unannounced_on).days > 215 and not (home.late and random.random() < 0.5)
            if unannounced:
                unannounced_on = made_on
            self._record(home, made_on, unannounced)
            last = made_on
        if late_from and late_from > last:
            self._record(home, late_from, False)
            last = late_from
        self._plan_next(home, interval.after(last))

    def _last_day_in_time(self, interval: Duration) -> date:
        """A day from which the next visit fell due 1 to 18 days ago: what a late household was last visited on."""
        due_on = self.today - timedelta(days=self.random.randint(1, 18))
        day = due_on
        while interval.after(day) > due_on:
            day -= timedelta(days=1)
        return self._working_day_before(day)

    def _record(self, home: Home, made_on: date, unannounced: bool) -> None:
        random = self.random
        agreed: tuple[Agreed, ...] = ()
        if random.random() < 0.18:
            owner = home.worker if random.random() < 0.6 else None
            agreed = (Agreed(random.choice(names.ACTIONS), made_on + timedelta(days=random.randint(7, 28)), owner),)
        visit = supervision.record_visit(
            home.household,
            made_on=made_on,
            kind=VisitKind.UNANNOUNCED if unannounced else VisitKind.ANNOUNCED,
            mode=VisitMode.HOME if unannounced or random.random() < 0.86 else VisitMode.VIDEO,
            seen=home.carers,
            summary=random.choice(names.VISITS),
            actions=agreed,
            worker=home.worker,
            by=home.worker_actor,
        )
        for action in visit.actions.exclude(due_on=None):
            due_on = action.due_on or made_on
            if due_on < self.today - timedelta(days=10) or random.random() < 0.5:
                done_on = min(due_on, self.today)
                supervision.complete_action(action, done_on=max(done_on, made_on), by=home.worker_actor)

    def _plan_next(self, home: Home, due_on: date) -> None:
        """About a third of the households have their next visit in the diary, within three weeks."""
        random = self.random
        if random.random() > 0.36:
            return
        day = next_working_day(max(self.today, due_on - timedelta(days=random.randint(0, 8))))
        if day > self.today + timedelta(days=21):
            return
        hour = random.choice((time(9, 30), time(10), time(11, 30), time(13), time(14), time(15, 30), time(16)))
        supervision.plan_visit(
            home.household,
            planned_for_at=datetime.combine(day, hour, tzinfo=LONDON),
            kind=VisitKind.ANNOUNCED,
            mode=VisitMode.HOME if random.random() < 0.9 else VisitMode.VIDEO,
            worker=home.worker,
            by=home.worker_actor,
        )

    # --- reviews, training, fees

    def _review(self, home: Home) -> None:
        policy = policy_on(self.today)
        within, first = policy["review.first_within"], True
        previous = home.approved_on
        while True:
            last_day = within.after(previous)
            decided_on = self._working_day_before(last_day - timedelta(days=self.random.randint(2, REVIEW_SPARE_DAYS)))
            if decided_on >= self.today or (home.late and last_day > add_months(self.today, -3)):
                return
            reviews.record_review_decision(
                home.approval,
                held_on=decided_on - timedelta(days=14),
                decided_on=decided_on,
                decided_by=self.staff.decision_maker,
                outcome=Outcome.CONTINUE,
                went_to_panel=first,
                by=self.staff.reviewing,
            )
            within, first, previous = policy["review.interval"], False, decided_on

    def _train(self, home: Home) -> None:
        for member in home.household.members.carers():
            due_on = add_months(home.approved_on, 12)
            done_on = due_on - timedelta(days=self.random.randint(5, 150))
            long_due = due_on < self.today - timedelta(days=60)
            if home.approved_on < done_on < self.today and (long_due or not home.late):
                training.record_tsd_completion(
                    member, completed_on=done_on, evidence="Workbook seen and signed off", by=home.worker_actor
                )

    def _set_fee(self, home: Home) -> None:
        levels = self.plan.skill_levels
        level = self.random.choices(list(levels), weights=list(levels.values()))[0]
        if (self.today - home.approved_on).days < 400:
            level = min(levels)
        scheme = ""
        if home.kind == "mainstream":
            roll = self.random.randrange(100)
            for code, percent in self.plan.schemes.items():
                if roll < percent:
                    scheme = code
                    break
                roll -= percent
        payments.set_fee_standing(
            home.household,
            from_on=home.approved_on,
            skill_level=level,
            scheme_code=scheme,
            reason="Set when the household was approved",
            by=self.staff.manager,
        )

    # --- children

    def _place_children(self, home: Home) -> None:
        """Some placements that ended, and today's: about four places in five are filled."""
        random = self.random
        open_from = home.approved_on + timedelta(days=random.randint(3, 40))
        if home.kind != "connected_person" and (self.today - open_from).days > 260 and random.random() < 0.6:
            left_on = open_from + timedelta(days=random.randint(40, 220))
            self._place(home, open_from, left_on, random.choice(names.FAMILY["british"]), siblings=False)
            open_from = left_on + timedelta(days=random.randint(2, 40))
        if open_from >= self.today or random.random() > 0.86:
            return
        filled = sum(random.random() < 0.8 for _ in range(home.places))
        family = random.choice(names.FAMILY[names.heritage(random, self.plan.names)])
        for _ in range(filled):
            started_on = open_from + timedelta(days=random.randint(0, max((self.today - open_from).days - 1, 0)))
            self._place(home, started_on, None, family, siblings=True)

    def _place(self, home: Home, started_on: date, left_on: date | None, family: str, *, siblings: bool) -> None:
        random = self.random
        latest_birth = min(started_on - timedelta(days=60), add_months(self.today, -6))
        born_on = latest_birth - timedelta(days=random.randint(0, 16 * 365))
        if (self.today - born_on).days > 17 * 365 + 200:  # nobody turns 18 in a demonstration placement
            born_on = self.today - timedelta(days=random.randint(8 * 365, 17 * 365))
        child = children.open_record(
            known_as=random.choice(names.CHILDREN),
            family_name=family,
            born_on=born_on,
            looked_after_from_on=max(born_on, started_on - timedelta(days=random.randint(0, 60))),
            social_worker_name=" ".join(names.person(random, names.heritage(random, self.plan.names))),
            by=self.staff.manager,
        )
        placement = placements.place_child(
            child,
            household=home.household,
            type_code=self.types[home.kind],
            started_on=started_on,
            all_siblings=siblings,
            by=self.staff.manager,
        )
        if left_on is not None:
            reason = random.choice((EndReason.RETURNED_HOME, EndReason.MOVED_AS_PLANNED, EndReason.MOVED_UNPLANNED))
            placements.end_placement(placement, ended_on=left_on, reason=reason, by=self.staff.manager)

    # --- days

    def _born(self, youngest: int, oldest: int) -> date:
        """A date of birth of somebody between these ages in whole years, today and at the start of their story."""
        return self.today - timedelta(days=self.random.randint(youngest * 366, oldest * 365))

    def _working_day_before(self, day: date) -> date:
        while not is_working_day(day):
            day -= timedelta(days=1)
        return day
