"""The picture that an authenticator app reads, and an administrator's reset of somebody's second step."""

from io import BytesIO
from uuid import UUID

import qrcode
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST
from qrcode.image.svg import SvgPathImage

from hearth.access import SIGNED_IN, needs
from hearth.identity import actions
from hearth.identity.confirming import confirmed
from hearth.identity.models import User


@require_GET
@needs(SIGNED_IN)
def picture(request: HttpRequest) -> HttpResponse:
    """The key of the app that is being set up in this session, as a QR code; it is nowhere else."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    drawn = BytesIO()
    qrcode.make(get_adapter().build_totp_url(request.user, secret), image_factory=SvgPathImage).save(drawn)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@require_POST
@needs("identity.reset_second_step")
@confirmed
def reset(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.visible_to(request.actor), pk=user_id)
    actions.reset_second_step(user, by=request.actor)
    messages.success(request, f"The second step of {user} is removed and they are signed out everywhere.")
    return redirect("identity:person", user_id=user.pk)
