from django.urls import path

from hearth.jobs.pages import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="list"),
    path("<uuid:job_id>", views.job, name="job"),
    path("<uuid:job_id>/progress", views.progress, name="progress"),
    path("<uuid:job_id>/stop", views.stop, name="stop"),
]
