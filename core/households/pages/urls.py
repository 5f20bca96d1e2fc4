from django.urls import path

from core.households.pages import acts, views

app_name = "households"
urlpatterns = [
    path("households", views.households, name="list"),
    path("households/download", views.download, name="download"),
    path("households/new", acts.open_household, name="open"),
    path("households/<uuid:household_id>", views.record, name="record"),
    path("households/<uuid:household_id>/members", views.members, name="members"),
    path("households/<uuid:household_id>/members/new", acts.add_member, name="add_member"),
    path("households/<uuid:household_id>/addresses/new", acts.move, name="move"),
    path("households/<uuid:household_id>/changes/new", acts.change, name="change"),
    path("households/<uuid:household_id>/closing", acts.close, name="close"),
    path("households/<uuid:household_id>/chronology", views.chronology_tab, name="chronology"),
    path("members/<uuid:member_id>/ending", acts.end_membership, name="end_membership"),
]
