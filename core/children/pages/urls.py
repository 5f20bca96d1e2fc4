from django.urls import path

from core.children.pages import views

app_name = "children"
urlpatterns = [
    path("children/", views.children, name="list"),
    path("children/new", views.open_record, name="open"),
    path("children/<uuid:child_id>", views.record, name="record"),
    path("children/<uuid:child_id>/correction", views.correct_record, name="correct"),
]
