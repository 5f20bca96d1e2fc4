"""The council's own words for a page or letter, from its policy of the day, with the names filled in."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from config_per_tenant.policy import policy_on
from hearth.dates import today
from hearth.ui import theme


def words(request: HttpRequest, key: str, **values: str) -> list[SafeString]:
    """The paragraphs of one wording setting, escaped. Raises KeyError for a key that is no setting."""
    brand = theme.brand_of(request)
    return policy_on(today())[key].paragraphs({"council": brand.name, "service": brand.service_name, **values})
