"""The bodies outside the service that it works with, and how each is reached."""

from config_per_tenant.schema.kinds import Choice, Day, LongText, Many, Table, Text, Whole
from config_per_tenant.schema.setting import Setting, Transition
from config_per_tenant.schema.values.row_checks import contacts_that_work
from config_per_tenant.schema.values.tables import Part, each_once

PURPOSES = {
    "service": "the fostering service",
    "complaints": "complaints",
    "regulator": "the regulator",
    "advocacy": "advocacy for children",
    "childrens_rights": "children's rights",
    "childrens_commissioner": "the Children's Commissioner",
    "corporate_parenting": "corporate parenting",
    "review_mechanism": "independent review of decisions",
    "out_of_hours": "out of hours",
    "safeguarding": "safeguarding",
}
HUB_WORK = {
    "intake": "takes enquiries first",
    "ambassador": "carers who speak for fostering",
    "marketing": "marketing",
    "reporting": "reports of recruitment",
    "training": "training",
}
_OWN = "Each council's own; nothing is assumed."

SETTINGS = (
    Setting(
        key="contacts.directory",
        label="Whom to contact",
        help=(
            "Public bodies and offices, and how each is reached, kept once and never copied into a letter's words. "
            "No person's own contact belongs here. Give the day on which each was last checked."
        ),
        kind=Table(
            name="contact directory",
            one="contact",
            columns=(
                Part("body", "Body or office", Text(), needed=True),
                Part("purpose", "What for", Choice(options=PURPOSES), needed=True, said="for"),
                Part("address", "Address", LongText(longest=300)),
                Part("phone", "Phone", Text(longest=40)),
                Part("also_phone", "Another phone", Text(longest=80)),
                Part("email", "E-mail", Text()),
                Part("website", "Website", Text()),
                Part("checked_on", "Last checked on", Day(), said="checked"),
                Part("check_by", "To be checked again by", Day(), said="to be checked by"),
            ),
            check=contacts_that_work,
        ),
        group="partners",
        default=None,
        default_reason=_OWN,
        importance="core",
        transition=Transition("acts"),
        asked=("address", "phone number", "e-mail", "Ofsted", "contact details", "directory"),
        borrowable=False,
    ),
    Setting(
        key="partners.safeguarding_body",
        label="Local safeguarding body",
        help="The name of the local safeguarding partnership whose procedures we follow.",
        kind=Text(),
        group="partners",
        default=None,
        default_reason=_OWN,
        legal_source="Children Act 2004 s16E",
        importance="useful",
        transition=Transition("acts"),
        asked=("safeguarding partnership", "safeguarding board", "LSCB", "child protection procedures"),
        borrowable=False,
    ),
    Setting(
        key="partners.hubs",
        label="Hubs that we take part in",
        help="Each regional or central hub, with what it does for us. One hub may do several things.",
        kind=Table(
            name="hubs",
            one="hub",
            columns=(
                Part("name", "Name", Text(), needed=True),
                Part("work", "What it does for us", Many(options=HUB_WORK), needed=True),
            ),
            check=each_once("name"),
        ),
        group="partners",
        default=None,
        default_reason="Not every council belongs to a hub; none is assumed.",
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="We belong to no hub.",
        asked=("regional recruitment hub", "ambassadors", "where enquiries go first"),
        borrowable=False,
    ),
    Setting(
        key="partners.frameworks",
        label="Where we look for a home outside our own carers",
        help="The agreements under which homes are bought from other providers, in the order in which they are tried.",
        kind=Table(
            name="frameworks",
            one="search",
            columns=(
                Part("order", "Order", Whole(least=1, most=20), needed=True, hint="1 is tried first."),
                Part("name", "Framework or search", Text(), needed=True),
            ),
            check=each_once("order"),
        ),
        group="partners",
        default=None,
        default_reason=_OWN,
        importance="useful",
        transition=Transition("acts"),
        may_be_none=True,
        none_means="We buy no homes from other providers.",
        asked=("framework", "off-framework", "agency placement", "commissioning"),
        borrowable=False,
    ),
    Setting(
        key="partners.external_placements",
        label="Who arranges homes outside our own carers",
        help="The team or panel that finds or agrees homes with other providers, and for which homes.",
        kind=Table(
            name="commissioning",
            one="body",
            columns=(
                Part("body", "Team or panel", Text(), needed=True),
                Part("does", "What it does", Choice(options={"finds": "finds", "agrees": "agrees"}), needed=True),
                Part("scope", "Which homes", Text(longest=200), needed=True),
            ),
            check=each_once("body", "scope"),
        ),
        group="partners",
        default=None,
        default_reason=_OWN,
        importance="useful",
        transition=Transition("acts"),
        asked=("commissioning team", "external resource panel", "agency placement"),
        borrowable=False,
    ),
)
