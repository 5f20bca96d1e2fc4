"""Staff of a demonstration council: somebody in each post that is not vacant, and one for each kind of sign-in."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from random import Random
from typing import Any

from core.demo import names
from core.demo.plan import Plan
from core.staffing import actions as staffing
from core.staffing.models import Holding, Post
from hearth.access import Actor, Role
from hearth.dates import add_months
from hearth.identity import actions as identity
from hearth.identity.models import User

PASSWORD = "a warm hearth"
EMAIL_DOMAIN = "example.org"
# Kinds of work that no post of the structure need carry: one account for each, named by what it does.
ALWAYS = {
    "service.manager": (Role.SERVICE_MANAGER,),
    "decision.maker": (Role.DECISION_MAKER, Role.NOMINATED_OFFICER),
    "administrator": (Role.TENANT_ADMINISTRATOR,),
    "approver": (Role.POLICY_APPROVER,),
    "finance": (Role.FINANCE_OFFICER,),
    "recruitment": (Role.RECRUITMENT_OFFICER,),
    "placements": (Role.PLACEMENTS_OFFICER,),
    "reviewing.officer": (Role.REVIEWING_OFFICER,),
    "panel.adviser": (Role.PANEL_ADVISER,),
    "auditor": (Role.AUDITOR,),
}
SHOWN = {
    "social.worker": "Supervising social worker",
    "team.manager": "Team manager",
    "recruitment": "Recruitment officer",
    "finance": "Finance officer",
    "administrator": "Administrator",
    "approver": "Policy approver",
    "service.manager": "Service manager",
    "auditor": "Auditor",
}
MOST_IN_A_POST = 6
SUPERVISING = (Role.SUPERVISING_SOCIAL_WORKER, Role.SENIOR_PRACTITIONER)


@dataclass
class Staff:
    """Who works here, by what the demonstration asks of them."""

    manager: Actor
    recruiter: Actor
    decision_maker: User
    reviewing: Actor
    workers: dict[str, list[tuple[User, Actor]]]  # responsibility of the team -> its supervising social workers
    shown_worker: tuple[User, Actor]  # whose sign-in is printed


def appoint_everybody(plan: Plan, random: Random, *, on: date, by: Actor) -> Staff:
    """Open accounts and fill posts from a day. Passwords are the demonstration's own."""
    accounts = _Accounts(plan, random, on, by)
    named = {key: accounts.open(key, roles) for key, roles in ALWAYS.items()}
    workers: dict[str, list[tuple[User, Actor]]] = {}
    first_worker = first_manager = True
    for post in Post.objects.open().select_related("team"):
        for _ in range(_people_in(post)):
            role = post.role
            if not role:
                accounts.open("", (), post=post)
                continue
            if role == Role.SUPERVISING_SOCIAL_WORKER and first_worker and post.team_id:
                user, first_worker = accounts.open("social.worker", (role,), post=post), False
            elif role == Role.TEAM_MANAGER and first_manager and post.team and _supervises(post.team):
                user, first_manager = accounts.open("team.manager", (role,), post=post), False
            else:
                user = accounts.open("", (role,), post=post)
            supervising = role in SUPERVISING
            if supervising and post.team and _supervises(post.team):
                for responsibility in post.team.responsibilities:
                    workers.setdefault(responsibility, []).append((user, user.actor))
    if first_manager:
        accounts.open("team.manager", (Role.TEAM_MANAGER,))
    if first_worker:
        _put_somebody_to_supervise(accounts, workers)
    return Staff(
        manager=named["service.manager"].actor,
        recruiter=named["recruitment"].actor,
        decision_maker=named["decision.maker"],
        reviewing=named["reviewing.officer"].actor,
        workers=workers,
        shown_worker=_shown(plan),
    )


