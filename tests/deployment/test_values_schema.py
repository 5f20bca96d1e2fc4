"""What values.schema.json turns away, under both helms."""

import pytest

from tests.deployment.chart import CHART, Refused, helm, one, render
from tests.deployment.tools import RELEASES

pytestmark = pytest.mark.deployment

TRANSACTION = {
    "poolMode": '"transaction"',
    "postgresVersion": "18",
    "pgbouncerVersion": '"1.24.1"',
    "trackExtraParameters": '["IntervalStyle","search_path"]',
}


def pooling(**changed: str) -> tuple[str, ...]:
    return tuple(f"externalDatabase.{name}={value}" for name, value in {**TRANSACTION, **changed}.items())


REFUSED = {
    "an image that moves": (('image.digest=""', 'image.tag="latest"'), "tag"),
    "an image that moves, shouted": (('image.digest=""', 'image.tag="LATEST"'), "tag"),
    "a tag inside the repository": (('image.repository="registry.example.org/hearth:latest"',), "repository"),
    "no image": (('image.repository=""',), "repository"),
    "half a digest": (('image.digest="sha256:abc"',), "digest"),
    "one web server": (("web.replicas=1",), "replicas"),
    "one web server at the quiet hour": (
        ('web.autoscaling={"enabled":true,"minReplicas":1}',),
        "minReplicas",
    ),
    "one worker": (("workers.default.replicas=1",), "replicas"),
    "no worker": (("workers=null",), "workers"),
    "no domain": (('domain=""',), "domain"),
    "a domain without a dot": (('domain="fostering"',), "domain"),
    "a domain with a port": (('domain="fostering.example.org:8443"',), "domain"),
    "an address for a domain": (('domain="https://fostering.example.org"',), "domain"),
    "pooling by transaction, unexplained": (('externalDatabase.poolMode="transaction"',), "pgbouncerVersion"),
    "pooling by transaction on PostgreSQL 17": (pooling(postgresVersion="17"), "postgresVersion"),
    "pooling by transaction by an old pooler": (pooling(pgbouncerVersion='"1.19.1"'), "pgbouncerVersion"),
    "pooling by transaction by an older pooler": (pooling(pgbouncerVersion='"1.2.0"'), "pgbouncerVersion"),
    "pooling by transaction, path untracked": (pooling(trackExtraParameters='["IntervalStyle"]'), "trackExtra"),
    "pooling by transaction, style untracked": (pooling(trackExtraParameters='["search_path"]'), "trackExtra"),
    "pooling by statement": (('externalDatabase.poolMode="statement"',), "poolMode"),
    "a database's address in the values": (('externalDatabase.url="postgres://db/hearth"',), "url"),
    "a database's password in the values": (('externalDatabase.password="hunter2"',), "password"),
    "a key in the values": (('secrets.secretKey="0123456789"',), "secretKey"),
    "no Secret for the key": (('secrets.existingSecret=""',), "existingSecret"),
    "no Secret for the database": (('externalDatabase.existingSecret=""',), "existingSecret"),
    "no Secret for the cache": (('externalCache.existingSecret=""',), "existingSecret"),
    "a secret among the settings": (('settings={"SECRET_KEY":"0123456789"}',), "SECRET_KEY"),
    "a password among the settings": (('settings={"HEARTH_EMAIL_PASSWORD":"hunter2"}',), "HEARTH_EMAIL_PASSWORD"),
    "a token among the settings": (('settings={"HEARTH_NOTIFY_TOKEN":"t"}',), "HEARTH_NOTIFY_TOKEN"),
    "a database's address among the settings": (('settings={"DATABASE_URL":"postgres://db/hearth"}',), "DATABASE_URL"),
    "a password inside a setting": (('settings={"HEARTH_RELAY":"smtp://hearth:hunter2@mail"}',), "HEARTH_RELAY"),
    "a setting that has its own value": (('settings={"HEARTH_BASE_DOMAIN":"other.org"}',), "HEARTH_BASE_DOMAIN"),
    "a mail account without its Secret": (('email.existingSecret=""',), "existingSecret"),
    "files that would not outlive a pod": (('files.existingClaim=""',), "existingClaim"),
    "a route that leads nowhere": (("route.parentRefs=[]",), "parentRefs"),
    "an Ingress without a certificate": (('route={"kind":"Ingress"}',), "tlsSecret"),
    "a database anywhere at all": (("networkPolicy.database.to=[]",), "to"),
    "a cache anywhere at all": (("networkPolicy.cache.to=[]",), "to"),
    "a gateway anywhere at all": (("networkPolicy.gateway.from=[]",), "from"),
    "two schedulers": (("beat.replicas=2",), "replicas"),
    "an unknown value": (("webb.replicas=3",), "webb"),
    "an unknown value further in": (("web.replica=3",), "replica"),
    "an unknown mode": (('mode="staging"',), "mode"),
    "no limit of memory": (("web.resources.limits.memory=null",), "memory"),
}


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: f"helm {release.helm_version}")
@pytest.mark.parametrize(("values", "named"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(values, named, release):
    with pytest.raises(Refused) as refused:
        render("production", *values, release=release)
    assert "values don't meet the specifications of the schema" in str(refused.value)
    assert named in str(refused.value)


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: f"helm {release.helm_version}")
def test_the_chart_says_all_that_a_site_must_give(release):
    done = helm("template", "hearth", CHART, release=release)
    assert done.returncode
    needed = ("domain", "repository", "existingSecret", "parentRefs", "existingClaim", "networkPolicy")
    assert [name for name in needed if name not in done.stderr] == []


@pytest.mark.parametrize("version", ["1.20", "1.20.1", "1.24.1", "1.100.0", "2.0"])
def test_pooling_by_transaction_is_taken_when_all_its_conditions_are_stated(version):
    assert render("production", *pooling(pgbouncerVersion=f'"{version}"'))


def test_a_trial_may_be_small_and_loses_its_files():
    web = one(render("minimal"), "Deployment", "-web")["spec"]
    assert web["replicas"] == 1
    (files,) = [volume for volume in web["template"]["spec"]["volumes"] if volume["name"] == "files"]
    assert files["emptyDir"]["sizeLimit"]
