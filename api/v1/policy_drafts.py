"""Writing drafts of policy: opened, and one setting after the other stated in them or taken out again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api import concurrency
from api.fields import Choice, In, Text, YesNo
from api.problems import Complaint, Problem
from api.v1.policy_versions import PolicyValueOut, PolicyVersionInFullOut, stated, version_in_full
from api.views import ApiView
from config_per_tenant.packs import PackRefused
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.statement import STATES, Note, Source
from config_per_tenant.versions import actions
from config_per_tenant.versions.applying import day_of
from config_per_tenant.versions.checking import ValuesRefused
from config_per_tenant.versions.models import PolicyValue, PolicyVersion

WORDS, MOST = 2000, 50  # characters of a text; sources or notes of a value


class PolicyDraftIn(In):
    title = Text(max_length=120, help_text="What this change is about")


class Drafts(ApiView):
    tag = "Policy"
    capability = {"POST": "policy.open_draft"}
    summary = {"POST": "Open a draft of policy"}
    takes, gives = PolicyDraftIn, PolicyVersionInFullOut

    def post(self, request: Request) -> Response:
        """It changes nothing until settings are stated in it, and nothing is in force until somebody else approves."""
        return self.done(version_in_full(self, actions.open_draft(by=self.actor, **self.asked()).pk))


class SourceIn(In):
    title = Text(max_length=200)
    section = Text(required=False, max_length=200, allow_blank=True)
    publisher = Text(required=False, max_length=200, allow_blank=True)
    period = Text(required=False, max_length=100, allow_blank=True)


class NoteIn(In):
    text = Text(max_length=WORDS)
    source = SourceIn(required=False)  # type: ignore[assignment]  # a field of ours, not where this one reads from


class Anything(serializers.JSONField):
    """Whatever JSON can say, null as well: the act says in words what a setting takes."""

    def validate_empty_values(self, data: Any) -> tuple[bool, Any]:
        return (True, None) if data is None else super().validate_empty_values(data)


class PolicyValueIn(In):
    state = Choice(choices=list(STATES.items()))
    value = Anything(required=False, help_text="As plain data, when the state is `set`")
    sources = SourceIn(many=True, required=False, max_length=MOST)  # type: ignore[call-arg]  # many=True takes it
    notes = NoteIn(many=True, required=False, max_length=MOST)  # type: ignore[call-arg]  # many=True takes it
    ambiguity = Text(required=False, max_length=WORDS, allow_blank=True)
    example = YesNo(required=False, help_text="No document prints it: for demonstration")


class PolicyDraftValueOut(PolicyValueOut):
    in_draft = YesNo(help_text="false: as it is in force; the draft does not change it")


class DraftValue(ApiView):
    tag = "Policy"
    capability = {"GET": "policy.view", "PUT": "policy.change", "DELETE": "policy.change"}
    summary = {
        "GET": "Read one setting as a draft states it",
        "PUT": "State in a draft what one setting becomes",
        "DELETE": "Take the change of one setting out of a draft",
    }
    takes, gives, changes = PolicyValueIn, PolicyDraftValueOut, True

    def get(self, request: Request, version_id: UUID, key: str) -> Response:
        """Its ETag is asked for by PUT and DELETE, also where the draft does not change the setting yet."""
        answer = self._answer(self._draft(version_id), key)
        if concurrency.is_unchanged(self.request, answer["ETag"]):
            return Response(status=304, headers={"ETag": answer["ETag"]})
        return answer

    def put(self, request: Request, version_id: UUID, key: str) -> Response:
        """Sources and notes that are left out stay as the draft has them. A value beyond the law is refused."""
        draft = self._draft(version_id)
        seen = self._seen(draft, key)
        asked = self.asked()
        if "sources" in asked:
            asked["sources"] = tuple(Source(**one) for one in asked["sources"])
        if "notes" in asked:
            asked["notes"] = tuple(_note(one) for one in asked["notes"])
        with naming_each_part("value"):
            actions.change_value(draft, key, seen=seen, by=self.actor, **asked)
        return self._answer(draft, key)

    def delete(self, request: Request, version_id: UUID, key: str) -> Response:
        draft = self._draft(version_id)
        self._seen(draft, key)
        actions.discard_change(draft, key, by=self.actor)
        return self._answer(draft, key)

    def _draft(self, version_id: UUID) -> PolicyVersion:
        if self.kwargs["key"] not in SETTINGS:
            raise Http404
        draft: PolicyVersion = self.find(PolicyVersion.objects.visible_to(self.actor), version_id)
        return draft

    def _seen(self, draft: PolicyVersion, key: str) -> int:
        """The number of the draft's value that the caller has read; 0 while the draft does not change the setting."""
        mine = draft.values.filter(key=key).first()
        return self.expected(mine or PolicyValue(in_version=draft, key=key, version=0))

    def _answer(self, draft: PolicyVersion, key: str) -> Response:
        mine = draft.values.filter(key=key).first()
        told = stated(mine) if mine else _as_it_stands(draft, key)
        answer = self.answer({**told, "in_draft": mine is not None})
        record = mine or PolicyValue(in_version=draft, key=key, version=0)
        answer.headers["ETag"] = concurrency.etag(record, JSONRenderer().render(answer.data))
        return answer


