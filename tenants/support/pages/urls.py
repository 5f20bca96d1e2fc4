"""In a council: allowing, forbidding, seeing, coming in by a link, leaving."""

from django.urls import path

from tenants.support.pages import council

app_name = "support"
urlpatterns = [
    path("", council.allowing, name="allowing"),
    path("allowing", council.allow, name="allow"),
    path("forbidding", council.forbid, name="forbid"),
    path("leaving", council.leave, name="leave"),
    path("entry/<str:link>", council.entry, name="entry"),
    path("sessions/<uuid:session_id>", council.session, name="session"),
]
