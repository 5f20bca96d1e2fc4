"""Everything below /api/: version 1, its document, the page to read it; and a problem for any other address."""

from django.urls import include, path, re_path

from api.pages import Document, problems, reference
from api.views import NoSuchAddress

urlpatterns = [
    path("", reference, name="api-reference"),
    path("schema/", Document.as_view(), name="api-schema"),
    path("problems/", problems, name="api-problems"),
    path("v1/", include("api.v1.urls")),
    re_path(r"", NoSuchAddress.as_view()),
]
