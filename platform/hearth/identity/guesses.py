"""How often somebody has guessed at one account's password, counted where it outlives a cache that is away.

Counted for an address whether it has an account or not, under a keyed hash: the table tells nobody who was guessed at.
The library's own limits (settings: ACCOUNT_RATE_LIMITS) come first and are tighter for short bursts.
"""

from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hearth.records import Privacy, Record
from tenants.isolation.current import require_schema

MOST = 20  # wrong passwords for one address
WITHIN = timedelta(hours=1)
KEPT = timedelta(days=1)


class Guesses(Record):
    """Wrong passwords for one address since a moment."""

    privacy = Privacy("tenant", personal="none", retention="A day: a keyed hash of an address, and a number")

    address = models.CharField(max_length=64, unique=True, editable=False)
    count = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    class Meta(Record.Meta):
        verbose_name_plural = "guesses"

    def __str__(self) -> str:
        return f"{self.count} since {self.since:%H:%M}"


def are_too_many(email: str) -> bool:
    """Whether no more passwords are tried for this address for now, the right one included."""
    return Guesses.objects.filter(address=_hashed(email), count__gte=MOST, since__gt=timezone.now() - WITHIN).exists()


def count_one(email: str) -> None:
    """One more wrong password for this address."""
    now = timezone.now()
    Guesses.objects.filter(since__lt=now - KEPT).delete()
    Guesses.objects.filter(address=_hashed(email), since__lte=now - WITHIN).update(count=0, since=now)
    row, _ = Guesses.objects.get_or_create(address=_hashed(email), defaults={"since": now})
    Guesses.objects.filter(pk=row.pk).update(count=F("count") + 1)


def forget(email: str) -> None:
    """The right password came: what was counted is over."""
    Guesses.objects.filter(address=_hashed(email)).delete()


def _hashed(email: str) -> str:
    schema = require_schema("A sign-in")
    return salted_hmac(f"hearth.identity.guesses:{schema}", email.strip().lower(), algorithm="sha256").hexdigest()
