"""What was given out by one council, tried at another: passwords' links, forms, tokens, seals, cookies, limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core import mail

from hearth.dates import today
from hearth.identity.models import AccessToken
from hearth.identity.tokens import HINT_LENGTH, digest_of
from tenants.isolation.current import in_public, in_tenant
from tenants.isolation.errors import NoTenant
from tenants.isolation.signing import BadSignature, seal, unseal
from tenants.isolation.tokens import token_generator
from tenants.proving.checks import Check
from tenants.proving.finding import seal_purposes
from tenants.proving.ground import EMAIL, PASSWORD, Ground, Visitor, address_of
from tenants.proving.lookalikes import KEY, MARKER, host_of

WRONG_TRIES = 12
FORGED = {
    "X-Forwarded-Host": "{host}",
    "X-Original-Host": "{host}",
    "X-Host": "{host}",
    "X-Forwarded-Server": "{host}",
    "X-HTTP-Host-Override": "{host}",
    "X-Original-Url": "http://{host}/",
    "X-Rewrite-Url": "http://{host}/",
    "Forwarded": "host={host}",
    "Origin": "http://{host}",
    "Referer": "http://{host}/",
}


def attempts(ground: Ground) -> Iterator[Check]:
    yield sealed_links(ground)
    yield reset_links(ground)
    yield forms_and_tokens(ground)
    yield sign_in_limits(ground)
    yield hosts(ground)


def sealed_links(ground: Ground) -> Check:
    """Every purpose for which our code seals a link: sealed at one council, opened at the other and in none."""
    check = Check("links.sealed", "Sealed links (files, calendars, whatever our code seals) of the other council")
    purposes, unclear = seal_purposes()
    for place in unclear:
        check.cannot_try(f"{place} seals for a purpose that is not written out there")
    for purpose in (*purposes, "isolation.prove"):
        with in_tenant(ground.marked):
            sealed = seal({"id": str(KEY), "user": str(ground.twin.pk)}, purpose=purpose)
            check.expect(bool(unseal(sealed, purpose=purpose)), f"a seal for {purpose} does not open at home")
        with in_tenant(ground.visitor), check.refused(f"a seal for {purpose} opened elsewhere", BadSignature):
            unseal(sealed, purpose=purpose)
        with in_tenant(ground.marked), check.refused(f"a seal for {purpose} opened for another", BadSignature):
            unseal(sealed, purpose=f"{purpose}.other")
        with in_public(), check.refused(f"a seal for {purpose} was made in no council", NoTenant):
            seal("x", purpose=purpose)
    check.counts = {"purposes": len(purposes)}
    return check


def reset_links(ground: Ground) -> Check:
    """A link to set a new password, of two accounts alike in everything, and the mail that carries it."""
    check = Check("links.reset", "Links to set a new password, and the mail that carries them")
    with in_tenant(ground.visitor):
        link = token_generator.make_token(ground.dana)
        check.expect(token_generator.check_token(ground.dana, link), "a link does not open at home")
    with in_tenant(ground.marked):
        check.expect(not token_generator.check_token(ground.twin, link), "a link opened for the double elsewhere")
    home, other = host_of(ground.visitor), host_of(ground.marked)
    outbox: list[mail.EmailMessage] = mail.outbox  # kept in memory: see nothing_leaves
    del outbox[:]
    forger = Visitor(home, headers={"x-forwarded-host": other, "origin": f"http://{other}"})
    forger.ask("post", address_of("account_reset_password"), {"email": EMAIL})
    words = " ".join(f"{message.subject} {message.body}" for message in outbox)
    check.expect(home in words and other not in words, "the mail names another host than the one that was asked")
    found = re.search(rf"https?://{re.escape(home)}(?::\d+)?(/\S+)", words)
    check.expect(found is not None, "the mail carries no link")
    if found:
        opens = {host: Visitor(host).ask("get", found[1]).headers.get("Location", "") for host in (home, other)}
        check.expect("set-password" in opens[home], "the mailed link does not open at home")
        check.expect(not opens[other], "the mailed link opened elsewhere")
    return check


def forms_and_tokens(ground: Ground) -> Check:
    """A form's token and an access token, the second even with its row copied into the other council."""
    check = Check("credentials.forms_and_tokens", "Forms and access tokens of the other council")
    browsers = [Visitor(host_of(tenant), checks_csrf=True) for tenant in (ground.visitor, ground.marked)]
    given = []
    for browser in browsers:
        page = browser.ask("get", address_of("account_login")).content.decode()
        given.append((re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page) or [""])[0])
    form = {"login": EMAIL, "password": PASSWORD, "csrfmiddlewaretoken": given[0]}
    check.expect(browsers[1].ask("post", address_of("account_login"), form).status == 403, "a foreign form was taken")
    check.expect(browsers[0].ask("post", address_of("account_login"), form).status == 302, "its own form was not taken")
    secret = ground.token_of(ground.visitor)
    with in_tenant(ground.visitor):
        digest = digest_of(secret)
    with in_tenant(ground.marked):
        check.expect(digest != digest_of(secret), "a token has the same digest everywhere")
        AccessToken.objects.create(
            user=ground.twin,
            name="Copied",
            digest=digest,
            hint=secret[-HINT_LENGTH:],
            expires_on=today() + timedelta(1),
        )
    copied = Visitor(host_of(ground.marked), token=secret).ask("get", "/api/v1/me")
    check.expect(copied.status == 401 and not copied.shows_marker, f"a copied token opened the API: {copied.status}")
    its_own = ground.signed_in(ground.visitor, ground.dana)
    page_here = its_own.ask("get", address_of("account_change_password"))
    kept = Visitor(host_of(ground.marked), headers={"if-none-match": page_here.headers.get("ETag", '"x"')})
    check.expect(
        kept.ask("get", address_of("account_change_password")).status != 304, "a kept answer was taken for its own"
    )
    cookie = browsers[0].client.cookies[settings.SESSION_COOKIE_NAME]
    check.expect(not cookie["domain"] and bool(cookie["httponly"]), "the session cookie goes to other hosts or scripts")
    return check


