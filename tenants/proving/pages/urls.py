from django.urls import path

from tenants.proving.pages import views

app_name = "proving"
urlpatterns = [
    path("", views.receipts, name="receipts"),
    path("new", views.ask, name="ask"),
    path("<uuid:receipt_id>", views.receipt, name="receipt"),
    path("<uuid:receipt_id>/receipt.json", views.as_json, name="json"),
    path("<uuid:receipt_id>/receipt.pdf", views.as_pdf, name="pdf"),
]
