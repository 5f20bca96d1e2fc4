from django.urls import path

from core.payments.pages import views

app_name = "payments"
urlpatterns = [
    path("payments/preview", views.preview, name="preview"),
    path("households/<uuid:household_id>/payments", views.of_household, name="of_household"),
    path("households/<uuid:household_id>/fee-standing/new", views.set_fee_standing, name="set_fee_standing"),
]
