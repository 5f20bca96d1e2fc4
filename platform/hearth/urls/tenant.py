"""Addresses that every tenant answers, whatever its kind: signing in, accounts, audit, jobs, theme, palette."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("hearth.identity.pages.urls")),
    path("people-and-roles/", include("hearth.identity.pages.role_urls")),
    path("scim/v2/", include("hearth.identity.scim.urls")),
    path("audit/", include("hearth.audit.pages.urls")),
    path("jobs/", include("hearth.jobs.pages.urls")),
    path("documents/", include("hearth.documents.pages.urls")),
    path("", include("hearth.ui.urls")),
    path("", include("hearth.browser.security_txt")),
]
