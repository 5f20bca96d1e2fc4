"""References that people read out: FH-1042. Each council counts its own."""

from core.households import rules
from core.households.models import FIRST_NUMBER, Series


def next_reference(series: str) -> str:
    """The next reference of a series, inside the caller's transaction: numbers have no gaps and are given once.

    Others who ask for one of the same series wait until that transaction ends.
    """
    Series.objects.get_or_create(code=series, defaults={"last_number": FIRST_NUMBER - 1})
    counted = Series.objects.select_for_update().get(code=series)
    counted.last_number += 1
    counted.save()
    return rules.reference(counted.code, counted.last_number)
