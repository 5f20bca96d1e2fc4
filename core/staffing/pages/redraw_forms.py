"""The forms by which a structure is drawn afresh. Each knows the structure as the draft has it."""

from decimal import Decimal
from typing import Any

from django import forms

from config_per_tenant.schema.decisions import role_codes, role_words
from config_per_tenant.schema.values.structure import RESPONSIBILITIES, PostDeclared, TeamDeclared, TeamStructure
from config_per_tenant.schema.values.structure_changes import Line
from hearth.ui.forms import Form, WholeNumberField, YesNoField
from hearth.ui.words import plural

SERVICE = "service"
ENDS = "end"
AS_SELECT = {"data-choices": "select"}


def said(line: Line) -> str:
    """A line of posts as one value of a form."""
    team, title = line
    return f"{team or SERVICE}|{title}"


def line_of(value: str) -> Line:
    team, _, title = value.partition("|")
    return (None if team == SERVICE else team), title


def place_of(value: str) -> str | None:
    """A team's code, None for the whole service."""
    return None if value in ("", SERVICE) else value


class DraftTitleForm(Form):
    title = forms.CharField(
        label="What the change is about", max_length=120, error_messages={"required": "Enter what the change is about"}
    )


class RedrawForm(Form):
    """`version` is the number of the draft's structure that this page showed: nobody overwrites what another drew."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(self, *args: Any, structure: TeamStructure, seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.structure = structure
        self.fields["version"].initial = seen

    def read_again(self) -> None:
        """After a stale edit whose other side is gone, save against the draft as it is now."""
        if self.conflict is not None and self.conflict.theirs is None:
            self.data: Any = self.data.copy()
            self.data["version"] = "0"

    def teams(self, *, service: str = "", without: str | None = None) -> list[tuple[str, str]]:
        """Teams to choose from, each under the team above it; `service` is how the whole service is offered."""
        found = [(SERVICE, service)] if service else []

        def below(parent: str | None, above: str) -> None:
            for team in self.structure.under(parent):
                if team.code != without:
                    found.append((team.code, f"{above}{team.name}"))
                below(team.code, f"{above}{team.name}, ")

        below(None, "")
        return found


class MoveForm(RedrawForm):
    post = forms.ChoiceField(
        label="Which post?",
        widget=forms.Select(attrs=AS_SELECT),
        error_messages={"required": "Select which post moves"},
    )
    to_team = forms.ChoiceField(
        label="To which team?",
        widget=forms.Select(attrs=AS_SELECT),
        error_messages={"required": "Select the team that it moves to"},
    )
    posts = WholeNumberField(
        label="How many of the posts",
        required=False,
        min_value=1,
        help_text="Leave empty to move all of them, with the people who hold them",
    )
    fte = forms.DecimalField(
        label="Full-time equivalents that move with them",
        required=False,
        max_digits=5,
        decimal_places=2,
        help_text="Only when some of the posts move and the post gives full-time equivalents, such as 0.8",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: list[tuple[str | None, str, tuple[PostDeclared, ...]]] = [
            *((team.code, team.name, team.posts) for team in self.structure.teams),
            (None, "Whole service", self.structure.service_wide_posts),
        ]
        self.fields["post"].choices = [
            ("", "Choose a post"),
            *(
                (said((code, post.title)), f"{post.title}, {name}{_size(post)}")
                for code, name, posts in groups
                for post in posts
            ),
        ]
        self.fields["to_team"].choices = [("", "Choose a team"), *self.teams(service="The whole service")]

    def asked(self) -> dict[str, Any]:
        answers = self.cleaned_data
        return {
            "line": line_of(answers["post"]),
            "to_team": place_of(answers["to_team"]),
            "posts": answers["posts"],
            "fte": answers["fte"],
        }


class PostForm(RedrawForm):
    """One line of posts: several alike, in one team."""

    title = forms.CharField(label="Title", max_length=150, error_messages={"required": "Enter the title of the post"})
    role = forms.ChoiceField(
        label="Role in Hearth",
        required=False,
        widget=forms.Select(attrs=AS_SELECT),
        help_text="What the post does here: a supervising social worker counts towards what a team can carry",
    )
    headcount = WholeNumberField(
        label="Posts",
        required=False,
        min_value=0,
        help_text="Established, filled or not",
    )
    fte = forms.DecimalField(
        label="Full-time equivalents",
        required=False,
        max_digits=5,
        decimal_places=2,
        help_text="Of all these posts together, such as 5.4",
    )
    filled = WholeNumberField(
        label="People in post",
        required=False,
        min_value=0,
        help_text="Where a number is published; it may be above the posts when jobs are shared",
    )
    vacancies = WholeNumberField(label="Vacant posts", required=False, min_value=0)
    funding = forms.CharField(
        label="Funding",
        required=False,
        max_length=150,
        help_text="When the service does not pay for it itself, such as “Grant, fixed term until March 2028”",
    )
    works_for = forms.ChoiceField(
        label="Works for another team",
        required=False,
        widget=forms.Select(attrs=AS_SELECT),
        help_text="When the post stands in one team and does the work of another",
    )
    included_in_count = YesNoField(label="Is it part of the team's own number of posts?", required=False)
    note = forms.CharField(label="Note", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, team: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "None of these"), *((code, role_words(code)) for code in role_codes())]
        self.fields["works_for"].choices = [("", "No"), *self.teams(without=team)]

    def figures(self) -> dict[str, Any]:
        """The answers as an act takes them; what is left empty is taken away."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class TeamForm(RedrawForm):
    name = forms.CharField(label="Name", max_length=150, error_messages={"required": "Enter the name of the team"})
    parent = forms.ChoiceField(label="Which team is above it?", required=False, widget=forms.Select(attrs=AS_SELECT))
    managed_by = forms.CharField(
        label="Managed by", required=False, max_length=150, help_text="The title of the post, such as “Team Manager”"
    )
    responsibilities = forms.MultipleChoiceField(
        label="What does it do?",
        required=False,
        choices=list(RESPONSIBILITIES.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text="Work without a worker is listed under the team that does such work",
    )

    def __init__(self, *args: Any, team: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = self.teams(service="None: it comes straight under the service", without=team)

    def parts(self) -> dict[str, Any]:
        answers = self.cleaned_data
        return {
            "name": answers["name"],
            "parent": place_of(answers["parent"]),
            "managed_by": answers["managed_by"] or None,
            "responsibilities": list(answers["responsibilities"]),
        }


class CloseTeamForm(RedrawForm):
    posts_to = forms.ChoiceField(
        label="What becomes of its posts?",
        widget=forms.Select(attrs=AS_SELECT),
        error_messages={"required": "Select what becomes of its posts"},
    )

    def __init__(self, *args: Any, team: TeamDeclared, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not team.posts:
            del self.fields["posts_to"]
            return
        places = self.teams(service="They move to the whole service", without=team.code)
        moved = [(code, label if code == SERVICE else f"They move to {label}") for code, label in places]
        self.fields["posts_to"].choices = [("", "Choose"), *moved, (ENDS, "They end with the team")]

    def asked(self) -> dict[str, Any]:
        answer = self.cleaned_data.get("posts_to", ENDS)
        return {"posts_to": None if answer in (SERVICE, ENDS) else answer, "ends": answer == ENDS}


class ConfirmForm(RedrawForm):
    """Only a button."""


def first_answers(post: PostDeclared) -> dict[str, Any]:
    return {name: value for name, value in vars(post).items() if value is not None}


def team_answers(team: TeamDeclared) -> dict[str, Any]:
    return {
        "name": team.name,
        "parent": team.parent or SERVICE,
        "managed_by": team.managed_by or "",
        "responsibilities": list(team.responsibilities),
    }


def _size(post: PostDeclared) -> str:
    parts = [plural(post.headcount, "post") if post.headcount is not None else ""]
    parts.append(f"{_plain(post.fte)} FTE" if post.fte is not None else "")
    known = ", ".join(part for part in parts if part)
    return f" ({known})" if known else ""


def _plain(figure: Decimal) -> str:
    return f"{figure.normalize():f}"
