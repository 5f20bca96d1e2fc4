from django.urls import path

from config_per_tenant.pages import acting, borrowing, changing, files, gaps, home, law, setting, several, versions

app_name = "policy"
urlpatterns = [
    path("", home.home, name="home"),
    path("groups/<slug:code>", home.group, name="group"),
    path("groups/<slug:code>/changes", several.several, name="several"),
    path("not-stated", gaps.gaps, name="gaps"),
    path("not-stated/adoption", gaps.adopt, name="adopt"),
    path("going-live", gaps.checklist, name="readiness"),
    path("rules/<slug:slug>", setting.setting, name="setting"),
    path("rules/<slug:slug>/change", changing.change, name="change"),
    path("borrowing/<slug:council>", borrowing.borrow, name="borrow"),
    path("law", law.law, name="law"),
    path("law/<str:national>/<str:from_on>/note", law.note, name="note_law"),
    path("law/<str:national>/<str:from_on>/draft", law.follow, name="follow_law"),
    path("versions", versions.versions, name="versions"),
    path("versions/new", acting.new_draft, name="new_draft"),
    path("versions/policy.yaml", files.whole_file, name="whole_file"),
    path("versions/comparison", versions.compare, name="compare"),
    path("versions/<uuid:version_id>", versions.version, name="version"),
    path("versions/<uuid:version_id>/version.yaml", files.version_file, name="file"),
    path("versions/<uuid:version_id>/import", files.import_into, name="import"),
    path("versions/<uuid:version_id>/rules/<slug:slug>/discarding", changing.discard, name="discard"),
    path("versions/<uuid:version_id>/comments", acting.comment, name="comment"),
    path("versions/<uuid:version_id>/submission", acting.submit, name="submit"),
    path("versions/<uuid:version_id>/approval", acting.approve, name="approve"),
    path("versions/<uuid:version_id>/return", acting.send_back, name="send_back"),
    path("versions/<uuid:version_id>/day", acting.reschedule, name="reschedule"),
    path("versions/<uuid:version_id>/rolling-back", acting.roll_back, name="roll_back"),
    path("versions/<uuid:version_id>/withdrawal", acting.withdraw, name="withdraw"),
]
