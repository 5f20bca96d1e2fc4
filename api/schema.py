"""The OpenAPI document: each operation as its view declares it, with the headers and problems that all share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent

from api.examples import example_of
from api.fields import In, Text
from api.filters import YesNoFilter
from api.idempotency import HEADER, KEPT_HOURS, REPLAYED
from api.pagination import LARGEST_PAGE, PAGE_SIZE
from api.problems import KINDS, MEDIA_TYPE, TYPES_ADDRESS

if TYPE_CHECKING:
    from api.views import ApiView

JSON = "application/json"
WITH_A_BODY = ("POST", "PUT", "PATCH")
PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457). `code` and `errors[].code` are stable; words may change.",
    "required": ["type", "title", "status", "detail", "code", "errors", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "For people: what to do"},
        "code": {"type": "string", "description": "For programs: the rule, such as visits.in_future"},
        "source": {"type": "string", "description": "Where the rule comes from, such as SI 2011/581 r28(2)"},
        "why": {
            "type": "object",
            "description": "What a refusal rests on, as a trace: rule, facts, settings with version and source, steps,"
            " and what the version before said. Left out when there is nothing to add.",
        },
        "version": {"type": ["integer", "null"], "description": "Of the record as it stands now, with a 412"},
        "capability": {"type": "string", "description": "What the account may not do"},
        "roles": {"type": "array", "items": {"type": "string"}, "description": "Roles that may"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message", "source"],
                "properties": {
                    "field": {"type": "string", "description": "Path of the field, parameter or header; empty for all"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                    "source": {"type": "string"},
                },
            },
        },
        "request_id": {"type": "string", "description": "To quote when asking for help"},
    },
}
PROBLEM_EXAMPLE = {
    "type": "/api/problems/#rule-broken",
    "title": "This is against law or policy",
    "status": 422,
    "detail": "Date of visit must be today or in the past",
    "code": "visits.in_future",
    "errors": [
        {
            "field": "made_on",
            "code": "visits.in_future",
            "message": "Date of visit must be today or in the past",
            "source": "",
        }
    ],
    "request_id": "5f0c9e1b2d3a4c5e8f7a6b5c4d3e2f10",
    "source": "",
}
GUIDE = f"""
The fostering service of one council, by program. Every operation is the same act as its page, with the same rules.

**Signing in.** `Authorization: Bearer hearth_…`, a token that an administrator of this council issued to the
program's own account. It does what the account's roles may do; what they may not see is *not found*.

**Lists** come {PAGE_SIZE} at a time (`limit`, at most {LARGEST_PAGE}) with `next` and `previous`: follow them as given.
A parameter that a list does not have is refused.

**Changes** of a record name the version they were made from: `If-Match` with its `ETag`, or its `version` in
quotation marks. 412 means that somebody else was first. `If-None-Match` gives 304 when nothing is different.

**Sending again** is safe with an `Idempotency-Key`: the same key with the same body is done once in {KEPT_HOURS} hours.

**Errors** are `{MEDIA_TYPE}` (RFC 9457). `code` names the rule, `source` where it comes from. See [the types of
problem]({TYPES_ADDRESS}).

