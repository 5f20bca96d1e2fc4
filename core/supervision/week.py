"""What one person does next: overdue first, then day by day; what is in the diary; what they wait for."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from core.duties.models import Duty
from core.staffing.models import Allocation
from core.supervision.columns import VISITS
from core.supervision.models import PlannedVisit, VisitAction
from hearth import subjects
from hearth.access import Actor
from hearth.dates import LONDON, monday_of
from hearth.ui.words import DueWords, clock, daydate, longdate, plural

MOST_OVERDUE = 25
WAITING_DAYS = 60


@dataclass(frozen=True)
class Act:
    """The page that does what a kind of duty asks for. Its address takes the subject's id, or the duty's own key."""

    url_name: str
    label: str
    by_key: bool = False


ACTS: dict[str, Act] = {
    "supervision.visit": Act("supervision:record_visit", "Log visit"),
    "supervision.unannounced": Act("supervision:record_visit", "Log visit"),
    "supervision.action": Act("supervision:complete", "Mark as done", by_key=True),
}


@dataclass(frozen=True)
class Item:
    title: str
    href: str
    sub: str = ""
    due: DueWords | None = None
    act_href: str = ""
    act: str = ""
    why_href: str = ""


@dataclass(frozen=True)
class Group:
    """Items under one heading: a day, or what is overdue."""

    title: str
    items: tuple[Item, ...]
    note: str = ""
    alert: bool = False


@dataclass(frozen=True)
class Week:
    groups: tuple[Group, ...]
    waiting: tuple[Item, ...]
    overdue: int
    overdue_not_shown: int
    due_this_week: int
    planned: int
    monday: date
    is_current: bool


def act(kind: str, url_name: str, label: str, *, by_key: bool = False) -> None:
    """Say which page does what a kind of duty asks for; called by an area when the application starts."""
    ACTS[kind] = Act(url_name, label, by_key)


def act_of(duty: Any) -> tuple[str, str]:
    """Where a duty is done and what that is called; ("", "") when no page does it."""
    found = ACTS.get(duty.kind)
    if found is None:
        return "", ""
    return reverse(found.url_name, args=[duty.key if found.by_key else duty.subject_id]), found.label


def week_of(actor: Actor, on: date, monday: date | None = None) -> Week:
    """One person's week. Late work is listed in the week at hand; its number is that of today in every week, so that no
    other week says that nothing is late. At most six queries."""
    this_monday = monday_of(on)
    first = monday or this_monday
    last = first + timedelta(days=6)
    current = first == this_monday
    mine = Duty.objects.for_worker(actor.id)
    late = list(mine.overdue(on).for_list().select_related(None)[: MOST_OVERDUE + 1]) if current else []
    late_count = len(late) if current and len(late) <= MOST_OVERDUE else mine.overdue(on).count()
    coming = list(mine.due_between(max(first, on) if current else first, last).for_list().select_related(None))
    diary = PlannedVisit.objects.waiting().of_worker(actor.id).for_list()
    planned = list(diary.between(first, last)) if not current else list(diary.before(last + timedelta(days=1)))
    missed_count = 0 if current else diary.before(on).count()
    days: dict[date, list[Item]] = defaultdict(list)
    visits_planned: dict[UUID, PlannedVisit] = {}
    missed: list[Item] = []
    for visit in planned:
        visits_planned.setdefault(visit.household_id, visit)
        day = visit.planned_for_at.astimezone(LONDON).date()
        if day < on and current:
            missed.append(_planned_item(visit, missed=True))
        else:
            days[day].append(_planned_item(visit))
    for duty in coming:
        days[duty.due_on].append(_duty_item(duty, visits_planned))
    groups = []
    if late or missed:
        overdue = tuple([_duty_item(duty, visits_planned) for duty in late[:MOST_OVERDUE]] + missed)
        groups.append(Group("Overdue", overdue, plural(len(overdue), "thing to do", "things to do"), alert=True))
    groups += [Group(_day_title(day, on), tuple(days[day]), _day_note(day, on)) for day in _days(first, on, current)
               if days[day] or day in (on, on + timedelta(days=1))]  # fmt: skip
    return Week(
        groups=tuple(groups),
        waiting=_waiting_for(actor, on),
        overdue=late_count + missed_count + len(missed),
        overdue_not_shown=max(0, late_count - MOST_OVERDUE) if current else 0,
        due_this_week=len(coming),
        planned=len(planned) - len(missed),
        monday=first,
        is_current=current,
    )


def badge(actor: Actor) -> int:
    """How much of this person's work is late or due today: the figure in the navigation."""
    from hearth.dates import today

    return int(Duty.objects.for_worker(actor.id).due_by(today()).count()) if actor.id else 0


def _days(first: date, on: date, current: bool) -> list[date]:
    week = [first + timedelta(days=offset) for offset in range(7)]
    return [day for day in week if day >= on] if current else week


def _day_title(day: date, on: date) -> str:
    if day == on:
        return "Today"
    return "Tomorrow" if day == on + timedelta(days=1) else daydate(day)


def _day_note(day: date, on: date) -> str:
    return daydate(day) if day in (on, on + timedelta(days=1)) else ""


def _duty_item(duty: Any, planned: dict[UUID, PlannedVisit]) -> Item:
    href = subjects.kind(duty.subject_kind).address(duty.subject_id)
    words = [duty.label]
    visit = planned.get(duty.subject_id) if duty.kind in VISITS else None
    if visit is not None:
        words.append(f"planned for {daydate(visit.planned_for_at)} at {clock(visit.planned_for_at)}")
    elif duty.note and duty.note.lower() not in duty.label.lower():
        words.append(duty.note)
    act_href, label = act_of(duty)
    why_href = reverse("duties:why", args=[duty.pk])
    return Item(duty.subject_name, href, ", ".join(words), duty.words_alone, act_href, label, why_href)


def _planned_item(visit: PlannedVisit, *, missed: bool = False) -> Item:
    href = subjects.kind("household").address(visit.household_id)
    at = visit.planned_for_at
    when = f"planned for {longdate(at)}, not yet logged" if missed else clock(at)
    words = f"{visit.title}, {visit.get_mode_display().lower()}, {when}"
    act_href = f"{reverse('supervision:record_visit', args=[visit.household_id])}?planned={visit.pk}"
    return Item(str(visit.household), href, words, None, act_href, "Log visit")


def _waiting_for(actor: Actor, on: date) -> tuple[Item, ...]:
    """What others owe about one's own households: duties that are somebody else's, and what carers agreed to do."""
    mine = Allocation.objects.on(on).of_worker(actor.id).filter(subject_kind="household").values("subject_id")
    owed = (
        Duty.objects.visible_to(actor)
        .filter(subject_kind="household", subject_id__in=mine)
        .exclude(owner_id=actor.id)
        .due_by(on + timedelta(days=WAITING_DAYS))
        .for_list()
    )
    return tuple(
        Item(
            duty.subject_name,
            subjects.kind("household").address(duty.subject_id),
            f"{duty.label}, with {_who(duty)}",
            duty.words,
        )
        for duty in owed[:20]
    )


def _who(duty: Any) -> str:
    if duty.owner:
        return str(duty.owner)
    return str(duty.team) if duty.team else "nobody yet"


def actions_to_finish(actor: Actor, on: date) -> tuple[int, int]:
    """How many actions this person has agreed to do, and how many of them are late."""
    from django.db.models import Count, Q

    counted = (
        VisitAction.objects.open()
        .of_worker(actor.id)
        .aggregate(total=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)))
    )
    return counted["total"], counted["late"]
