"""What the council's papers refer to: law by its name, and policies, plans and benchmarks by name and version."""

from collections.abc import Iterator, Sequence

from config_per_tenant.schema.kinds import Choice, Table, Text, Whole, YesNo
from config_per_tenant.schema.reading import Fault
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.row_checks import years_in_order
from config_per_tenant.schema.values.tables import Part, Row, all_of, each_once

NAMED_THINGS = {
    "benchmark": "benchmark",
    "strategy": "strategy",
    "plan": "plan",
    "policy": "policy",
    "procedure": "procedure",
    "guidance": "guidance",
    "charter": "charter",
    "report": "report",
    "standards": "standards",
}


def verified_by_its_citation(rows: Sequence[Row]) -> Iterator[Fault]:
    """A name of law is verified against a citation, not by itself."""
    for index, row in enumerate(rows):
        if row["verified"] and not row["citation"]:
            yield Fault("Give the citation that the name was checked against.", f"{index}.citation")


SETTINGS = (
    Setting(
        key="references.law",
        label="Law and guidance that we name",
        help=(
            "Each Act, regulation and guidance as our papers name it, with its citation, and whether somebody has "
            "checked that there is such a thing by that name."
        ),
        kind=Table(
            name="legal references",
            one="reference",
            columns=(
                Part("name", "Name, as our papers have it", Text(longest=200), needed=True),
                Part("citation", "Citation", Text(), hint="Such as SI 2011/581."),
                Part("part", "Which part", Text(), hint="Such as r28 or Schedule 6."),
                Part("verified", "Checked", YesNo(), needed=True, said="checked:"),
                Part("doubt", "What is in doubt", Text(longest=300)),
            ),
            check=all_of(each_once("name", "part"), verified_by_its_citation),
        ),
        group="reporting",
        default=None,
        default_reason="The platform cites the law beside each rule; this list is of the council's own papers.",
        importance="useful",
        transition=Transition("acts"),
        asked=("legislation", "legal framework", "statutes", "regulations we follow"),
    ),
    Setting(
        key="references.documents",
        label="Policies, plans and benchmarks that we refer to",
        help="Each by its name and version, so that a paper which has ended, or a benchmark that changes, is seen.",
        kind=Table(
            name="references",
            one="reference",
            columns=(
                Part("name", "Name", Text(longest=160), needed=True),
                Part("kind", "Kind", Choice(options=NAMED_THINGS), needed=True),
                Part("version", "Version", Text(longest=60), hint="Such as 2024 to 2025."),
                Part("publisher", "Publisher", Text(), said="of"),
                Part("from_year", "From the year", Whole(least=1900, most=2100), said="from"),
                Part("to_year", "To the year", Whole(least=1900, most=2100), said="to"),
            ),
            check=all_of(each_once("name", "version"), years_in_order("from_year", "to_year")),
        ),
        group="reporting",
        default=None,
        default_reason="Each council's own; nothing is assumed.",
        importance="useful",
        transition=Transition("acts"),
        asked=("strategy", "local policy", "benchmark", "sufficiency strategy", "handbook"),
        borrowable=False,
    ),
)
