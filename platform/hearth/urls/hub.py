"""Addresses of a regional hub: figures that its member councils publish, and never a person."""

from django.urls import include, path

from hearth.urls.tenant import urlpatterns as every_tenant

urlpatterns = [*every_tenant, path("", include("tenants.hubs.pages.urls"))]
handler404 = "hearth.access.views.not_found"
handler500 = "hearth.access.views.server_error"
