from django.urls import path

from core.duties.pages import views

app_name = "duties"
urlpatterns = [
    path("duties/<uuid:duty_id>/why", views.why, name="why"),
    path("duties/", views.catalogue_page, name="catalogue"),
    path("duties/rebuild", views.start_rebuild, name="rebuild"),
]