class PolicyBorrowingIn(In):
    council = Text(max_length=60, help_text="The slug of a council with a published pack")
    keys = serializers.ListField(child=Text(max_length=80), required=False, max_length=300)
    group = Text(required=False, max_length=40, help_text="All of one group of settings, in place of `keys`")


class Borrowing(ApiView):
    tag = "Policy"
    capability = {"POST": "policy.change"}
    summary = {"POST": "Borrow settings from what another council has published"}
    takes, gives = PolicyBorrowingIn, PolicyVersionInFullOut

    def post(self, request: Request, version_id: UUID) -> Response:
        """Each comes with its published source. What law does not allow is left out."""
        draft = self.find(PolicyVersion.objects.visible_to(self.actor), version_id)
        actions.borrow(draft, by=self.actor, **self.asked())
        return self.done(version_in_full(self, draft.pk))


class PolicyImportIn(In):
    name = Text(max_length=120, help_text="The file's name, for the audit")
    text = Text(max_length=1_000_000, trim_whitespace=False, help_text="A policy file (YAML)")


class FileImport(ApiView):
    tag = "Policy"
    capability = {"POST": "policy.change"}
    summary = {"POST": "Import a policy file into a draft: all of it, or nothing"}
    takes, gives = PolicyImportIn, PolicyVersionInFullOut

    def post(self, request: Request, version_id: UUID) -> Response:
        """Only what differs from what is in force becomes a change. Every fault is named, with its line."""
        draft = self.find(PolicyVersion.objects.visible_to(self.actor), version_id)
        asked = self.asked()
        try:
            actions.import_file(draft, asked["text"], name=asked["name"], by=self.actor)
        except PackRefused as refused:
            raise _of_file(refused) from refused
        return self.done(version_in_full(self, draft.pk))


class PolicyRollBackIn(In):
    keys = serializers.ListField(
        child=Text(max_length=80), required=False, max_length=300, help_text="Some of its settings; all when left out"
    )


class RollBack(ApiView):
    tag = "Policy"
    capability = {"POST": "policy.open_draft"}
    summary = {"POST": "Open a draft that restores what stood before a version"}
    takes, gives = PolicyRollBackIn, PolicyVersionInFullOut

    def post(self, request: Request, version_id: UUID) -> Response:
        """What later versions changed since is restored too. What law no longer allows is left out."""
        version = self.find(PolicyVersion.objects.visible_to(self.actor), version_id)
        return self.done(version_in_full(self, actions.roll_back(version, by=self.actor, **self.asked()).version.pk))


@contextmanager
def naming_each_part(root: str) -> Iterator[None]:
    """Every part of a value that may not stand, each beside its place in the body and with its provision."""
    try:
        yield
    except ValuesRefused as refused:
        complaints = [
            Complaint(
                ".".join(part for part in (root, each.fault.path) if part),
                refused.code,
                each.fault.words,
                each.fault.source,
            )
            for each in refused.found
        ]
        raise Problem("rule-broken", refused.message, code=refused.code, complaints=complaints) from refused


def _note(plain: dict[str, Any]) -> Note:
    return Note(plain["text"], Source(**plain["source"]) if "source" in plain else None)


def _as_it_stands(draft: PolicyVersion, key: str) -> dict[str, Any]:
    entry = policy_on(day_of(draft)).entry(key)
    return {
        "key": key,
        "label": entry.setting.label,
        "state": entry.state,
        "value": entry.plain,
        "in_words": entry.in_words(),
        "sources": entry.sources,
        "notes": entry.notes,
        "ambiguity": entry.ambiguity,
        "example": entry.example,
        "version": 0,
    }


def _of_file(refused: PackRefused) -> Problem:
    complaints = [
        Complaint(
            ".".join(part for part in ("text", fault.key, fault.path) if part),
            "policy.file_fault",
            f"Line {fault.line}: {fault.words}" if fault.line else fault.words,
            fault.source,
        )
        for fault in refused.faults
    ]
    words = (
        "The file has a fault. Nothing was imported."
        if len(complaints) == 1
        else (f"The file has {len(complaints)} faults. Nothing was imported.")
    )
    return Problem("rule-broken", words, code="policy.file_refused", complaints=complaints)
