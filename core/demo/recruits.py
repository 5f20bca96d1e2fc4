"""Enquiries of a demonstration council: two years of them, the last still on their way, some not answered in time."""

from datetime import date, timedelta
from random import Random

from core.demo import names
from core.demo.plan import Plan
from core.demo.staff import Staff
from core.recruitment import actions
from core.recruitment.models import Channel, EndReason, Enquiry, Route
from core.recruitment.rules import STAGE_ORDER
from hearth.access import Actor
from hearth.dates import add_months, add_working_days

HISTORY_MONTHS = 24
CONTACTS = (  # event, share that gets so far, working days after the step before
    ("enquiry.replied", 0.98, (0, 2)),
    ("information.sent", 0.94, (0, 2)),
    ("follow_up.made", 0.72, (1, 5)),
    ("initial_visit.offered", 0.9, (0, 2)),
    ("initial_visit.made", 0.58, (3, 9)),
    ("initial_visit.recorded", 0.98, (0, 2)),
)
STAGES = (  # stage, share that gets so far, days after the step before
    ("decision_to_proceed", 0.62, (2, 10)),
    ("application", 0.8, (5, 25)),
    ("checks", 0.86, (25, 55)),
    ("preparation", 0.95, (5, 25)),
    ("assessment", 0.93, (5, 20)),
    ("report_shared", 0.9, (70, 105)),
    ("panel", 0.95, (10, 25)),
    ("decision", 0.98, (3, 7)),
    ("agreement", 0.97, (5, 15)),
    ("handover", 0.98, (1, 10)),
)


class Recruits:
    def __init__(self, plan: Plan, staff: Staff, random: Random, today: date) -> None:
        self.plan, self.staff, self.random, self.today = plan, staff, random, today
        self.districts = [district for place in plan.places for district in place.districts]
        self.stages = actions.stage_names(today)

    def days(self) -> list[date]:
        """The day on which each enquiry reaches the council, oldest first; the last few in the days just gone."""
        first = add_months(self.today, -HISTORY_MONTHS)
        count = self.plan.enquiries_a_month * HISTORY_MONTHS
        span = (self.today - first).days
        days = [first + timedelta(days=self.random.randint(0, span - 1)) for _ in range(count)]
        return sorted([*days, *(self.today - timedelta(days=back) for back in (0, 1, 3))])

    def make(self, received_on: date) -> Enquiry:
        random = self.random
        given, family = names.person(random, names.heritage(random, self.plan.names))
        channel = random.choices(list(Channel), weights=(45, 20, 6, 10, 10, 8, 1))[0]
        enquiry = actions.receive_enquiry(
            known_as=given,
            family_name=family,
            channel=channel,
            email=f"{given}.{family}@example.net".lower(),
            phone=f"07700 900{random.randint(0, 999):03d}",
            postcode=f"{random.choice(self.districts)} {random.randint(1, 9)}AB",
            message=random.choice(names.MESSAGES),
            route=random.choices(list(Route), weights=(78, 12, 10))[0],
            received_on=received_on,
            by=Actor.public() if channel == Channel.WEB else self.staff.recruiter,
        )
        self._go_on(enquiry, received_on)
        return enquiry

    def _go_on(self, enquiry: Enquiry, day: date) -> None:
        slow = self.random.randrange(100) < self.plan.late_percent
        for event, share, (soonest, latest) in CONTACTS:
            if self.random.random() > share:
                if event not in ("follow_up.made", "initial_visit.recorded"):
                    return self._stop(enquiry, day)
                continue
            wait = self.random.randint(soonest, latest) + (self.random.randint(2, 6) if slow else 0)
            day = add_working_days(day, wait)
            if day > self.today:
                return None
            actions.record_contact(enquiry, event=event, made_on=day, by=self.staff.recruiter)
        for stage, share, (soonest, latest) in STAGES:
            if stage not in self.stages or stage not in STAGE_ORDER:
                continue
            if self.random.random() > share:
                return self._stop(enquiry, day)
            day += timedelta(days=self.random.randint(soonest, latest) + (20 if slow else 0))
            if day > self.today:
                return None
            actions.reach_stage(enquiry, stage=stage, reached_on=day, by=self.staff.recruiter)
        return None

    def _stop(self, enquiry: Enquiry, day: date) -> None:
        ended_on = day + timedelta(days=self.random.randint(3, 30))
        if ended_on <= self.today:
            reason = self.random.choice((EndReason.WITHDREW, EndReason.NO_ANSWER, EndReason.NOT_ELIGIBLE))
            actions.withdraw(enquiry, ended_on=ended_on, reason=reason, by=self.staff.recruiter)
