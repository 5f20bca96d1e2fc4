from django.urls import path

from core.rehearsal.pages import changes, payments, views

app_name = "rehearsal"
urlpatterns = [
    path("settings/versions/<uuid:version_id>/rehearsal", views.of_version, name="of_version"),
    path("settings/versions/<uuid:version_id>/rehearsal/new", views.ask, name="ask"),
    path("settings/versions/<uuid:version_id>/rehearsal/changes", changes.changes, name="changes"),
    path("settings/versions/<uuid:version_id>/rehearsal/payments", payments.payments, name="payments"),
    path("settings/rehearsals/<uuid:rehearsal_id>/progress", views.progress, name="progress"),
    path("settings/rehearsals/changes/<uuid:change_id>", changes.change, name="change"),
    path("settings/rehearsals/payments/<uuid:pay_id>", payments.payment, name="payment"),
]
