from django.urls import path

from hearth.audit.pages import views

app_name = "audit"
urlpatterns = [path("", views.entries, name="entries")]
