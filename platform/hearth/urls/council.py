"""Addresses of a council."""

from django.urls import include, path

from hearth.urls.tenant import urlpatterns as every_tenant

urlpatterns = [
    *every_tenant,
    path("", include("core.supervision.pages.urls")),  # "" itself is My week, the home page of all staff
    path("", include("core.duties.pages.urls")),
    path("", include("core.staffing.pages.urls")),
    path("", include("core.people.pages.urls")),
    path("", include("core.households.pages.urls")),
    path("", include("core.approvals.pages.urls")),
    path("", include("core.reviews.pages.urls")),
    path("", include("core.training.pages.urls")),
    path("", include("core.children.pages.urls")),
    path("", include("core.placements.pages.urls")),
    path("", include("core.payments.pages.urls")),
    path("", include("core.recruitment.pages.urls")),
    path("", include("core.reporting.pages.urls")),
    path("", include("core.rehearsal.pages.urls")),
    path("settings/", include("config_per_tenant.pages.urls")),
    path("api/", include("api.urls")),
    path("isolation/", include("tenants.proving.pages.urls")),
    path("support/", include("tenants.support.pages.urls")),
]
handler404 = "hearth.access.views.not_found"
handler500 = "hearth.access.views.server_error"
