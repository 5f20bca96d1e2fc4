"""How the stages of complaints are asked for: stages in one table, their steps in another that names the stage."""

from __future__ import annotations

from config_per_tenant.pages.columns import Figure, Hidden, Known, OneOf, Tick, Time, Words
from config_per_tenant.pages.shape import Answers, Plain, Rows, Shape, capitalised
from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.reading import without_nothing
from config_per_tenant.schema.values.complaints import HAPPENS_IN, KINDS, answerers

_UNITS = ("working_days", "days", "weeks", "months")
_EVENTS = capitalised({code: EVENTS[code] for code in HAPPENS_IN})
_BY = capitalised(answerers())


def _stages(known: Known) -> list[tuple[str, str]]:
    return [(row["code"], row["name"]) for row in known.get("stages", ()) if row.get("code") and row.get("name")]


def _apart(plain: Plain) -> Answers:
    steps = [{**step, "stage": stage["code"]} for stage in plain for step in stage.get("steps", ())]
    return {"stages": plain, "steps": steps}


def _together(answers: Answers) -> Plain:
    def of(stage: str) -> list[Plain]:
        own = [step for step in answers["steps"] if step.get("stage") == stage]
        return [without_nothing({**step, "stage": None, "optional": step.get("optional") or None}) for step in own]

    return [{**without_nothing({**stage, "steps": None}), "steps": of(stage["code"])} for stage in answers["stages"]]


def _place(path: str, answers: Answers) -> str:
    """Steps lie inside their stage in the value, and in one table on the form."""
    parts = path.split(".")
    if len(parts) > 3 and parts[1] == "steps":
        code = answers["stages"][int(parts[0])]["code"]
        own = [i for i, step in enumerate(answers["steps"]) if step.get("stage") == code]
        return ".".join(["steps", str(own[int(parts[2])]), *parts[3:]])
    return f"stages.{path}" if path else path


COMPLAINT_STAGES = Shape(
    tables=(
        Rows(
            "stages",
            "stage",
            (
                Hidden("code", "Code"),
                Words("name", "Name", needed=True, longest=120),
                OneOf("kind", "What it is", needed=True, options=lambda known: list(KINDS.items())),
                Time("within", "The whole stage within", units=_UNITS),
                OneOf("starts", "The clock starts at", options=lambda known: _EVENTS, none="No clock"),
                Time("ask_within", "Time to ask for the next stage", units=_UNITS),
                Figure("members", "Members, when a panel hears it", most=12),
            ),
            code_from="name",
            told=("within",),
        ),
        Rows(
            "steps",
            "step",
            (
                Words("name", "What is done", needed=True, longest=120),
                OneOf("stage", "Stage", needed=True, options=_stages),
                OneOf("by", "Who does it", options=lambda known: _BY, none="None of these, or not said"),
                Words("by_title", "Their title as printed", "When nobody above stands for it.", longest=120),
                Time("within", "Within", units=_UNITS),
                OneOf("starts", "The clock starts at", options=lambda known: _EVENTS, none="No clock"),
                Tick("optional", "Not in every complaint"),
            ),
            told=("stage", "within"),
        ),
    ),
    apart=_apart,
    together=_together,
    place=_place,
)
