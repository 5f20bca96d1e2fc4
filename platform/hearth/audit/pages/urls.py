from django.urls import path

from hearth.audit.pages import views

app_name = "audit"
urlpatterns = [
    path("", views.entries, name="entries"),
    path("download", views.download, name="download"),
    path("<uuid:entry_id>", views.entry, name="entry"),
    path("about/<slug:kind>/<uuid:subject_id>", views.about, name="about"),
    path("by/<uuid:actor_id>", views.by_person, name="by"),
]
