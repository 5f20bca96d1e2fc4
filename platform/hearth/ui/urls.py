from django.urls import path

from hearth.ui import views

app_name = "ui"
urlpatterns = [
    path("theme-<slug:version>.css", views.theme_css, name="theme"),
    path("mark-<slug:version>.svg", views.mark, name="mark"),
    path("find", views.find, name="find"),
    path("session", views.stay, name="session"),
]
