"""A stand-in for a Kubernetes API server: as much as the real helm needs to install, upgrade and run its hooks.

It stores what it is sent, checks it against Kubernetes' own schemas, refuses a changed selector as a real server does,
and says of each Job whether it succeeded. It schedules nothing: there are no pods, no controllers and no network.
Helm's release Secrets arrive as protobuf (see stand_in_protobuf.py), everything else as JSON.

    with StandInCluster() as cluster:
        subprocess.run([helm, "install", "hearth", "helm", "--kube-apiserver", cluster.url, ...])
        cluster.find("deployments", "hearth-web")
"""

import json
import re
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlparse

import kubernetes_validate
import yaml

from tests.deployment.stand_in_merging import merge_patch, strategic_merge
from tests.deployment.stand_in_protobuf import MAGIC, decode_secret

KUBE_VERSION = "1.34"
KINDS: dict[str, dict[str, str]] = {
    "v1": {
        "configmaps": "ConfigMap",
        "namespaces": "Namespace",
        "persistentvolumeclaims": "PersistentVolumeClaim",
        "pods": "Pod",
        "secrets": "Secret",
        "serviceaccounts": "ServiceAccount",
        "services": "Service",
    },
    "apps/v1": {"deployments": "Deployment", "replicasets": "ReplicaSet", "statefulsets": "StatefulSet"},
    "autoscaling/v2": {"horizontalpodautoscalers": "HorizontalPodAutoscaler"},
    "batch/v1": {"cronjobs": "CronJob", "jobs": "Job"},
    "gateway.networking.k8s.io/v1": {"httproutes": "HTTPRoute"},
    "networking.k8s.io/v1": {"ingresses": "Ingress", "networkpolicies": "NetworkPolicy"},
    "policy/v1": {"poddisruptionbudgets": "PodDisruptionBudget"},
}
WITHOUT_SCHEMA = {"HTTPRoute"}  # a custom resource: the tests assert its shape by hand
CLOSING_A_WATCH_SECONDS = 0.2

Object = dict[str, Any]


class Place(NamedTuple):
    """Where an object lives."""

    version: str
    resource: str
    namespace: str | None
    name: str


class Write(NamedTuple):
    """One thing that a client did, in the order in which they came; RAN and FAILED are what became of a Job."""

    verb: str
    resource: str
    name: str


class Refused(Exception):
    """An answer other than success, as Kubernetes words it."""

    def __init__(self, code: int, reason: str, message: str = "") -> None:
        super().__init__(message or reason)
        self.code, self.reason = code, reason


