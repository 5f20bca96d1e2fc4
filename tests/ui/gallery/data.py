"""Invented people and figures, as of Monday 23 November 2026."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hearth.trace import Fact, SettingUse, Trace
from hearth.ui import charts, words

TODAY = date(2026, 11, 23)


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


@dataclass(frozen=True)
class Row:
    number: int
    name: str
    carers: str
    terms: str
    children: int
    visit: date | None
    note: str
    review: date
    check: tuple[str, date] | None = None
    on_hold: bool = False

    @property
    def reference(self) -> str:
        return f"FH-{self.number}"

    @property
    def visit_due(self) -> words.DueWords:
        return words.due(self.visit, TODAY, note=self.note)

    @property
    def review_due(self) -> words.DueWords:
        return words.due(self.review, TODAY, 30)

    @property
    def check_due(self) -> words.DueWords:
        return words.due(self.check[1], TODAY, 30, self.check[0]) if self.check else words.done()


ROWS = [
    Row(1042, "Okafor and Reid", "Grace Okafor and Daniel Reid", "general", 2, day(-6), "", day(38)),
    Row(987, "Whitlock", "Sandra Whitlock", "kinship", 1, day(-3), "unannounced", day(164), ("medical", day(-11))),
    Row(1108, "Hussain", "Amina and Tariq Hussain", "general", 3, day(-1), "", day(91), ("DBS", day(26))),
    Row(1131, "Pellow", "Jean Pellow", "short breaks", 1, day(0), "", day(210)),
    Row(1019, "Adeyemi", "Folake Adeyemi", "general", 2, day(1), "", day(17)),
    Row(1077, "Marsh and Cole", "Helen Marsh and Peter Cole", "general", 1, day(3), "unannounced", day(133)),
    Row(944, "Dhillon", "Jaspreet Dhillon", "kinship", 2, day(4), "", day(29), ("training", day(6))),
    Row(1150, "Fenwick", "Laura and Mark Fenwick", "general", 1, day(7), "", day(301)),
    Row(1093, "Boateng", "Esther Boateng", "parent and child", 2, day(10), "", day(76)),
    Row(899, "Hargreaves", "Tom and Sue Hargreaves", "general", 0, day(14), "", day(24), ("DBS", day(58)), True),
    Row(1162, "Novak", "Petra Novak", "general", 1, day(17), "", day(322)),
    Row(1004, "Lindqvist", "Anna Lindqvist", "short breaks", 1, day(21), "", day(118)),
    Row(1171, "Osei", "Kwame and Abena Osei", "general", 3, day(24), "unannounced", day(340)),
    Row(1125, "Carmichael", "Ruth Carmichael", "kinship", 1, None, "", day(187)),
]

TRACE = Trace(
    rule="A supervision visit is due 6 weeks after the last one.",
    steps=("The last visit was on 6 October 2026.", "6 weeks later is 17 November 2026."),
    settings=(
        SettingUse(
            key="supervision.visit_interval",
            label="Time between supervision visits",
            value="At most 6 weeks",
            state="set",
            version="Version 3",
            effective_from="2026-04-01",
            approved_by="Martin Bell on 20 March 2026",
            published_source="Supervision of foster carers, section 4.2",
            legal_source="NMS 21.8",
        ),
        SettingUse(
            key="supervision.visit_warning_days",
            label="Days of warning",
            value="7 days",
            state="not_stated",
            version="Platform default",
        ),
    ),
    facts=(Fact("Last visit", "6 October 2026"), Fact("Approved", "4 March 2024")),
    sources=("SI 2011/581 r17", "National Minimum Standard 21"),
)

AMOUNT = Trace(
    rule="The fee of tier 2 is paid for each carer household, whether or not a child lives there.",
    steps=("Tier 2 since 1 April 2026.", "£185 a week."),
    settings=(
        SettingUse(
            "fees.tiers",
            "Fee tiers",
            "Tier 2: £185 a week",
            "set",
            "Opening policy",
            "2026-04-01",
            "",
            "Payments to foster carers, page 6",
            "",
            "example amount: the council prints none",
        ),
    ),
    facts=(Fact("Terms of approval", "2 children, 5 to 14"),),
    sources=("NMS 28.1",),
)

TIMELINE = [
    {
        "kind": "alert",
        "title": "Supervision visit missed",
        "at": day(-6),
        "who": "Hearth",
        "body": "Policy asks for a visit at least every 6 weeks. The last was on 6 October 2026.",
    },
    {
        "title": "Case note added",
        "at": datetime(2026, 11, 14, 16, 12, tzinfo=UTC),
        "who": "Priya Nair",
        "body": "Grace asked for support with family time over Christmas.",
    },
    {
        "title": "Allowance changed",
        "at": datetime(2026, 11, 9, 10, 3, tzinfo=UTC),
        "who": "Finance",
        "body": "The second child moved to the band for 5 to 10.",
    },
    {"title": "Training completed", "at": day(-25), "who": "Daniel Reid", "body": "Safer caring refresher."},
    {
        "title": "Supervision visit",
        "at": datetime(2026, 10, 6, 13, 0, tzinfo=UTC),
        "who": "Priya Nair",
        "href": "/record",
        "body": "Both children seen. 2 actions agreed, 1 still open.",
    },
]

WEEKS = charts.stacked_columns(
    "weeks",
    "Most of what is due falls in the next 2 weeks",
    "3 are overdue. 4 are due this week, and the number falls to 1 in the last 2 weeks of December.",
    ["supervision visits", "unannounced visits", "reviews"],
    [
        ("Overdue", "", [2, 1, 0]),
        ("23", "Nov", [3, 1, 0]),
        ("30", "Nov", [2, 0, 0]),
        ("7", "Dec", [2, 0, 1]),
        ("14", "Dec", [1, 1, 1]),
        ("21", "Dec", [0, 0, 1]),
        ("28", "Dec", [0, 0, 1]),
    ],
    width=344,
    height=208,
)
FUNNEL = charts.funnel(
    "funnel",
    "Half of those who asked were visited; 1 in 11 was approved",
    "412 enquiries led to 37 approvals.",
    [
        ("Enquiries", 412),
        ("Initial visits", 188),
        ("Applications", 96),
        ("Checks complete", 71),
        ("Assessments complete", 52),
        ("Panel", 41),
        ("Approved", 37),
        ("Handed over", None),
    ],
    as_at="April to October 2026, as at 23 November 2026",
)
DISTRIBUTION = charts.distribution(
    "time",
    "27 of 37 were decided within 32 weeks",
    "Half were decided within 23 weeks of applying; 10 took longer than the target.",
    [
        (8, 12, 1),
        (12, 16, 4),
        (16, 20, 7),
        (20, 24, 9),
        (24, 28, 6),
        (28, 32, 4),
        (32, 36, 3),
        (36, 40, 2),
        (40, 44, 1),
    ],
    unit="weeks",
    target=32,
    middle=23,
)
BARS = charts.bars(
    "sources",
    "Most enquiries come from people who know a carer",
    "Word of mouth 164, web 131, social media 77, events 40.",
    "enquiries",
    [("Word of mouth", 164), ("Council website", 131), ("Social media", 77), ("Events", 40), ("Radio", None)],
    marked=0,
)
LINE = charts.line(
    "months",
    "Enquiries rose after the summer; approvals held",
    "Enquiries went from 41 in April to 72 in October.",
    [("Enquiries", [41, 44, 52, 49, 47, 66, 72]), ("Approvals", [5, 4, 6, 5, None, 6, 7])],
    ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"],
)

TEAMS = [
    {
        "name": "Fostering service",
        "managed_by": "Service manager",
        "teams": [
            {
                "name": "Recruitment and assessment",
                "managed_by": "Team manager",
                "responsibilities": ["Recruitment", "Mainstream assessment", "Marketing"],
                "posts": [
                    {"title": "Team manager", "headcount": 1, "fte": 1, "holders": ["Hannah Price"]},
                    {
                        "title": "Assessing social worker",
                        "grade": "Level 3",
                        "headcount": 5,
                        "fte": 4.6,
                        "vacant": 1,
                        "holders": ["Ivo Marsh", "Dele Bankole", "Kay Lund", "Rosa Penn"],
                    },
                    {
                        "title": "Recruitment officer",
                        "headcount": 2,
                        "fte": 1.5,
                        "funding": "Regional grant until March 2027",
                    },
                ],
                "teams": [
                    {
                        "name": "Connected persons",
                        "managed_by": "Senior practitioner",
                        "responsibilities": ["Connected assessment"],
                        "posts": [{"title": "Social worker", "headcount": 3, "fte": 3}],
                    }
                ],
            },
            {
                "name": "Supervision",
                "managed_by": "Team manager",
                "responsibilities": ["Mainstream supervision", "Specialist supervision"],
                "posts": [
                    {
                        "title": "Supervising social worker",
                        "grade": "Level 3",
                        "headcount": 8,
                        "fte": 7.2,
                        "vacant": 0.5,
                    }
                ],
            },
        ],
    },
]

SETTINGS = [
    {
        "key": "supervision.visit_interval",
        "label": "Time between supervision visits",
        "state": "set",
        "help": "Starts on the day of the last visit, or of approval; stops when a visit is made. Calendar days.",
        "value": "At most 6 weeks, usually 4 weeks",
        "source": "Supervision of foster carers, section 4.2",
        "bound": "No limit in law; NMS 21.8 asks for regular visits",
        "version": "Version 3, in force from 1 April 2026, approved by Martin Bell",
        "changed": "At most 5 weeks, usually 4 weeks",
    },
    {
        "key": "supervision.unannounced_visits",
        "label": "Unannounced visits",
        "state": "not_stated",
        "default": "1 in each year for a household",
        "help": "Counted for each household.",
        "bound": "At least 1 a year (NMS 21.8)",
    },
    {
        "key": "recruitment.age_most",
        "label": "Oldest age to apply",
        "state": "none",
        "source": "Who can foster, question 3",
    },
    {"key": "placements.note", "label": "Words beside a respite stay", "state": "not_stated"},
]
