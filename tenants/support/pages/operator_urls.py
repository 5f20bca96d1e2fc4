"""In the operators' own tenant: asking to come in to a council."""

from django.urls import path

from tenants.support.pages import operators

app_name = "support"
urlpatterns = [path("<uuid:tenant_id>", operators.ask, name="ask")]
