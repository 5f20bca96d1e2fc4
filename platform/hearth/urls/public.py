"""The bare base domain: one plain page. It knows no user and no council."""

from django.urls import path

from hearth.ui.pages.public import front_page

urlpatterns = [path("", front_page, name="front")]
handler404 = "hearth.access.views.not_found"
handler500 = "hearth.access.views.server_error"
