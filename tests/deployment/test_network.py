"""Who may speak to whom: every way in and out, as NetworkPolicies add up, allowed and refused."""

import ipaddress

import pytest

from tests.deployment.chart import Object, pod_templates, render

pytestmark = pytest.mark.deployment

COMPONENTS = ("web", "worker", "beat", "migrate", "task", "test")
# Places outside the release, as production-values.yaml names them.
OUTSIDE: dict[str, Object] = {
    "database": {"ip": "10.20.0.5", "port": 5432},
    "cache": {"ip": "10.20.0.18", "port": 6379},
    "mail": {"ip": "10.20.1.25", "port": 587},
    "dns": {"namespace": "kube-system", "labels": {"k8s-app": "kube-dns"}, "port": 53},
    "gateway": {"namespace": "gateways", "labels": {"app": "gateway"}},
    "a stranger's pod": {"namespace": "others", "labels": {"app": "stranger"}, "port": 8000},
    "the database by another port": {"ip": "10.20.0.5", "port": 22},
    "the internet": {"ip": "203.0.113.7", "port": 443},
    "the cloud's own secrets": {"ip": "169.254.169.254", "port": 80},
    "the cluster's API": {"ip": "10.96.0.1", "port": 443},
}


def pod(component: str) -> Object:
    labels = {"app.kubernetes.io/name": "hearth", "app.kubernetes.io/instance": "hearth"}
    return {"namespace": "care", "labels": {**labels, "app.kubernetes.io/component": component}, "port": 8000}


def matches(selector: Object, labels: dict[str, str]) -> bool:
    for expression in selector.get("matchExpressions", []):
        assert expression["operator"] == "In"
        if labels.get(expression["key"]) not in expression["values"]:
            return False
    return selector.get("matchLabels", {}).items() <= labels.items()


def is_peer(peer: Object, place: Object) -> bool:
    if "ipBlock" in peer:
        return "ip" in place and ipaddress.ip_address(place["ip"]) in ipaddress.ip_network(peer["ipBlock"]["cidr"])
    if "ip" in place:
        return False
    if "namespaceSelector" in peer:
        in_namespace = matches(peer["namespaceSelector"], {"kubernetes.io/metadata.name": place["namespace"]})
    else:
        in_namespace = place["namespace"] == "care"
    return in_namespace and matches(peer.get("podSelector", {}), place["labels"])


def allowed(policies: list[Object], source: Object, target: Object) -> bool:
    """Whether both ends let it pass: a policy that chooses a pod denies all but its rules, and rules add up."""

    def one_end(here: Object, there: Object, kind: str, rules: str, side: str) -> bool:
        if "labels" not in here or here["namespace"] != "care":
            return True  # not a pod that our policies choose
        choosing = [
            policy["spec"]
            for policy in policies
            if kind in policy["spec"]["policyTypes"] and matches(policy["spec"]["podSelector"], here["labels"])
        ]
        if not choosing:
            return True
        return any(
            (side not in rule or any(is_peer(peer, there) for peer in rule[side]))
            and ("ports" not in rule or any(port["port"] == target["port"] for port in rule["ports"]))
            for spec in choosing
            for rule in spec.get(rules, [])
        )

    return one_end(source, target, "Egress", "egress", "to") and one_end(target, source, "Ingress", "ingress", "from")


@pytest.fixture(scope="module")
def policies() -> list[Object]:
    return [o for o in render("production") if o["kind"] == "NetworkPolicy"]


def ways_out(policies: list[Object], component: str) -> set[str]:
    return {name for name, place in OUTSIDE.items() if "port" in place and allowed(policies, pod(component), place)}


def test_everything_is_denied_first(policies):
    (deny,) = [policy["spec"] for policy in policies if policy["metadata"]["name"].endswith("default-deny")]
    assert set(deny["policyTypes"]) == {"Ingress", "Egress"}
    assert not {"ingress", "egress"} & set(deny)
    assert all(matches(deny["podSelector"], pod(component)["labels"]) for component in COMPONENTS)


def test_the_components_are_all_that_there_are():
    pods = pod_templates(
        [*render("everything"), *render("everything", 'task.command=["hearth"]', only="templates/task.yaml")]
    )
    found = {one["metadata"]["labels"]["app.kubernetes.io/component"] for one in pods.values()}
    assert found == set(COMPONENTS)


@pytest.mark.parametrize(
    ("component", "reached"),
    [
        ("web", {"database", "cache", "mail", "dns"}),
        ("worker", {"database", "cache", "mail", "dns"}),
        ("beat", {"database", "cache", "dns"}),
        ("migrate", {"database", "cache", "dns"}),
        ("task", {"database", "cache", "dns"}),
        ("test", {"dns"}),
    ],
)
def test_each_pod_reaches_what_it_needs_and_nothing_else(policies, component, reached):
    assert ways_out(policies, component) == reached


@pytest.mark.parametrize("source", [*COMPONENTS, "gateway", "a stranger's pod"])
@pytest.mark.parametrize("target", COMPONENTS)
def test_the_gateway_alone_comes_in_and_only_to_the_web_servers(policies, source, target):
    comes_from = OUTSIDE.get(source) or pod(source)
    may = allowed(policies, comes_from, pod(target))
    assert may == ((source, target) in {("gateway", "web"), ("test", "web")})


def test_a_site_may_do_without_and_is_told_what_that_means():
    objects = render("production", "networkPolicy.enabled=false")
    assert not [o for o in objects if o["kind"] == "NetworkPolicy"]
