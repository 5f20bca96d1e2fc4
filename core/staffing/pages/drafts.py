"""Changing the structure: a draft, what it changes in words and as a chart, and a form for each change."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from config_per_tenant.policy import policy_on
from config_per_tenant.schema.values.structure import PostDeclared, TeamDeclared
from config_per_tenant.schema.values.structure_changes import Line, changes
from config_per_tenant.versions.actions import open_draft
from config_per_tenant.versions.models import PolicyVersion
from core.staffing.acts import drafting
from core.staffing.acts.drafting import KEY, Drafted, drafted
from core.staffing.capacity import capacities
from core.staffing.carrying import CASELOAD
from core.staffing.chart import Drawing, holders_on, remarks
from core.staffing.pages.redraw_forms import (
    CloseTeamForm,
    ConfirmForm,
    DraftTitleForm,
    MoveForm,
    PostForm,
    RedrawForm,
    TeamForm,
    first_answers,
    line_of,
    place_of,
    said,
    team_answers,
)
from core.staffing.pages.structure import COLUMNS
from hearth.access import may, needs
from hearth.dates import today
from hearth.ui import tables
from hearth.ui.forms import attempt
from hearth.ui.pages import respond, say

POST_OR_READ = ["GET", "HEAD", "POST"]
TITLE = "Teams and posts"


@require_http_methods(POST_OR_READ)
@needs("staffing.redraw_structure")
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts that a change of structure can go into, and a new one."""
    open_ones = PolicyVersion.objects.visible_to(request.actor).open_drafts().filter(submitted_at=None)
    found = list(open_ones.order_by("-number").prefetch_related("values"))
    sent = request.POST if request.method == "POST" else None
    form = DraftTitleForm(sent, initial={"title": TITLE})
    if form.is_valid() and attempt(form, open_draft, by=request.actor, **form.cleaned_data):
        return redirect("staffing:draft", form.result.pk)
    rows = [{"version": each, "redraws": any(value.key == KEY for value in each.values.all())} for each in found]
    return respond(request, "staffing/drafts.html", {"rows": rows}, form=form)


