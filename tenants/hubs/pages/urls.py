from django.urls import path

from tenants.hubs.pages import views

app_name = "hubs"
urlpatterns = [
    path("", views.recruitment, name="recruitment"),
    path("members", views.members, name="members"),
]
