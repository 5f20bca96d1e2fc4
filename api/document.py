"""Where the operations of the OpenAPI document are looked up: below /api/, whatever else the site serves.

`python -m django spectacular --urlconf api.document --validate --fail-on-warn`
"""

from django.urls import include, path

urlpatterns = [path("api/", include("api.urls"))]
