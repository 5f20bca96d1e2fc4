from django.urls import path

from tenants.pages import views

app_name = "tenants"
urlpatterns = [path("", views.registry, name="registry")]
