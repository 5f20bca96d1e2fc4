from django.urls import include, path

from tests.ui.gallery import people, views

people.furnish()

gallery = (
    [
        path("", views.caseload, name="caseload"),
        path("week", views.week, name="week"),
        path("record", views.record, name="record"),
        path("panel/<int:number>", views.panel, name="panel"),
        path("form", views.form, name="form"),
        path("questions", views.questions, name="questions"),
        path("report", views.report, name="report"),
        path("settings", views.settings, name="settings"),
        path("teams", views.teams, name="teams"),
        path("payments", views.payments, name="payments"),
        path("job", views.job, name="job"),
        path("pieces", views.pieces, name="pieces"),
        path("sign-in", views.sign_in, name="sign_in"),
        path("public", views.public, name="public"),
        path("document", views.document, name="document"),
        path("broken/<slug:name>", views.broken, name="broken"),
    ],
    "gallery",
)
urlpatterns = [
    path("", include(gallery)),
    path("session", views.stay),  # before the product's own, which writes down who was seen
    path("", include("hearth.ui.urls")),
    path("sign-out/", views.caseload, name="account_logout"),
    path("sign-in/", views.sign_in, name="account_login"),
    path("reset/", views.sign_in, name="account_reset_password"),
    path("drafts/visit", views.draft, name="draft"),
]
