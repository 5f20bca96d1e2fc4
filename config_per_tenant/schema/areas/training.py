"""The training, support and development standards, and by when each kind of carer completes them."""

from config_per_tenant.schema.kinds import Length
from config_per_tenant.schema.setting import Bound, Setting, Transition

_UNITS = ("weeks", "months", "years")
_HELP = "The time from approval in which {} complete the training, support and development standards."


def _deadline(key: str, label: str, who: str, months: int, reason: str, bounds: tuple[Bound, ...]) -> Setting:
    return Setting(
        key=f"training.{key}",
        label=label,
        help=_HELP.format(who),
        kind=Length(units=_UNITS),
        group="training",
        default=f"{months} months",
        default_reason=reason,
        bounds=bounds,
        legal_source="NMS 20.3" if bounds else "",
        clock="calendar",
        starts="approval.started",
        stops="tsd.completed",
        importance="law" if bounds else "core",
        transition=Transition("new"),
        asked=("TSD", "standards", "induction"),
    )


SETTINGS = (
    _deadline(
        "tsd_mainstream",
        "Standards: mainstream carers",
        "mainstream carers",
        12,
        "The longest that the national standard allows.",
        (Bound("max", "training.tsd_mainstream"),),
    ),
    _deadline(
        "tsd_connected_person",
        "Standards: connected persons",
        "connected persons",
        18,
        "The longest that the national standard allows.",
        (Bound("max", "training.tsd_family_and_friends"),),
    ),
    _deadline(
        "tsd_short_break",
        "Standards: short break carers",
        "short break carers",
        12,
        "The standard names no time for short breaks alone; the mainstream time is taken.",
        (),
    ),
)