def sign_in_limits(ground: Ground) -> Check:
    """Too many wrong passwords at one council bar nobody at the other."""
    check = Check("credentials.limits", "Limits of signing in, used up at one council")
    home, other = Visitor(host_of(ground.visitor)), Visitor(host_of(ground.marked))
    for _ in range(WRONG_TRIES):
        home.ask("post", address_of("account_login"), {"login": EMAIL, "password": "wrong"})
    right = {"login": EMAIL, "password": PASSWORD}
    check.expect(home.ask("post", address_of("account_login"), right).status != 302, "nothing limits guessing")
    check.expect(
        other.ask("post", address_of("account_login"), right).status == 302, "the other council was barred too"
    )
    return check


def hosts(ground: Ground) -> Check:
    """Headers that name the other council's host, and hosts that are nobody's."""
    check = Check("hosts.forged", "Host headers that name the other council, or nobody")
    home, other = host_of(ground.visitor), host_of(ground.marked)
    browser = ground.signed_in(ground.visitor, ground.dana)
    for header, shape in FORGED.items():
        answer = browser.ask("get", "/jobs/", headers={header: shape.format(host=other)})
        check.expect(answer.status == 200 and not answer.shows_marker, f"{header} changed the answer: {answer.status}")
    absolute = browser.ask("get", f"http://{other}/jobs/")
    check.expect(not absolute.shows_marker, "an absolute address chose the other council")
    for host in (
        f"nobody.{settings.BASE_DOMAIN}",
        f"{other}.evil.example",
        f"{home}, {other}",
        f"{home}@{other}",
        f"www.{other}",
        "127.0.0.1",
        ground.marked.schema_name,
        f"template_council.{settings.BASE_DOMAIN}",
    ):
        answer = browser.ask("get", "/jobs/", headers={"host": host})
        check.expect(answer.status == 404 and MARKER not in answer.told, f"the host {host!r} got {answer.status}")
    return check