def present_staff(plan: Plan) -> Staff:
    """The staff of a council that was begun before: found again by their addresses and posts."""

    def account(key: str) -> User:
        return User.objects.get(email=f"{key}@{plan.slug}.{EMAIL_DOMAIN}")

    workers: dict[str, list[tuple[User, Actor]]] = {}
    held = Holding.objects.open().filter(post__role__in=SUPERVISING).select_related("post__team", "user")
    for holding in held.order_by("user__email"):
        team = holding.post.team
        if team and _supervises(team):
            for responsibility in team.responsibilities:
                workers.setdefault(responsibility, []).append((holding.user, holding.user.actor))
    if not workers:
        workers["mainstream_supervision"] = [_shown(plan)]
    return Staff(
        manager=account("service.manager").actor,
        recruiter=account("recruitment").actor,
        decision_maker=account("decision.maker"),
        reviewing=account("reviewing.officer").actor,
        workers=workers,
        shown_worker=_shown(plan),
    )


def worker_for(staff: Staff, kind: str, random: Random, *, shown: bool) -> tuple[User, Actor]:
    """A supervising social worker of the team whose work this kind of household is; of any supervising team else.

    With `shown`, every second one goes to the worker whose sign-in is printed, until their caseload is full.
    """
    if shown and random.random() < 0.5:
        return staff.shown_worker
    wanted = {"connected_person": "connected_supervision", "short_break": "mainstream_supervision"}
    for responsibility in (wanted.get(kind, "mainstream_supervision"), "mainstream_supervision", *staff.workers):
        if staff.workers.get(responsibility):
            return random.choice(staff.workers[responsibility])
    raise LookupError("no team of this structure supervises")


def sign_ins(slug: str) -> list[dict[str, str]]:
    """The demonstration sign-ins to print, one for each kind of user."""
    return [{"who": who, "email": f"{key}@{slug}.{EMAIL_DOMAIN}", "password": PASSWORD} for key, who in SHOWN.items()]


def _shown(plan: Plan) -> tuple[User, Actor]:
    user = User.objects.get(email=f"social.worker@{plan.slug}.{EMAIL_DOMAIN}")
    return user, user.actor


class _Accounts:
    def __init__(self, plan: Plan, random: Random, on: date, by: Actor) -> None:
        self.plan, self.random, self.on, self.by = plan, random, on, by
        self.taken: set[str] = set()
        self.password = _hash_of_the_password()

    def open(self, key: str, roles: tuple[str, ...], *, post: Any = None) -> User:
        given, family = self._name()
        local = key or f"{given}.{family}".lower()
        user = identity.open_account(
            email=f"{local}@{self.plan.slug}.{EMAIL_DOMAIN}",
            name=f"{given} {family}",
            roles=roles,
            by=self.by,
            on=self.on,
        )
        User.objects.filter(pk=user.pk).update(password=self.password)  # hashed once: there may be a hundred people
        if post is not None:
            staffing.appoint(post, user, from_on=self.on + timedelta(days=self.random.randint(0, 200)), by=self.by)
        return user

    def _name(self) -> tuple[str, str]:
        while True:
            given, family = names.person(self.random, names.heritage(self.random, self.plan.names))
            if f"{given}.{family}" not in self.taken:
                self.taken.add(f"{given}.{family}")
                return given, family


def _people_in(post: Post) -> int:
    """How many people hold a post: those in post where that is printed, else the posts less the vacant ones."""
    if post.filled is not None:
        return min(ceil(post.filled), MOST_IN_A_POST)
    size = post.headcount if post.headcount is not None else post.fte
    return min(max(ceil(size or 1) - ceil(post.vacancies or 0), 0), MOST_IN_A_POST)


def _supervises(team: Any) -> bool:
    return any(responsibility.endswith("_supervision") for responsibility in team.responsibilities)


def _put_somebody_to_supervise(accounts: _Accounts, workers: dict[str, list[tuple[User, Actor]]]) -> None:
    """Where no post of a team carries the role, somebody without a post has the usual sign-in."""
    user = accounts.open("social.worker", (Role.SUPERVISING_SOCIAL_WORKER,))
    workers.setdefault("mainstream_supervision", []).append((user, user.actor))


def _hash_of_the_password() -> str:
    user = User()
    user.set_password(PASSWORD)
    return user.password


def started_on(today: date) -> date:
    """The day from which the demonstration's policy holds and its staff are in post: before the oldest approval."""
    return add_months(today.replace(day=1), -66)
