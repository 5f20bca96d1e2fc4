"""What the national return of children looked after (SSDA903) lets pass. A council may ask for a check sooner."""

from config_per_tenant.schema.kinds import Length, Whole
from config_per_tenant.schema.setting import Bound, Setting, Transition

_REASON = "The longest that the return's own checks let pass."


def _episode(key: str, label: str, help: str, rule: int, *asked: str) -> Setting:
    return Setting(
        key=f"ssda903.{key}",
        label=label,
        help=help,
        kind=Length(units=("days",)),
        group="reporting",
        default=None,
        default_national=f"ssda903.{key}",
        default_reason=_REASON,
        bounds=(Bound("max", f"ssda903.{key}"),),
        legal_source=f"SSDA903 rule {rule}",
        clock="calendar",
        starts="episode.started",
        stops="episode.ended",
        importance="useful",
        transition=Transition("new"),
        asked=("SSDA903", "903 return", "data check", *asked),
    )


SETTINGS = (
    _episode(
        "t1_hospital",
        "Longest temporary stay in hospital (T1)",
        "A stay in hospital that lasts longer is returned as an episode of its own.",
        375,
        "hospital",
    ),
    _episode(
        "t3_carer_holiday",
        "Longest temporary stay while the carer is on holiday (T3)",
        "A stay elsewhere that lasts longer is returned as an episode of its own.",
        376,
        "holiday",
    ),
    Setting(
        key="ssda903.t3_count_per_12_months",
        label="Most stays while the carer is on holiday (T3), in 12 months",
        help="How many such stays a child may have in any 12 months before the return asks why.",
        kind=Whole(least=0, most=50, counted=("time", "times")),
        group="reporting",
        default=None,
        default_national="ssda903.t3_count_per_12_months",
        default_reason="The most that the return's own checks let pass.",
        bounds=(Bound("max", "ssda903.t3_count_per_12_months"),),
        legal_source="SSDA903 rule 377",
        importance="useful",
        transition=Transition("new"),
        asked=("SSDA903", "903 return", "data check", "holiday"),
    ),
    _episode(
        "t4_other_temporary",
        "Longest other temporary stay (T4)",
        "A stay elsewhere, for another reason, that lasts longer is returned as an episode of its own.",
        379,
        "temporary",
    ),
    _episode(
        "v3_episode",
        "Longest stay of an agreed series of short breaks (V3)",
        "A stay that lasts longer is no short break of such a series.",
        365,
        "short break",
    ),
)
