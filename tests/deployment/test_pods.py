"""What every pod of the chart is held to, and what each kind of pod must be besides."""

import re

import pytest

from tests.deployment.chart import EXAMPLES, container, environment, one, pod_templates, render

pytestmark = pytest.mark.deployment

TASK = 'task.command=["hearth","council","list"]'
EVERY_POD = [
    pytest.param(pod, id=f"{values}: {name}")
    for values in EXAMPLES
    for name, pod in pod_templates([*render(values), *render(values, TASK, only="templates/task.yaml")]).items()
]
SERVING = ("Deployment/hearth-web", "Deployment/hearth-worker-default", "Deployment/hearth-beat")


@pytest.mark.parametrize("pod", EVERY_POD)
class TestEveryPod:
    """Kubernetes' "restricted" standard, and ours."""

    def test_runs_as_a_user_who_is_nobody_here(self, pod):
        context = pod["spec"]["securityContext"]
        assert context["runAsNonRoot"] is True
        assert context["runAsUser"] == context["runAsGroup"] == 10001
        assert context["seccompProfile"] == {"type": "RuntimeDefault"}

    def test_can_gain_nothing(self, pod):
        context = container(pod)["securityContext"]
        assert context["allowPrivilegeEscalation"] is False
        assert context["privileged"] is False
        assert context["readOnlyRootFilesystem"] is True
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod["spec"])

    def test_writes_to_a_bounded_tmp_and_to_its_files_alone(self, pod):
        volumes = {volume["name"]: volume for volume in pod["spec"]["volumes"]}
        mounts = {mount["mountPath"]: volumes[mount["name"]] for mount in container(pod)["volumeMounts"]}
        assert mounts["/tmp"]["emptyDir"]["sizeLimit"]  # the pod's own
        assert set(mounts) <= {"/tmp", "/var/lib/hearth/files"}
        for volume in volumes.values():
            assert "hostPath" not in volume
            assert volume.get("emptyDir", {"sizeLimit": "not asked"})["sizeLimit"]

    def test_has_no_key_to_the_cluster(self, pod):
        assert pod["spec"]["automountServiceAccountToken"] is False
        assert pod["spec"]["enableServiceLinks"] is False, "a Service named hearth would set HEARTH_PORT"

    def test_asks_for_what_it_needs_and_has_a_limit(self, pod):
        resources = container(pod)["resources"]
        assert {"cpu", "memory"} <= set(resources["requests"])
        assert "memory" in resources["limits"]

    def test_holds_no_secret_but_by_reference(self, pod):
        for name, entry in environment(pod).items():
            if re.search(r"SECRET|PASSWORD|DATABASE|REDIS", name):
                assert set(entry["valueFrom"]) == {"secretKeyRef"}, name
                assert "value" not in entry


@pytest.mark.parametrize("values", EXAMPLES)
def test_every_pod_runs_the_same_image(values):
    images = {container(pod)["image"] for pod in pod_templates(render(values)).values()}
    assert len(images) == 1, "the migration is the release's own"


@pytest.mark.parametrize(
    ("values", "image"),
    [
        ("minimal", "registry.example.org/hearth:0.1.0"),
        ("everything", "registry.example.org:5000/care/hearth:0.1.0-rc.1"),
        (
            "production",
            "registry.example.org/hearth@sha256:3f0c0a7d1e5b4c6a98d27f3e1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c",
        ),
    ],
)
def test_a_digest_comes_before_a_tag_and_a_tag_before_the_charts_version(values, image):
    assert container(pod_templates(render(values))["Deployment/hearth-web"])["image"] == image


@pytest.mark.parametrize("values", EXAMPLES)
def test_only_migrations_and_operators_tasks_hold_the_owners_login(values):
    pods = pod_templates([*render(values), *render(values, TASK, only="templates/task.yaml")])
    holders = {name for name, pod in pods.items() if "DATABASE_OWNER_URL" in environment(pod)}
    assert holders == {"Job/hearth-migrate", "Job/task"}


def test_the_service_account_gives_no_token_either():
    account = one(render("minimal"), "ServiceAccount")
    assert account["automountServiceAccountToken"] is False


