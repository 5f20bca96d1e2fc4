from django.urls import path

from config_per_tenant.pages import changing, gaps, home, setting, versions

app_name = "policy"
urlpatterns = [
    path("", home.home, name="home"),
    path("groups/<slug:code>", home.group, name="group"),
    path("not-stated", gaps.gaps, name="gaps"),
    path("going-live", gaps.checklist, name="readiness"),
    path("rules/<slug:slug>", setting.setting, name="setting"),
    path("rules/<slug:slug>/change", changing.change, name="change"),
    path("versions", versions.versions, name="versions"),
    path("versions/new", versions.new_draft, name="new_draft"),
    path("versions/<uuid:version_id>", versions.version, name="version"),
    path("versions/<uuid:version_id>/rules/<slug:slug>/discarding", changing.discard, name="discard"),
    path("versions/<uuid:version_id>/submission", versions.submit_version, name="submit"),
    path("versions/<uuid:version_id>/approval", versions.approve_version, name="approve"),
    path("versions/<uuid:version_id>/return", versions.send_back_version, name="send_back"),
    path("versions/<uuid:version_id>/withdrawal", versions.withdraw_version, name="withdraw"),
]
