from django.urls import path

from core.approvals.pages import views

app_name = "approvals"
urlpatterns = [
    path("households/<uuid:household_id>/approval", views.approval, name="approval"),
    path("households/<uuid:household_id>/approval/new", views.approve, name="approve"),
    path("approvals/<uuid:approval_id>/terms/new", views.terms, name="terms"),
    path("approvals/<uuid:approval_id>/extension", views.extension, name="extension"),
    path("approvals/<uuid:approval_id>/resignation", views.resignation, name="resignation"),
    path("approvals/<uuid:approval_id>/ending", views.ending, name="ending"),
]
