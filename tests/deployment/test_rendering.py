"""The chart renders, the same under both helms, to objects that Kubernetes' own schemas accept."""

import tomllib

import kubernetes_validate
import pytest
import yaml

from tests.deployment.chart import CHART, EXAMPLES, KUBE_VERSIONS, example, helm, one, render
from tests.deployment.tools import HELM_3, HELM_4, RELEASES, ROOT, Release

pytestmark = pytest.mark.deployment
WITHOUT_SCHEMA = {"HTTPRoute"}


def helm_name(release: Release) -> str:
    return f"helm {release.helm_version}"


@pytest.mark.parametrize("release", RELEASES, ids=helm_name)
@pytest.mark.parametrize("values", EXAMPLES)
def test_helm_finds_nothing_to_complain_of(values, release):
    done = helm("lint", "--strict", CHART, "--values", example(values), release=release)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 chart(s) failed" in done.stdout


@pytest.mark.parametrize("release", RELEASES, ids=helm_name)
def test_the_helms_are_the_ones_that_were_pinned(release):
    assert helm("version", "--short", release=release).stdout.startswith(f"v{release.helm_version}+")


@pytest.mark.parametrize("kube_version", KUBE_VERSIONS)
@pytest.mark.parametrize("values", EXAMPLES)
def test_helm_3_and_helm_4_render_the_same(values, kube_version):
    def by_name(release):
        objects = render(values, release=release, kube_version=kube_version)
        return {(o["kind"], o["metadata"]["name"]): o for o in objects}

    assert by_name(HELM_3) == by_name(HELM_4)


@pytest.mark.parametrize("kube_version", KUBE_VERSIONS)
@pytest.mark.parametrize("values", EXAMPLES)
def test_every_object_has_the_shape_that_kubernetes_wants(values, kube_version):
    checked = 0
    for o in render(values, kube_version=kube_version):
        if o["kind"] not in WITHOUT_SCHEMA:
            kubernetes_validate.validate(o, kube_version, strict=True)
            checked += 1
    assert checked > 10


def test_a_misspelt_field_would_be_found():
    web = one(render("minimal"), "Deployment", "-web")
    container = {**web["spec"]["template"]["spec"]["containers"][0], "livenesProbe": {}}
    pod = {**web["spec"]["template"]["spec"], "containers": [container]}
    wrong = {**web, "spec": {**web["spec"], "template": {**web["spec"]["template"], "spec": pod}}}
    with pytest.raises(kubernetes_validate.ValidationError, match="livenesProbe"):
        kubernetes_validate.validate(wrong, "1.34", strict=True)


def test_a_kubernetes_that_is_too_old_is_refused():
    done = helm("template", "hearth", CHART, "--values", example("minimal"), "--kube-version", "1.29")
    assert done.returncode
    assert "kubeVersion" in done.stderr


def test_the_chart_gives_the_version_of_the_project_as_its_own():
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text())
    assert chart["appVersion"] == tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_everything_says_something_of_every_value():
    """The example that is to render every branch names every top-level value that has another side to it."""
    values = yaml.safe_load((CHART / "values.yaml").read_text())
    everything = yaml.safe_load(example("everything").read_text())
    assert set(values) - set(everything) == {"mode", "beat"}


def test_nothing_is_rendered_twice_or_without_its_labels():
    for values in EXAMPLES:
        objects = render(values)
        assert len({(o["kind"], o["metadata"]["name"]) for o in objects}) == len(objects)
        for o in objects:
            labels = o["metadata"]["labels"]
            assert labels["app.kubernetes.io/name"] == "hearth"
            assert labels["app.kubernetes.io/instance"] == "hearth"
            assert labels["app.kubernetes.io/component"]


class TestRoute:
    """The Gateway's route has no schema here: its shape is asserted by hand, from Gateway API v1."""

    def test_by_gateway(self):
        route = one(render("production"), "HTTPRoute")
        assert route["apiVersion"] == "gateway.networking.k8s.io/v1"
        assert set(route["spec"]) == {"parentRefs", "hostnames", "rules"}
        assert route["spec"]["parentRefs"] == [{"name": "public", "namespace": "gateways", "sectionName": "https"}]
        assert route["spec"]["hostnames"] == ["fostering.example.org", "*.fostering.example.org"]
        (rule,) = route["spec"]["rules"]
        assert rule == {
            "matches": [{"path": {"type": "PathPrefix", "value": "/"}}],
            "timeouts": {"request": "30s"},
            "backendRefs": [{"name": "hearth-web", "port": 80}],
        }

    def test_by_ingress(self):
        objects = render("minimal")
        ingress = one(objects, "Ingress")
        hosts = ["trial.example.org", "*.trial.example.org"]
        assert [rule["host"] for rule in ingress["spec"]["rules"]] == hosts
        assert ingress["spec"]["tls"] == [{"secretName": "hearth-certificate", "hosts": hosts}]
        assert "annotations" not in ingress["metadata"], "no controller's own annotations: any controller will do"
        assert not [o for o in objects if o["kind"] == "HTTPRoute"]

    def test_by_neither(self):
        kinds = {o["kind"] for o in render("production", 'route={"kind":"none"}')}
        assert not kinds & {"HTTPRoute", "Ingress"}

    def test_leads_to_a_port_that_the_web_servers_have(self):
        objects = render("production")
        service = one(objects, "Service", "-web")
        web = one(objects, "Deployment", "-web")["spec"]
        (port,) = service["spec"]["ports"]
        (open_port,) = web["template"]["spec"]["containers"][0]["ports"]
        assert (port["port"], port["targetPort"]) == (80, open_port["name"])
        assert service["spec"]["selector"] == web["selector"]["matchLabels"]
        assert service["spec"]["selector"].items() <= web["template"]["metadata"]["labels"].items()