@pytest.mark.parametrize("values", EXAMPLES)
def test_selectors_name_only_what_never_changes(values):
    """A Deployment's selector is immutable: a version in it would make the next release fail."""
    for o in render(values):
        if o["kind"] == "Deployment":
            labels = o["spec"]["selector"]["matchLabels"]
            allowed = {f"app.kubernetes.io/{part}" for part in ("name", "instance", "component")} | {"hearth/worker"}
            assert set(labels) <= allowed
            assert labels.items() <= o["spec"]["template"]["metadata"]["labels"].items()


def test_no_deployment_selects_anothers_pods():
    deployments = [o for o in render("everything") if o["kind"] == "Deployment"]
    for one_of_them in deployments:
        selector = one_of_them["spec"]["selector"]["matchLabels"].items()
        chosen = [o for o in deployments if selector <= o["spec"]["template"]["metadata"]["labels"].items()]
        assert chosen == [one_of_them]


def test_pods_start_anew_when_a_plain_setting_or_a_secret_has_changed():
    def sums(*sets):
        pods = pod_templates(render("production", *sets))
        return {name: pods[name]["metadata"]["annotations"] for name in SERVING}

    before = sums()
    assert sums() == before
    for changed in ('settings={"HEARTH_EMAIL_BACKEND":"x.y"}', 'secrets.revision="2"', 'logLevel="ERROR"'):
        after = sums(changed)
        assert all(after[name] != before[name] for name in SERVING), changed


