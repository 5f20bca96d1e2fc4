"""Allowances: the weekly amount for each child's costs, never below the national minimum (NMS 28.1)."""

from config_per_tenant.schema.kinds import Choice, Structured, Table, Text
from config_per_tenant.schema.setting import Bound, Setting, Transition
from config_per_tenant.schema.values.money import RateTable, RingFenced
from config_per_tenant.schema.values.tables import Part, each_once

REGIONS = {"london": "London", "south_east": "South East", "rest_of_england": "Rest of England"}
BENCHMARKS = {
    "national_minimum_allowance": "National minimum fostering allowance",
    "fostering_network": "The Fostering Network's recommended rates",
    "neighbouring_councils": "Rates of neighbouring councils",
    "other": "Another published rate",
}
RELATIONS = {
    "follows": "Our rates follow it",
    "at_least": "Our rates are at least that",
    "above": "Our rates are above it",
}

SETTINGS = (
    Setting(
        key="allowances.region",
        label="Region for the national minimum allowance",
        help="Which of the three national tables applies to where our carers live.",
        kind=Choice(options=REGIONS),
        group="money",
        default="rest_of_england",
        default_reason="The table outside London and the South East.",
        legal_source="NMS 28.1",
        importance="law",
        transition=Transition("nights"),
        asked=("minimum allowance", "area"),
    ),
    Setting(
        key="allowances.table",
        label="Weekly allowances",
        help="The weekly allowance for a child by age. The national minimum for our region is paid where it is higher.",
        kind=Structured(name="table of rates", of=RateTable, units="pounds a week"),
        group="money",
        default=None,
        default_reason="The national minimum for the region is paid until the council gives its own table.",
        default_national="payments.allowance_floor",
        bounds=(Bound("min", "payments.allowance_floor"),),
        legal_source="NMS 28.1",
        importance="law",
        transition=Transition("nights"),
        asked=("maintenance", "child allowance", "rates", "pay"),
    ),
    Setting(
        key="allowances.ring_fenced",
        label="Ring-fenced parts of the allowance",
        help="Parts of the weekly allowance kept for one purpose, such as the child's activities or savings.",
        kind=Structured(name="list of parts", of=RingFenced, units="pounds a week"),
        group="money",
        default=[],
        default_reason="No part is set aside unless the council says.",
        importance="useful",
        transition=Transition("nights"),
        may_be_none=True,
        none_means="No part of the allowance is set aside.",
        asked=("savings", "activities", "pocket money"),
    ),
    Setting(
        key="allowances.benchmark",
        label="What our allowances are measured against",
        help="A published rate, its edition and how ours stand to it. The national minimum is the floor in any case.",
        kind=Table(
            name="table of published rates",
            one="published rate",
            columns=(
                Part("rate", "Published rate", Choice(options=BENCHMARKS), needed=True),
                Part("relation", "How ours stand to it", Choice(options=RELATIONS), needed=True),
                Part("edition", "Edition", Text(), hint="Such as “2026 to 2027”.", said="edition"),
            ),
            check=each_once("rate", "edition"),
        ),
        group="money",
        default=None,
        default_reason="No comparison is promised unless the council says.",
        legal_source="NMS 28.1",
        importance="useful",
        transition=Transition("nights"),
        may_be_none=True,
        none_means="Our rates are not measured against a published one.",
        asked=("recommended rates", "Fostering Network", "DfE rate", "link to national minimum"),
    ),
)