@dataclass
class StandInCluster:
    """The server and all that it stores. `job_succeeds` decides what becomes of each Job."""

    job_succeeds: Callable[[Object], bool] = lambda job: True
    objects: dict[Place, Object] = field(default_factory=dict)
    writes: list[Write] = field(default_factory=list)

    def __enter__(self) -> "StandInCluster":
        self.lock = threading.RLock()
        self.revision = 1
        handler = type("Handler", (_Handler,), {"cluster": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def find(self, resource: str, name: str) -> Object | None:
        """Give one object by resource and name, whatever its namespace."""
        return next((found for at, found in self.objects.items() if (at.resource, at.name) == (resource, name)), None)

    def names(self, resource: str) -> set[str]:
        return {at.name for at in self.objects if at.resource == resource}

    # --- What the handler asks for; each under the lock.

    def read(self, at: Place) -> Object:
        if at not in self.objects:
            raise Refused(404, "NotFound", f"{at.resource} {at.name!r} not found")
        return self.objects[at]

    def listed(self, at: Place, field_selector: str, label_selector: str) -> list[Object]:
        found = [stored for place, stored in self.objects.items() if place[:3] == at[:3]]
        if field_selector.startswith("metadata.name="):
            found = [o for o in found if o["metadata"]["name"] == field_selector.removeprefix("metadata.name=")]
        for condition in filter(None, label_selector.split(",")):
            label, _, value = condition.partition("=")
            found = [o for o in found if o["metadata"].get("labels", {}).get(label) == value]
        return found

    def create(self, at: Place, sent: Object) -> Object:
        metadata = sent["metadata"]
        name = metadata.get("name") or metadata["generateName"] + uuid.uuid4().hex[:5]
        metadata["name"] = name
        at = at._replace(name=name)
        self.writes.append(Write("POST", at.resource, name))
        if at in self.objects:
            raise Refused(409, "AlreadyExists", f"{at.resource} {name!r} already exists")
        return self._store(at, sent)

    def patch(self, at: Place, sent: Object, content_type: str) -> Object:
        self.writes.append(Write("PATCH", at.resource, at.name))
        applied = "apply" in content_type
        if applied:  # stored as sent: one manager is all that we have, so there is nothing to merge with
            return self._store(at, sent)
        merge = strategic_merge if "strategic" in content_type else merge_patch
        return self._store(at, merge(self.read(at), sent))

    def replace(self, at: Place, sent: Object) -> Object:
        self.writes.append(Write("PUT", at.resource, at.name))
        self.read(at)
        return self._store(at, sent)

    def delete(self, at: Place) -> None:
        self.writes.append(Write("DELETE", at.resource, at.name))
        self.read(at)
        del self.objects[at]

    def _store(self, at: Place, wanted: Object) -> Object:
        before = self.objects.get(at)
        kind = KINDS[at.version][at.resource]
        wanted.setdefault("apiVersion", at.version)
        wanted.setdefault("kind", kind)
        _check_shape(wanted)
        if before and kind == "Deployment" and before["spec"]["selector"] != wanted["spec"]["selector"]:
            raise Refused(422, "Invalid", "spec.selector: Invalid value: field is immutable")
        self.revision += 1
        metadata = wanted["metadata"]
        kept = before["metadata"] if before else {"uid": str(uuid.uuid4()), "creationTimestamp": "2026-01-01T00:00:00Z"}
        metadata.update(
            uid=kept["uid"], creationTimestamp=kept["creationTimestamp"], resourceVersion=str(self.revision)
        )
        metadata["generation"] = kept.get("generation", 0) + 1
        if at.namespace:
            metadata["namespace"] = at.namespace
        if kind == "Job":
            self._run(wanted)
        self.objects[at] = wanted
        return wanted

    def _run(self, job: Object) -> None:
        succeeded = self.job_succeeds(job)
        condition = {
            "type": "Complete" if succeeded else "Failed",
            "status": "True",
            "reason": "StandIn",
            "message": "",
        }
        job["status"] = {"conditions": [condition], "succeeded": int(succeeded), "failed": int(not succeeded)}
        self.writes.append(Write("RAN" if succeeded else "FAILED", "jobs", job["metadata"]["name"]))


def _check_shape(wanted: Object) -> None:
    """Refuse what Kubernetes' own schema refuses, a misspelt field included."""
    if wanted["kind"] in WITHOUT_SCHEMA or wanted["kind"] == "Secret":
        return
    shape = {key: value for key, value in wanted.items() if key != "status"}
    try:
        kubernetes_validate.validate(shape, KUBE_VERSION, strict=True)
    except kubernetes_validate.ValidationError as error:
        raise Refused(422, "Invalid", str(error)[:400]) from error


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body go out apart: without this each answer waits 40 ms for the other's
    cluster: StandInCluster

    PATH = re.compile(
        r"/(?:api/(?P<core>v1)|apis/(?P<group>[^/]+/[^/]+))"
        r"(?:/namespaces/(?P<namespace>[^/]+)(?=/))?(?:/(?P<resource>[^/]+)(?:/(?P<name>[^/]+))?)?"
    )

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: pytest shows what failed."""

    def answer(self) -> None:
        url = urlparse(self.path)
        # The body is read whatever comes of it, or the connection could not be used again.
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            if found := _discovery(url.path.rstrip("/")):
                self._send(200, found)
            else:
                self._resource(url.path.rstrip("/"), parse_qs(url.query), body)
        except Refused as refused:
            status = {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": refused.reason}
            self._send(refused.code, {**status, "code": refused.code, "message": str(refused)})

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def _resource(self, path: str, query: dict[str, list[str]], body: bytes) -> None:
        match = self.PATH.fullmatch(path)
        version = (match["core"] or match["group"]) if match else ""
        if not match or version not in KINDS:
            raise Refused(404, "NotFound", path)
        if not match["resource"]:
            self._send(200, _resources_of(version))
            return
        at = Place(version, match["resource"], match["namespace"], match["name"] or "")
        if at.resource not in KINDS[version]:
            raise Refused(404, "NotFound", path)
        cluster = self.cluster
        with cluster.lock:
            if self.command == "GET" and at.name:
                self._send(200, cluster.read(at))
            elif self.command == "GET":
                found = cluster.listed(at, query.get("fieldSelector", [""])[0], query.get("labelSelector", [""])[0])
                kind = KINDS[version][at.resource]
                if "watch" not in query:
                    metadata = {"resourceVersion": str(cluster.revision)}
                    self._send(
                        200, {"kind": f"{kind}List", "apiVersion": version, "metadata": metadata, "items": found}
                    )
                    return
            elif self.command == "DELETE":
                cluster.delete(at)
                self._send(200, {"kind": "Status", "apiVersion": "v1", "status": "Success"})
            elif self.command == "POST":
                self._send(201, cluster.create(at, _read(body)))
            elif self.command == "PUT":
                self._send(200, cluster.replace(at, _read(body)))
            else:
                self._send(200, cluster.patch(at, _read(body), self.headers.get("Content-Type", "")))
        if self.command == "GET" and "watch" in query and not at.name:
            self._watch(found, kind, version, initial="sendInitialEvents" in query)

    def _watch(self, found: list[Object], kind: str, version: str, *, initial: bool) -> None:
        """Tell of what is there, say that this was all, and close after a while: nothing changes by itself here."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        events: list[Object] = [{"type": "ADDED", "object": o} for o in found]
        if initial:  # Helm 4 waits for the bookmark
            annotations = {"k8s.io/initial-events-end": "true"}
            metadata = {"resourceVersion": str(self.cluster.revision), "annotations": annotations}
            bookmark = {"kind": kind, "apiVersion": version, "metadata": metadata}
            events.append({"type": "BOOKMARK", "object": bookmark})
        for event in events:
            self.wfile.write(json.dumps(event).encode() + b"\n")
        self.wfile.flush()
        time.sleep(CLOSING_A_WATCH_SECONDS)
        self.close_connection = True

    def _send(self, code: int, content: Object) -> None:
        encoded = json.dumps(content).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(encoded)))
        self.end_headers()
        self.wfile.write(encoded)


