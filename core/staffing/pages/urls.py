from django.urls import path

from core.staffing.pages import views

app_name = "staffing"
urlpatterns = [
    path("teams/", views.teams, name="teams"),
    path("posts/<uuid:post_id>/holders/new", views.appoint_holder, name="appoint"),
    path("holdings/<uuid:holding_id>/end", views.end_holder, name="end_holding"),
    path("allocations/<slug:kind>/<uuid:subject_id>/new", views.allocate, name="allocate"),
    path("allocations/<uuid:allocation_id>/end", views.end, name="end_allocation"),
]
