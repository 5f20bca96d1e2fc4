from django.urls import path

from core.reviews.pages import views

app_name = "reviews"
urlpatterns = [
    path("households/<uuid:household_id>/reviews", views.reviews, name="list"),
    path("approvals/<uuid:approval_id>/reviews/new", views.review, name="review"),
]
