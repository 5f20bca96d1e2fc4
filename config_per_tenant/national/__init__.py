"""Values that law and standards set, each dated and cited: `national(key, on)` gives the one in force on a day."""

from config_per_tenant.national.loading import (
    MinimumAllowance,
    NationalValue,
    national,
    national_keys,
    period,
    timeline,
)

__all__ = ["MinimumAllowance", "NationalValue", "national", "national_keys", "period", "timeline"]