@require_GET
@needs("staffing.view")
def draft(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A draft's structure beside the one that it would replace: in words, as a chart, and as posts to change."""
    version = _version(request, version_id)
    if version.approved_at or version.withdrawn_at:
        return redirect("policy:version", version.pk)
    actor = request.actor
    now = drafted(version)
    found = changes(now.standing, now.structure)
    names = may(actor, "staffing.view_holders")
    drawing = Drawing(now.structure, changes=found)
    groups = drawing.groups()
    for group in groups:
        for post in group["posts"]:
            post["sub"], post["value"] = remarks(post), said((post["team"] or None, post["title"]))
    may_change = version.state == "draft" and may(actor, "staffing.redraw_structure")
    view = request.GET.get("view", "posts" if may_change else "chart")  # who only reads begins with the drawing
    context = {
        "version": version,
        "words": found.words,
        "teams": drawing.teams(),
        "groups": groups,
        "headers": tables.headings(request, _columns(may_change), ""),
        "people": _people(now, found.moves, names),
        "capacity": _capacity(now),
        "view": view,
        "views": [
            tables.View("Teams and posts", "?view=posts", current=view != "chart"),
            tables.View("Chart", "?view=chart", current=view == "chart"),
        ],
        "may_change": may_change,
        "changed": bool(now.seen),
        "may_submit": version.state == "draft" and may(actor, "policy.submit"),
    }
    return respond(request, "staffing/draft.html", context)


@require_http_methods(POST_OR_READ)
@needs("staffing.redraw_structure")
def move(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Move a post to another team: choose the post, choose the team."""
    version, now = _to_change(request, version_id)
    form = MoveForm(_sent(request), structure=now.structure, seen=now.seen, initial={"post": request.GET.get("post")})
    if form.is_valid() and _save(form, drafting.move_post, version, **form.asked(), by=request.actor):
        return _saved(request, version, now)
    return _page(request, "move", version, form)


@require_http_methods(POST_OR_READ)
@needs("staffing.redraw_structure")
def add_post(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version, now = _to_change(request, version_id)
    team = place_of(request.GET.get("team", ""))
    _known_team(now, team)
    form = PostForm(_sent(request), structure=now.structure, seen=now.seen, team=team)
    if form.is_valid() and _save(form, drafting.add_post, version, team=team, by=request.actor, **form.figures()):
        return _saved(request, version, now)
    return _page(request, "add_post", version, form, where=_name(now, team))


@require_http_methods(POST_OR_READ)
@needs("staffing.redraw_structure")
def change_post(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version, now = _to_change(request, version_id)
    line, post = _post(request, now)
    form = PostForm(_sent(request), structure=now.structure, seen=now.seen, team=line[0], initial=first_answers(post))
    if form.is_valid() and _save(form, drafting.change_post, version, line, by=request.actor, **form.figures()):
        return _saved(request, version, now)
    return _page(request, "change_post", version, form, where=_name(now, line[0]), post=post, value=said(line))


@require_http_methods(POST_OR_READ)
@needs("staffing.redraw_structure")
def end_post(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version, now = _to_change(request, version_id)
    line, post = _post(request, now)
    form = ConfirmForm(_sent(request), structure=now.structure, seen=now.seen)
    if form.is_valid() and _save(form, drafting.close_post, version, line, by=request.actor):
        return _saved(request, version, now)
    held = len(holders_on(today()).get(line, []))
    return _page(request, "end_post", version, form, where=_name(now, line[0]), post=post, held=held)


@require_http_methods(POST_OR_READ)
@needs("staffing.redraw_structure")
def open_team(request: HttpRequest, version_id: UUID) -> HttpResponse:
    version, now = _to_change(request, version_id)
    form = TeamForm(_sent(request), structure=now.structure, seen=now.seen)
    if form.is_valid() and _save(form, drafting.open_team, version, by=request.actor, **form.parts()):
        return _saved(request, version, now)
    return _page(request, "open_team", version, form)


@require_http_methods(POST_OR_READ)
@needs("staffing.redraw_structure")
def change_team(request: HttpRequest, version_id: UUID, code: str) -> HttpResponse:
    version, now = _to_change(request, version_id)
    team = _known_team(now, code)
    form = TeamForm(_sent(request), structure=now.structure, seen=now.seen, team=code, initial=team_answers(team))
    if form.is_valid() and _save(form, drafting.change_team, version, code, by=request.actor, **form.parts()):
        return _saved(request, version, now)
    return _page(request, "change_team", version, form, team=team)


@require_http_methods(POST_OR_READ)
@needs("staffing.redraw_structure")
def close_team(request: HttpRequest, version_id: UUID, code: str) -> HttpResponse:
    version, now = _to_change(request, version_id)
    team = _known_team(now, code)
    form = CloseTeamForm(_sent(request), structure=now.structure, seen=now.seen, team=team)
    if form.is_valid() and _save(form, drafting.close_team, version, code, by=request.actor, **form.asked()):
        return _saved(request, version, now)
    below = [each.name for each in now.structure.under(code)]
    return _page(request, "close_team", version, form, team=team, below=below)


def _version(request: HttpRequest, version_id: UUID) -> PolicyVersion:
    found: PolicyVersion = get_object_or_404(PolicyVersion.objects.visible_to(request.actor), pk=version_id)
    return found


def _to_change(request: HttpRequest, version_id: UUID) -> tuple[PolicyVersion, Drafted]:
    version = _version(request, version_id)
    return version, drafted(version)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _save(form: RedrawForm, act: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
    kwargs.pop("version", None)
    done = attempt(form, act, *args, seen=form.cleaned_data["version"], **kwargs)
    form.read_again()
    return done


def _saved(request: HttpRequest, version: PolicyVersion, before: Drafted) -> HttpResponse:
    """Back to the draft, with what this one change was in words."""
    after = drafted(version)
    words = changes(before.structure, after.structure).words
    say(request, f"{'. '.join(words)}.", "Nothing is in force yet: submit the draft when it is complete.")
    return redirect("staffing:draft", version.pk)


def _page(request: HttpRequest, name: str, version: PolicyVersion, form: RedrawForm, **more: Any) -> HttpResponse:
    theirs: list[str] = []
    if form.conflict is not None:
        now = drafted(version)
        theirs = changes(now.standing, now.structure).words or ["The draft no longer changes the structure"]
    return respond(request, f"staffing/redraw/{name}.html", {"version": version, "theirs": theirs, **more}, form=form)


def _post(request: HttpRequest, now: Drafted) -> tuple[Line, PostDeclared]:
    """The post that the address names, by its team and title."""
    line = line_of(request.GET.get("post", ""))
    _known_team(now, line[0])
    found = next((post for post in now.structure.posts_of(line[0]) if post.title == line[1]), None)
    if found is None:
        raise Http404
    return line, found


def _known_team(now: Drafted, code: str | None) -> Any:
    if code is None:
        return None
    try:
        team: TeamDeclared = now.structure.team(code)
    except KeyError:
        raise Http404 from None
    return team


def _name(now: Drafted, code: str | None) -> str:
    return now.structure.team(code).name if code else "the whole service"


def _columns(may_change: bool) -> tuple[tables.Column, ...]:
    figures = COLUMNS[:-1]
    return (*figures, tables.Column("What to do", hidden=True)) if may_change else figures


def _people(now: Drafted, moves: list[Any], names: bool) -> list[str]:
    """What becomes of the people in posts that move or end, a sentence each; counted where they may not be named."""
    gone = {move.was: move.becomes for move in moves}
    kept: set[Line] = {(team.code, post.title) for team in now.structure.teams for post in team.posts}
    kept |= {(None, post.title) for post in now.structure.service_wide_posts}
    found = []
    for line, held in holders_on(today()).items():
        if line in kept and line not in gone:
            continue
        who = ", ".join(holding.user.name for holding in held) if names else f"{len(held)} in post"
        if line in gone:
            team, title = gone[line]
            found.append(f"{who}: stays in post, as {title} in {_name(now, team)}")
        else:
            found.append(
                f"{who}: the post of {line[1]} ends. Their households stay theirs until somebody else is allocated"
            )
    return found


def _capacity(now: Drafted) -> list[dict[str, Any]]:
    """Teams whose room for households the draft changes."""
    policy = policy_on(today())
    use, each = policy.use(CASELOAD), policy[CASELOAD]
    before = capacities(now.standing, each, {}, use, today())
    after = capacities(now.structure, each, {}, use, today())
    names = {team.code: team.name for team in (*now.standing.teams, *now.structure.teams)}
    found = []
    for code, name in names.items():
        was, becomes = before.get(code), after.get(code)
        counts = (was.could_carry if was else 0, becomes.could_carry if becomes else 0)
        if counts[0] != counts[1]:
            found.append(
                {"name": name, "before": counts[0], "after": counts[1], "trace": becomes.trace if becomes else None}
            )
    return found
