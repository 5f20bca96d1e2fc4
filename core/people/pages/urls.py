from django.urls import path

from core.people.pages import views

app_name = "people"
urlpatterns = [
    path("people", views.search, name="search"),
    path("people/<uuid:person_id>", views.record, name="record"),
    path("people/<uuid:person_id>/details", views.details, name="details"),
    path("people/<uuid:person_id>/names/new", views.name, name="name"),
    path("people/<uuid:person_id>/contact-points/new", views.contact_point, name="contact_point"),
    path("people/<uuid:person_id>/addresses/new", views.address, name="address"),
    path("contact-points/<uuid:contact_point_id>/ending", views.contact_point_ending, name="contact_point_ending"),
]