**Money** is whole pence (`20300` is £203.00), days are `YYYY-MM-DD` from 1900 to 2199, times are RFC 3339 with offset.
Reading people's records is kept in the audit.
"""
TAGS = {
    "Me": "Who is calling, and what they may do.",
    "People": "Persons whom the service works with.",
    "Households": "Fostering households, who lives in them, where, and what changed.",
    "Approvals": "Approvals to foster, their terms and endings.",
    "Reviews": "Reviews of approval.",
    "Training": "Carers' completion of the training, support and development standards.",
    "Children": "Children whom the service may place.",
    "Placements": "Which child lives where, from when until when.",
    "Visits": "Supervision visits: planned, made, corrected.",
    "Staffing": "Teams, posts, staff, and who works with whom.",
    "Duties": "What is due, by when, for whom, and why.",
    "Enquiries": "People who ask about fostering.",
    "Payments": "Fee standings, and what a week is worth, line by line.",
    "Policy": "The council's policy on a day, with its sources; its versions, drafts of it, and changes of law.",
    "Audit": "What was done and what was read.",
}


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "api.authentication.TokenOfThisTenant"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "hearth_…",
            "description": "A token that an administrator of this council issued to an account. It has its roles.",
        }


class StaffSessionScheme(SessionScheme):
    target_class = "api.authentication.StaffSession"
    name = "session"


class Operation(AutoSchema):
    """One operation, from what its view declares (see `api.views.ApiView`)."""

    view: ApiView  # type: ignore[override]  # the one kind that we have

    def get_operation(self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any) -> Any:
        self.registry, self.path, self.path_regex, self.path_prefix = registry, path, path_regex, path_prefix
        self.method = method.upper()
        view = self.view
        if self.method not in view.capability:
            return None
        operation: dict[str, Any] = {
            "operationId": self.get_operation_id(),
            "summary": view.summary[self.method],
            "description": self._described(),
            "tags": [view.tag],
            "parameters": self._parameters(),
            "security": self.get_auth(),
        }
        if self.method in WITH_A_BODY and view.takes is not None:
            operation["requestBody"] = self._body()
        operation["responses"] = self._responses()
        return operation

    def get_operation_id(self) -> str:
        words = [part.replace("-", "_") for part in self._tokenize_path()]
        read = "list" if self.view.is_list else "open" if self.path.endswith("}") else "get"
        verb = {"GET": read, "POST": "create", "PUT": "state", "PATCH": "change", "DELETE": "remove"}[self.method]
        return "_".join([verb, *words])

    def _described(self) -> str:
        handler = getattr(self.view, self.method.lower())
        words = [(handler.__doc__ or "").strip()]
        capability = self.view.capability[self.method]
        words.append("Needs a signed-in account." if capability == "signed_in" else f"Needs `{capability}`.")
        return "\n\n".join(word for word in words if word)

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """HouseholdOut and HouseholdIn are `Household` and `HouseholdRequest` to the reader."""
        name = type(serializer).__name__
        return name.removesuffix("In") if direction == "request" else name.removesuffix("Out")

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False) -> Any:
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        if direction == "request" and isinstance(field, Text) and not field.allow_blank:
            schema["pattern"] = r"\S"  # text is trimmed: spaces alone are nothing
        return schema

    def _parameters(self) -> list[dict[str, Any]]:
        view = self.view
        found = [dict(one) for one in self._resolve_path_parameters(_variables(self.path))]
        if self.method == "GET":
            if view.is_list:
                found += [*_of_filters(view.filters), *_of_pages(view.orders)]
            elif view.query is not None:
                found += self._of_query(view.query)
            else:
                found.append(_header("If-None-Match", "The ETag held; 304 when nothing is different.", required=False))
            return found
        if view.changes:
            words = 'The ETag of the record as it was read, or its `version` in quotation marks: "3".'
            found.append({**_header("If-Match", words, required=True), "example": '"3-9f2c41aa"'})
        if self.method == "POST":
            words = "A new key for each thing to be done. Sent again within 24 hours, it is answered and not repeated."
            schema = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]{1,255}$"}
            found.append({**_header(HEADER, words, required=False), "schema": schema})
        return found

    def _of_query(self, query: type[In]) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "in": "query",
                "required": field.required,
                "description": str(field.help_text or ""),
                "schema": self._map_serializer_field(field, "request"),
            }
            for name, field in query().fields.items()
        ]

    def _body(self) -> dict[str, Any]:
        shape = self.view.takes
        assert shape is not None, "asked only of a view that takes a body"
        taken = shape(partial=self.method == "PATCH")
        component = self.resolve_serializer(taken, "request")
        example = example_of(shape()) or _anything(shape())
        media = {"schema": component.ref, "example": example}
        return {"required": True, "content": {JSON: media}}

    def _responses(self) -> dict[str, Any]:
        view = self.view
        gives = view.gives_by_method.get(self.method, view.gives)
        ref = self.resolve_serializer(gives(), "response").ref
        schema = self._page_of(ref, gives) if self.method == "GET" and view.is_list else ref
        example: Any = example_of(gives())
        if self.method == "GET" and view.is_list:
            example = {"next": None, "previous": None, "results": [example]}
        media: dict[str, Any] = {"schema": schema, "example": example}
        code = str(view.status) if self.method == "POST" else "200"
        words = {"200": "As asked.", "201": "Recorded.", "202": "Asked for: a worker does it."}[code]
        responses = {code: {"description": words, "content": {JSON: media}, "headers": self._headers()}}
        if self.method == "GET" and not view.is_list and view.query is None:
            responses["304"] = {"description": "Nothing is different from what If-None-Match names."}
        return responses | self._problems()

    def _headers(self) -> dict[str, Any]:
        headers = {"X-Request-ID": {"schema": {"type": "string"}, "description": "To quote when asking for help"}}
        if not (self.method == "GET" and (self.view.is_list or self.view.query is not None)):
            headers["ETag"] = {"schema": {"type": "string"}, "description": "The version of this record"}
        if self.method == "POST":
            words = "Present when this is the kept answer of an earlier request with the same key"
            headers[REPLAYED] = {"schema": {"type": "string", "enum": ["true"]}, "description": words}
        return headers

    def _page_of(self, ref: Any, gives: Any) -> Any:
        page = ResolvedComponent(
            name=f"{self._get_serializer_name(gives(), 'response')}Page",
            type=ResolvedComponent.SCHEMA,
            object=f"{gives.__name__}Page",
            schema={
                "type": "object",
                "required": ["next", "previous", "results"],
                "properties": {
                    "next": {"type": ["string", "null"], "format": "uri-reference"},
                    "previous": {"type": ["string", "null"], "format": "uri-reference"},
                    "results": {"type": "array", "items": ref},
                },
            },
        )
        self.registry.register_on_missing(page)
        return page.ref

    def _problems(self) -> dict[str, Any]:
        """The problems that this operation can answer with, by status."""
        view = self.view
        slugs = ["invalid", "not-signed-in", "not-permitted", "not-acceptable"]
        if "{" in self.path:
            slugs.append("not-found")
        if self.method in (*WITH_A_BODY, "DELETE"):
            slugs += ["state-conflict", "too-large", "unsupported-media-type", "rule-broken"]
            if view.changes:
                slugs += ["stale", "precondition-required"]
        elif view.query is not None:
            slugs.append("rule-broken")
        slugs += ["fault", "unavailable"]
        component = ResolvedComponent(name="Problem", type=ResolvedComponent.SCHEMA, object="Problem", schema=PROBLEM)
        self.registry.register_on_missing(component)
        return {
            str(KINDS[slug].status): {
                "description": f"{KINDS[slug].title}. {KINDS[slug].advice}",
                "content": {MEDIA_TYPE: _problem_media(slug, component.ref)},
            }
            for slug in sorted(slugs, key=lambda slug: KINDS[slug].status)
        }


def _problem_media(slug: str, ref: Any) -> dict[str, Any]:
    return {"schema": ref, "example": PROBLEM_EXAMPLE} if slug == "rule-broken" else {"schema": ref}


def _anything(taken: In) -> dict[str, Any]:
    """An example where nothing is needed: the first field there is."""
    first = next(iter(taken.fields.values()))
    first.required = True
    return example_of(taken)


def _variables(path: str) -> list[str]:
    return [part[1:-1] for part in path.split("/") if part.startswith("{")]


def _header(name: str, description: str, *, required: bool) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": description,
        "schema": {"type": "string"},
    }


def _of_filters(filters: Any) -> list[dict[str, Any]]:
    found = []
    for name, one in (filters.base_filters if filters else {}).items():
        parameter = {"name": name, "in": "query", "required": False, "schema": _schema_of(one)}
        found.append({**parameter, "description": str(one.extra.get("help_text") or one.label or "")})
    return found


def _schema_of(one: django_filters.Filter) -> dict[str, Any]:
    if isinstance(one, YesNoFilter):
        return {"type": "boolean"}
    if isinstance(one, django_filters.UUIDFilter):
        return {"type": "string", "format": "uuid"}
    if isinstance(one, django_filters.DateFilter):
        return {"type": "string", "format": "date"}
    if isinstance(one, django_filters.ChoiceFilter):
        return {"type": "string", "enum": [code for code, _ in one.extra["choices"]]}
    return {"type": "string", "minLength": 1, "maxLength": one.extra.get("max_length", 200)}


def _of_pages(orders: Any) -> list[dict[str, Any]]:
    usual = next(iter(orders))
    words = "; ".join(f"`{name}`: {order.words}" for name, order in orders.items())
    return [
        {
            "name": "order",
            "in": "query",
            "required": False,
            "description": f"{words}. Usual: `{usual}`.",
            "schema": {"type": "string", "enum": list(orders), "default": usual},
        },
        {
            "name": "limit",
            "in": "query",
            "required": False,
            "description": "How many on a page.",
            "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
        },
        {
            "name": "cursor",
            "in": "query",
            "required": False,
            "description": "Where the page starts: take it from `next` or `previous`, and do not make one.",
            "schema": {"type": "string", "minLength": 1},
        },
    ]


def finished(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """What the document says as a whole: bodies have no further fields, and tags are explained."""
    result["info"]["description"] = GUIDE.strip()
    schemas = result["components"]["schemas"]
    for name, schema in schemas.items():
        if name.endswith("Request"):
            schema["additionalProperties"] = False
    used = {tag for path in result["paths"].values() for one in path.values() for tag in one["tags"]}
    result["tags"] = [{"name": name, "description": words} for name, words in TAGS.items() if name in used]
    return result