class TestWeb:
    @pytest.fixture
    def web(self):
        return one(render("production"), "Deployment", "-web")["spec"]

    def test_is_never_fewer_than_were_asked_for(self, web):
        assert web["replicas"] >= 2
        assert web["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}

    def test_is_spread_over_zones_and_nodes(self, web):
        spread = web["template"]["spec"]["topologySpreadConstraints"]
        assert [part["topologyKey"] for part in spread] == ["topology.kubernetes.io/zone", "kubernetes.io/hostname"]
        assert all(part["labelSelector"]["matchLabels"] == web["selector"]["matchLabels"] for part in spread)

    def test_is_probed(self, web):
        server = container(web["template"])
        paths = {probe: server[probe]["httpGet"]["path"] for probe in server if probe.endswith("Probe")}
        assert paths == {"startupProbe": "/livez", "readinessProbe": "/readyz", "livenessProbe": "/livez"}
        assert {server[probe]["httpGet"]["port"] for probe in paths} == {server["ports"][0]["name"]}

    @pytest.mark.parametrize("values", EXAMPLES)
    def test_leaves_time_for_the_longest_request(self, values):
        objects = render(values)
        pod = one(objects, "Deployment", "-web")["spec"]["template"]["spec"]
        server = container({"spec": pod})
        (kill,) = [part for part in server["command"] if part.startswith("--workers-kill-timeout=")]
        longest = int(kill.partition("=")[2])
        drain = server["lifecycle"]["preStop"]["sleep"]["seconds"]
        assert drain >= 10
        assert pod["terminationGracePeriodSeconds"] > drain + longest
        live = server["livenessProbe"]
        assert live["periodSeconds"] * live["failureThreshold"] > longest, "a slow request is no reason to restart"
        for route in objects:
            if route["kind"] == "HTTPRoute":
                assert route["spec"]["rules"][0]["timeouts"]["request"] == f"{longest}s"

    def test_serves_one_request_at_a_time_in_a_process(self, web):
        assert "--blocking-threads=1" in container(web["template"])["command"]

    def test_can_be_scaled_by_load_and_then_has_no_number_of_its_own(self):
        objects = render("everything")
        scaler = one(objects, "HorizontalPodAutoscaler")["spec"]
        web = one(objects, "Deployment", "-web")
        assert scaler["scaleTargetRef"] == {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "name": web["metadata"]["name"],
        }
        assert (scaler["minReplicas"], scaler["maxReplicas"]) == (3, 12)
        assert "replicas" not in web["spec"], "an upgrade would undo what the autoscaler had done"
        assert not [o for o in render("production") if o["kind"] == "HorizontalPodAutoscaler"]


class TestWorkers:
    def test_there_is_a_deployment_for_each(self):
        objects = render("everything")
        queues = {}
        for name in ("default", "reports"):
            command = container(one(objects, "Deployment", f"-worker-{name}")["spec"]["template"])["command"]
            (queues[name],) = [part.partition("=")[2] for part in command if part.startswith("--queues=")]
        assert queues == {"default": "celery", "reports": "reports"}

    def test_have_time_to_finish_the_task_in_hand(self):
        objects = render("everything")
        grace = {
            name: one(objects, "Deployment", f"-worker-{name}")["spec"]["template"]["spec"][
                "terminationGracePeriodSeconds"
            ]
            for name in ("default", "reports")
        }
        assert grace["default"] > 600
        assert grace["reports"] > 3600

    def test_are_alive_whether_or_not_the_broker_is(self):
        probe = container(one(render("minimal"), "Deployment", "-worker-default")["spec"]["template"])["livenessProbe"]
        assert probe["exec"]["command"][0] == "sh", "no Python, no Django and no broker in a probe"
        assert not re.search("celery|inspect|ping", " ".join(probe["exec"]["command"]))


class TestBeat:
    @pytest.mark.parametrize("values", EXAMPLES)
    def test_is_one_and_never_two_side_by_side(self, values):
        beat = one(render(values), "Deployment", "-beat")["spec"]
        assert beat["replicas"] == 1
        assert beat["strategy"] == {"type": "Recreate"}

    def test_writes_only_where_it_may(self):
        command = container(one(render("minimal"), "Deployment", "-beat")["spec"]["template"])["command"]
        assert "--schedule=/tmp/beat-schedule" in command
        assert "--pidfile=" in command


class TestMigration:
    @pytest.fixture
    def job(self):
        return one(render("production"), "Job", "-migrate")

    def test_comes_before_an_upgrade_and_after_a_first_install(self, job):
        hooks = set(job["metadata"]["annotations"]["helm.sh/hook"].split(","))
        assert hooks == {"post-install", "pre-upgrade"}

    def test_is_tried_once_and_not_for_ever(self, job):
        assert job["spec"]["backoffLimit"] == 0
        assert job["spec"]["activeDeadlineSeconds"] == 1800
        assert job["spec"]["template"]["spec"]["restartPolicy"] == "Never"

    def test_reads_nothing_of_the_release_that_is_there_before_it(self, job):
        """Before an upgrade the ConfigMap is still the old one: the new code would read the old settings."""
        migrate = container(job["spec"]["template"])
        assert "envFrom" not in migrate
        plain = {name: e["value"] for name, e in environment(job["spec"]["template"]).items() if "value" in e}
        assert plain == one(render("production"), "ConfigMap")["data"]


class TestDisruption:
    @pytest.mark.parametrize("values", EXAMPLES)
    def test_never_blocks_a_nodes_drain(self, values):
        objects = render(values)
        budgets = [o for o in objects if o["kind"] == "PodDisruptionBudget"]
        several = [o for o in objects if o["kind"] == "Deployment" and not o["metadata"]["name"].endswith("-beat")]
        assert {o["metadata"]["name"] for o in budgets} == {o["metadata"]["name"] for o in several}
        for budget in budgets:
            assert budget["spec"]["maxUnavailable"] == 1
            assert "minAvailable" not in budget["spec"]
            deployment = one(objects, "Deployment", budget["metadata"]["name"])
            assert budget["spec"]["selector"] == deployment["spec"]["selector"]


class TestOperatorsTask:
    def test_is_no_part_of_a_release(self):
        assert not [o for o in render("everything") if "task" in str(o["metadata"].get("generateName", ""))]

    def test_runs_what_was_asked_with_the_owners_login(self):
        (task,) = render("production", TASK, only="templates/task.yaml")
        assert task["metadata"]["generateName"] == "hearth-task-"
        assert task["metadata"]["namespace"] == "care"
        assert container(task["spec"]["template"])["command"] == ["hearth", "council", "list"]
        assert task["spec"]["backoffLimit"] == 0
