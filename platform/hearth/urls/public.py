"""The bare base domain: one plain page. It knows no user and no council."""

from django.urls import include, path

from hearth.ui import views
from hearth.ui.pages.public import front_page

looks = [
    path("theme-<slug:version>.css", views.theme_css, name="theme"),
    path("mark-<slug:version>.svg", views.mark, name="mark"),
]
urlpatterns = [
    path("", front_page, name="front"),
    path("", include((looks, "ui"))),
    path("", include("hearth.browser.security_txt")),
]
handler404 = "hearth.access.views.not_found"
handler500 = "hearth.access.views.server_error"
