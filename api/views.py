"""What every view of the API does the same way: find, ask, act, answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api import concurrency
from api.access import Guarded
from api.fields import In, Out
from api.filters import Filters, narrowed
from api.idempotency import once
from api.pagination import RECORDED, Order, page_of
from hearth import audit
from hearth.access import PUBLIC, Actor
from hearth.context import current_request_id
from hearth.errors import RuleBroken
from hearth.records import Record
from tenants.isolation.history import history_context

UNSAFE = ("post", "put", "patch", "delete")


class ApiView(Guarded, APIView):
    """One address. What it takes and gives is declared, for the caller's check and for the OpenAPI document.

    `capability`, `summary`: by method. `takes`: the body of POST, PUT or PATCH. `gives`: one record of the answer.
    `changes`: its POST, PUT, PATCH or DELETE changes a record that was read, so that If-Match is asked for.
    `status`: of a successful POST. `is_list`: GET gives a page of `gives`. `query`: parameters of another GET.
    """

    http_method_names = ["get", "head", "post", "put", "patch", "delete"]
    tag: ClassVar[str]
    summary: ClassVar[Mapping[str, str]]
    takes: ClassVar[type[In] | None] = None
    gives: ClassVar[type[Out]]
    gives_by_method: ClassVar[Mapping[str, type[Out]]] = {}
    changes: ClassVar[bool] = False
    status: ClassVar[int] = 201
    is_list: ClassVar[bool] = False
    filters: ClassVar[type[Filters] | None] = None
    orders: ClassVar[Mapping[str, Order]] = RECORDED
    query: ClassVar[type[In] | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for method in UNSAFE:
            if method in cls.__dict__:
                setattr(cls, method, _whole(cls.__dict__[method]))

    @property
    def actor(self) -> Actor:
        actor: Actor = self.request.actor  # set by middleware or by the token
        return actor

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")  # ASVS 5.0 14.3.2
        return response

    # --- Finding and asking.

    def find(self, records: QuerySet[Any], key: Any) -> Any:
        """The record with this key among those that the caller may see; otherwise 404, whichever it is."""
        found = records.filter(pk=key).first()
        if found is None:
            raise Http404
        return found

    def refer(self, records: QuerySet[Any], key: Any, field: str) -> Any:
        """The record that a field of the body names; None for None. Raises RuleBroken beside the field."""
        if key is None:
            return None
        found = records.filter(pk=key).first()
        if found is None:
            raise RuleBroken("api.unknown_reference", "Nothing that you may see has this id", field=field)
        return found

    def refer_each(self, records: QuerySet[Any], keys: Iterable[Any], field: str) -> list[Any]:
        """The records that a list of the body names, in its order, in one query."""
        wanted = list(keys)
        known = {record.pk: record for record in records.filter(pk__in=wanted)}
        if any(key not in known for key in wanted):
            raise RuleBroken("api.unknown_reference", "Nothing that you may see has one of these ids", field=field)
        return [known[key] for key in wanted]

    def asked(self) -> dict[str, Any]:
        """The body, in its proper shape. Raises ValidationError (400)."""
        assert self.takes is not None
        body = self.takes(data=self.request.data, partial=self.request.method == "PATCH")
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def asked_query(self) -> dict[str, Any]:
        """The parameters of a GET that is no list, in their proper shape."""
        assert self.query is not None
        query = self.query(data=self.request.query_params.dict())
        query.is_valid(raise_exception=True)
        return dict(query.validated_data)

    def expected(self, record: Record) -> int:
        """The version that the caller has read (If-Match), for the act. Raises 428 or 412."""
        assert self.changes, "declare `changes` on the view, so that the document says so"
        return concurrency.expected_version(self.request, record)

    # --- Answering.

    def answer(self, record: Any, *, status: int = 200, out: type[Out] | None = None) -> Response:
        """One record, with its ETag when it is a row."""
        data = self._out(out)().to_representation(record)
        headers = {}
        if isinstance(record, Record):
            headers["ETag"] = concurrency.etag(record, JSONRenderer().render(data))
        return Response(data, status=status, headers=headers)

    def done(self, record: Any, *, out: type[Out] | None = None) -> Response:
        """The answer to an act: what it made or changed."""
        return self.answer(record, status=self.status, out=out)

    def opened(self, record: Any, *, reading: str = "the record of", of: Any = None) -> Response:
        """One record, opened: a reading of `of` (the record itself) in the audit, unless nothing is sent (304)."""
        answer = self.answer(record)
        if "ETag" in answer.headers and concurrency.is_unchanged(self.request, answer["ETag"]):
            return Response(status=304, headers={"ETag": answer["ETag"]})
        audit.read(of or record, by=self.actor, what=reading)
        return answer

    def shown(self, record: Any) -> Response:
        """One record that is no person's file."""
        answer = self.answer(record)
        if "ETag" in answer.headers and concurrency.is_unchanged(self.request, answer["ETag"]):
            return Response(status=304, headers={"ETag": answer["ETag"]})
        return answer

    def listed(self, records: QuerySet[Any], *, reading: str = "") -> Response:
        """A page of records. `reading` names what is read where they are people's ("households"): one audit entry."""
        page = page_of(self.request, narrowed(self.request, records, self.filters), self.orders)
        if reading and page.rows:
            audit.read_list(reading, audit.keys_told(page.rows), by=self.actor, count=len(page.rows))
        rows = self.prepared(page.rows)
        write = self._out(None)().to_representation
        return Response(page.to_json([write(row) for row in rows]))

    def prepared(self, rows: list[Any]) -> list[Any]:
        """The rows of a page, before they are written: a place to add what comes from elsewhere, for all at once."""
        return rows

    def _out(self, out: type[Out] | None) -> type[Out]:
        return out or self.gives_by_method.get(str(self.request.method), self.gives)


def _whole(handler: Callable[..., Response]) -> Callable[..., Response]:
    """An unsafe method is done whole or not at all, once for each Idempotency-Key, and row history names the caller."""

    @wraps(handler)
    def act(view: ApiView, request: Request, *args: Any, **kwargs: Any) -> Response:
        actor = view.actor
        with history_context(current_request_id(), actor=actor.id, kind=actor.kind), transaction.atomic():
            return once(request, lambda: handler(view, request, *args, **kwargs))

    return act


class NoSuchAddress(Guarded, APIView):
    """Whatever is asked for below /api/ and is not there: a problem, not a page."""

    http_method_names = ["get", "head", "post", "put", "patch", "delete", "options"]
    capability = dict.fromkeys(("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"), PUBLIC)
    authentication_classes = ()
    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        raise Http404

    post = put = patch = delete = options = get
