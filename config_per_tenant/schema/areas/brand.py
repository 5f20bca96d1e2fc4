"""How the council's pages name themselves and look."""

from config_per_tenant.schema.kinds import Structured
from config_per_tenant.schema.setting import Setting
from config_per_tenant.schema.values.brand import Brand

SETTINGS = (
    Setting(
        key="brand.identity",
        label="Name and colour",
        help="The council's and the service's name, and the colour of the header on every page.",
        kind=Structured(name="names and a colour", of=Brand),
        group="brand",
        default={
            "name": "Fostering service",
            "short_name": "Fostering",
            "service_name": "Fostering service",
            "colour": "#1d70b8",
        },
        default_reason="A plain name and colour until the council gives its own.",
        importance="useful",
        asked=("logo", "theme", "colour"),
        borrowable=False,
    ),
)
