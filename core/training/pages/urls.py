from django.urls import path

from core.training.pages import views

app_name = "training"
urlpatterns = [
    path("households/<uuid:household_id>/training", views.household, name="household"),
    path("members/<uuid:member_id>/standards/new", views.completion, name="completion"),
]
