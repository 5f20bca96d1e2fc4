from django.urls import path

from core.placements.pages import views

app_name = "placements"
urlpatterns = [
    path("placements/", views.placements, name="list"),
    path("placements/<uuid:placement_id>", views.record, name="record"),
    path("placements/<uuid:placement_id>/ending", views.end_placement, name="end"),
    path("children/<uuid:child_id>/placements/new", views.place_child, name="place"),
    path("households/<uuid:household_id>/placements", views.of_household, name="of_household"),
]
