from django.urls import path

from hearth.documents.pages import views

app_name = "documents"
urlpatterns = [
    path("exports", views.exports, name="exports"),
    path("exports/new", views.ask, name="ask"),
    path("exports/<uuid:export_id>", views.export, name="export"),
    path("exports/<uuid:export_id>/file", views.file, name="file"),
]
