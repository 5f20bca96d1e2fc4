"""Carrying a rehearsal out: records read in batches that the database keeps read-only, and only the result written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from config_per_tenant.differences import Difference
from config_per_tenant.versions.in_force import steady_policy
from core.duties import catalogue
from core.duties.catalogue import DutyKind
from core.duties.engine import evaluate
from core.duties.law import SUBJECT as POLICY
from core.duties.responsible import Staff
from core.rehearsal import money, workload
from core.rehearsal.comparing import Moved, WhoseIs, counted, due_soon, moved
from core.rehearsal.folding import Kept, fold
from core.rehearsal.models import Rehearsal, RehearsedChange, RehearsedPay
from core.rehearsal.policies import Compared, fingerprint, standing_stamp
from core.rehearsal.reading import called, facts_on_demand, how_many, keys_in_batches, reading_only, seldom_collecting
from core.rehearsal.redrawn import Redrawn, staff_under
from core.staffing.models import Team
from hearth.identity.models import User

NOT_HELD = ("Nobody allocated", "no team")
Progress = Callable[[int, int], None]


@dataclass
class Found:
    """What one batch gave: the rows to write, made while it was read."""

    changes: list[RehearsedChange] = field(default_factory=list)
    pay: list[RehearsedPay] = field(default_factory=list)


def carry_out(rehearsal: Rehearsal, progress: Progress | None = None) -> Rehearsal:
    """Work a rehearsal out and keep its result; what an earlier attempt left is done again.

    `progress(done, total)` is called after each batch and may raise to stop: then nothing of it stays but the row that
    says that it was asked for. When it ends, older rehearsals of the version go.
    """
    with steady_policy():
        before_reading = fingerprint(rehearsal.of_version)  # what is edited while it is read makes it stale
        running = _Running(rehearsal)
        with transaction.atomic():
            rehearsal.changes.all().delete()
            rehearsal.pay.all().delete()
            rehearsal.started_at = timezone.now()
            rehearsal.fingerprint = before_reading
            rehearsal.save(update_fields=["started_at", "fingerprint"])
        try:
            with seldom_collecting():
                running.go(progress or (lambda done, total: None))
        except BaseException:
            with transaction.atomic():
                rehearsal.changes.all().delete()
                rehearsal.pay.all().delete()
            raise
        with transaction.atomic():
            running.keep()
            Rehearsal.objects.of(rehearsal.of_version_id).filter(asked_at__lt=rehearsal.asked_at).delete()
    return rehearsal


class _Running:
    def __init__(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self.on = rehearsal.effective_on
        self.compared = Compared(rehearsal.of_version, self.on)
        with reading_only():
            self.before, self.after = self.compared.without(self.on), self.compared.with_it(self.on)
            self.changed = self.compared.changed
            self.staff = self.staff_after = Staff.on(self.on)
            self.team_names = dict(Team.objects.values_list("pk", "name"))
            self.redrawn = self._redrawn()
        if self.redrawn:
            self.staff_after = self.redrawn.staff
        self.counts: dict[str, dict[str, int]] = {}
        self.first_weeks = [0, 0]
        self.parts = Kept()
        self.read = 0
        self.hours = self.money = None
        if workload.is_touched(self.changed):
            self.hours = workload.Workload(self.compared.lasting_without, self.compared.lasting_with_it, self.on)
        if money.is_touched(self.changed):
            self.money = money.Money(self.compared, money.first_whole_week(self.on))

    def _redrawn(self) -> Redrawn | None:
        """Who would do the work by the draft's teams and posts, where it redraws them."""
        structure = self.after[workload.STRUCTURE]
        if workload.STRUCTURE not in self.changed or structure is None:
            return None
        self.people = dict(User.objects.values_list("pk", "name"))
        return staff_under(structure, self.on)

    def go(self, progress: Progress) -> None:
        subjects = [kind for kind in catalogue.subjects() if self._is_read(kind)]
        total = sum(how_many(kind) for kind in subjects)
        for subject_kind in subjects:
            for ids in keys_in_batches(subject_kind):
                with reading_only():
                    found = self._read(subject_kind, ids)
                with transaction.atomic():
                    RehearsedChange.objects.bulk_create(found.changes)
                    RehearsedPay.objects.bulk_create(found.pay)
                self.read += len(ids)
                progress(self.read, max(total, self.read))

    def keep(self) -> None:
        """The figures of the whole, in the rehearsal's own row. Reads the posts as they are now."""
        rehearsal = self.rehearsal
        rehearsal.records_read = self.read
        rehearsal.standing_stamp = standing_stamp(self.before, self.on)
        rehearsal.settings = [_said(difference) for difference in self.compared.differences]
        rehearsal.counts = self.counts
        rehearsal.first_weeks = self.first_weeks
        rehearsal.parts = self.parts.plain
        rehearsal.workload = self.hours.to_plain(self.redrawn) if self.hours else {}
        rehearsal.money = self.money.to_plain() if self.money else {}
        rehearsal.finished_at = timezone.now()
        rehearsal.save()

    def _is_read(self, subject_kind: str) -> bool:
        return bool(
            self._kinds(subject_kind)
            or (self.hours and workload.recurrent(subject_kind))
            or (self.money and subject_kind == money.SUBJECT)
        )

    def _kinds(self, subject_kind: str) -> tuple[DutyKind, ...]:
        """The kinds of duty that read something of what changes: no other can find anything else.

        A duty about the policy itself reads all of it; and teams drawn otherwise may hand on duties of every kind.
        """
        kinds = catalogue.duties_of(subject_kind)
        if subject_kind == POLICY or self.redrawn:
            return kinds
        return tuple(kind for kind in kinds if self.changed.intersection(kind.settings))

    def _read(self, subject_kind: str, ids: list[UUID]) -> Found:
        kinds = self._kinds(subject_kind)
        self.staff_after.workers = self.staff.with_allocations(subject_kind, ids, self.on).workers
        changes: dict[UUID, list[Moved]] = {}
        counts_hours = self.hours if self.hours and workload.recurrent(subject_kind) else None
        for facts in facts_on_demand(subject_kind, ids) if kinds or counts_hours else ():
            if kinds:
                without = evaluate(facts, self.before, self.on, kinds=kinds)
                with_it = evaluate(facts, self.after, self.on, kinds=kinds)
                self.first_weeks[0] += due_soon(without, self.on)
                self.first_weeks[1] += due_soon(with_it, self.on)
                whose = self._whose(facts.subject_id) if self.redrawn else None
                if found := list(moved(without, with_it, self.on, whose=whose)):
                    changes[facts.subject_id] = found
                    counted(found, self.counts)
            if counts_hours:
                counts_hours.add(facts, self.staff, self.staff_after)
        paid = self.money.add(ids) if self.money and subject_kind == money.SUBJECT else []
        names = called(subject_kind, {*changes, *(each.household_id for each in paid)}) if changes or paid else {}
        return Found(
            [self._change(subject_kind, key, names[key], each) for key, all_of in changes.items() for each in all_of],
            [self._pay(names[each.household_id], each) for each in paid],
        )

    def _change(self, subject_kind: str, key: UUID, name: tuple[str, str], change: Moved) -> RehearsedChange:
        finding, facts = change.finding, Kept()
        staff = self.staff_after if change.after else self.staff
        owner, team = staff.responsible_for(key, catalogue.known()[finding.kind], finding)
        new = self.redrawn.new if self.redrawn else frozenset()
        return RehearsedChange(
            rehearsal=self.rehearsal,
            subject_kind=subject_kind,
            subject_id=key,
            subject_name=name[0][:200],
            subject_reference=name[1][:40],
            kind=finding.kind,
            key=finding.key,
            change=change.change,
            due_before=change.before.due_on if change.before else None,
            due_after=change.after.due_on if change.after else None,
            becomes_overdue=change.becomes_overdue,
            stops_being_overdue=change.stops_being_overdue,
            starts_on=finding.starts_on,
            warn_from=finding.warn_from,
            note=finding.note[:80],
            owner_id=owner,
            team_id=None if team in new else team,
            team_name=self._team_name(team, after=change.after is not None),
            handed_from=self._handed_from(change),
            trace_before=fold(change.before.trace if change.before else None, self.parts, facts),
            trace_after=fold(change.after.trace if change.after else None, self.parts, facts),
            facts=facts.plain,
        )

    def _whose(self, subject_id: UUID) -> tuple[WhoseIs, WhoseIs]:
        """The worker and team of a finding about this subject, as they are and as they would be."""
        declared = catalogue.known()
        return (
            lambda finding: self.staff.responsible_for(subject_id, declared[finding.kind], finding),
            lambda finding: self.staff_after.responsible_for(subject_id, declared[finding.kind], finding),
        )

    def _team_name(self, team: UUID | None, *, after: bool) -> str:
        if team is None:
            return ""
        later = self.redrawn.names if after and self.redrawn else {}
        return later.get(team) or self.team_names[team]

    def _handed_from(self, change: Moved) -> str:
        """Worker and team as they are, where the draft hands the duty to another."""
        if change.by_before is None or change.by_after is None or change.by_before == change.by_after:
            return ""
        worker, team = change.by_before
        nobody, no_team = NOT_HELD
        named = (self.people[worker] if worker else nobody, self._team_name(team, after=False) or no_team)
        return ", ".join(named)

    def _pay(self, name: tuple[str, str], pay: money.Pay) -> RehearsedPay:
        facts = Kept()
        lines_before, lines_after = pay.lines(self.parts, facts)
        return RehearsedPay(
            rehearsal=self.rehearsal,
            household_id=pay.household_id,
            household_name=name[0][:200],
            household_reference=name[1][:40],
            before_pence=pay.before.total_pence,
            after_pence=pay.after.total_pence,
            lines_before=lines_before,
            lines_after=lines_after,
            facts=facts.plain,
        )


def _said(difference: Difference) -> dict[str, Any]:
    """One changed setting in words, with what its transition means for work under way."""
    setting = difference.setting
    return {
        "key": setting.key,
        "slug": setting.slug,
        "label": setting.label,
        "was": difference.before.in_words(),
        "becomes": difference.after.in_words(),
        "parts": list(difference.parts),
        "transition": setting.change_in_words(),
    }
