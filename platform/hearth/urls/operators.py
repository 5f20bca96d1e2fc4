"""Addresses of the operators' own tenant: which councils are here and how they are. No council's records."""

from django.urls import include, path

from hearth.urls.tenant import urlpatterns as every_tenant

urlpatterns = [
    *every_tenant,
    path("", include("tenants.pages.urls")),
    path("support/", include("tenants.support.pages.operator_urls")),
]
handler404 = "hearth.access.views.not_found"
handler500 = "hearth.access.views.server_error"
