from django.urls import path

from core.reporting.pages import views

app_name = "reporting"
urlpatterns = [
    path("reports/recruitment", views.recruitment, name="recruitment"),
    path("reports/recruitment/publication", views.publish, name="publish"),
]
