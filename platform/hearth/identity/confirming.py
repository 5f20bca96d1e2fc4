"""Asking a person to confirm that it is still they, before an act that others would most like to do in their place.

ASVS 5.0 7.5.1 and 7.5.3. Signing in counts for a quarter of an hour; then a password, a code or a passkey is asked for
again and what was sent is done. Who signs in by the council's own service alone has nothing here to confirm with.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def is_confirmed(request: HttpRequest) -> bool:
    """Whether this person said who they are a short while ago."""
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(record["at"] > since for record in records) or not get_reauthentication_flows(request.user)


def confirmed(view: View) -> View:
    """Guard a view: whoever has not said lately who they are is asked. Stands below `needs`."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_confirmed(request):
            raise ReauthenticationRequired()
        return view(request, *args, **kwargs)

    return asked
