"""What a password may not be: too short, one that everybody tries, or made of words about this place.

Length counts, and no mixture of signs is asked for (NCSC, three random words; ASVS 5.0 6.2.1 to 6.2.12). Nothing is
sent anywhere: the list of common passwords is a library's own.
"""

import re
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from tenants.isolation.current import current_tenant

LEAST, MOST = 12, 256  # characters
SIGNS = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
ABOUT_THE_WORK = {
    "hearth", "foster", "fostering", "carer", "carers", "council", "county", "borough", "city", "children", "childrens",
    "services", "service", "social", "worker", "work", "team", "admin", "administrator", "password", "passphrase",
    "welcome", "changeme", "letmein", "login", "secret", "summer", "autumn", "winter", "spring", "monday", "friday",
}  # fmt: skip


class Argon2(Argon2PasswordHasher):
    """Argon2id with 46 MiB and one pass (OWASP's choice), so that forty people signing in at nine fit into a pod."""

    memory_cost = 46 * 1024  # KiB
    time_cost = 1
    parallelism = 1


class Length:
    """At least 12 characters, at most 256; spaces count. Nothing is ever cut off."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < LEAST:
            raise ValidationError(
                f"Password must have {LEAST} characters or more. Three or four words that do not belong together are "
                "easy to remember and hard to guess",
                code="password_too_short",
            )
        if len(password) > MOST:
            raise ValidationError(f"Password must have {MOST} characters or fewer", code="password_too_long")

    def get_help_text(self) -> str:
        return f"Use {LEAST} characters or more."


class NotWellKnown(CommonPasswordValidator):
    """Not among the 20,000 that are tried first, nor one of them with signs for letters and something at its ends."""

    def validate(self, password: str, user: Any = None) -> None:
        lowered = password.lower().strip()
        plain = lowered.translate(SIGNS)
        forms = {lowered, plain, *(re.sub(r"^[^a-z]+|[^a-z]+$", "", form) for form in (lowered, plain))}
        half = len(lowered) // 2
        if lowered == lowered[:half] * 2:  # twice the same
            forms |= {lowered[:half], plain[:half]}
        if any(form in self.passwords for form in forms) or len(set(lowered)) < 5:
            raise ValidationError(
                "This password, or one very like it, is among the first that people try. Choose another",
                code="password_too_common",
            )


class NotAboutThisPlace:
    """Not made only of the service's own words, which whoever guesses here tries next."""

    def validate(self, password: str, user: Any = None) -> None:
        words = set(re.findall(r"[a-z]+", password.lower()))
        if words and words <= self._known() and len(words) < 4:
            raise ValidationError(
                "Password must not be made only of words about this service. Add words that have nothing to do with it",
                code="password_about_this_place",
            )

    def get_help_text(self) -> str:
        return "Use words that have nothing to do with this service."

    @staticmethod
    def _known() -> set[str]:
        name = getattr(current_tenant(), "name", "")
        return ABOUT_THE_WORK | set(re.findall(r"[a-z]+", name.lower()))