def _read(body: bytes) -> Object:
    if body.startswith(MAGIC):
        return decode_secret(body)
    content = yaml.safe_load(body) if body.lstrip()[:1] != b"{" else json.loads(body)
    if not isinstance(content, dict):
        raise Refused(400, "BadRequest", "an object was expected")
    return content


# --- What there is, as clients ask before anything else.


def _discovery(path: str) -> Object | None:
    if path == "/version":
        major, minor = KUBE_VERSION.split(".")
        return {"major": major, "minor": minor, "gitVersion": f"v{KUBE_VERSION}.0"}
    if path == "/api":
        return {"kind": "APIVersions", "versions": ["v1"]}
    if path == "/apis":
        return {"kind": "APIGroupList", "apiVersion": "v1", "groups": [_group(v) for v in KINDS if "/" in v]}
    if path == "/openapi/v3":
        places = {version: ("api/" if version == "v1" else "apis/") + version for version in KINDS}
        return {"paths": {p: {"serverRelativeURL": f"/openapi/v3/{p}?hash=1"} for p in places.values()}}
    if path.startswith("/openapi/v3/"):
        return _openapi(path.split("/", 4)[-1])
    return None


def _group(version: str) -> Object:
    named = {"groupVersion": version, "version": version.split("/")[1]}
    return {"name": version.split("/")[0], "versions": [named], "preferredVersion": named}


def _resources_of(version: str) -> Object:
    verbs = ["get", "list", "create", "patch", "update", "delete", "watch"]
    resources = [
        {"name": name, "kind": kind, "singularName": kind.lower(), "namespaced": name != "namespaces", "verbs": verbs}
        for name, kind in KINDS[version].items()
    ]
    return {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": version, "resources": resources}


def _openapi(version: str) -> Object:
    """Say of each kind that its PATCH knows `fieldValidation`: that is all that helm looks for."""
    if version not in KINDS:
        raise Refused(404, "NotFound", version)
    group, _, number = version.rpartition("/")
    parameter = {"name": "fieldValidation", "in": "query", "schema": {"type": "string"}}
    paths = {
        f"/{name}/{{name}}": {
            "patch": {
                "operationId": name,
                "responses": {},
                "parameters": [parameter],
                "x-kubernetes-group-version-kind": {"group": group, "version": number, "kind": kind},
            }
        }
        for name, kind in KINDS[version].items()
    }
    return {
        "openapi": "3.0.0",
        "info": {"title": "stand-in", "version": "1"},
        "components": {"schemas": {}},
        "paths": paths,
    }
