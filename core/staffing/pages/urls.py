from django.urls import path

from core.staffing.pages import drafts, roles, structure, views

app_name = "staffing"
urlpatterns = [
    path("teams/", structure.structure, name="teams"),
    path("teams/roles", roles.roles, name="roles"),
    path("teams/drafts", drafts.drafts, name="drafts"),
    path("teams/drafts/<uuid:version_id>", drafts.draft, name="draft"),
    path("teams/drafts/<uuid:version_id>/moves/new", drafts.move, name="move_post"),
    path("teams/drafts/<uuid:version_id>/posts/new", drafts.add_post, name="add_post"),
    path("teams/drafts/<uuid:version_id>/posts/change", drafts.change_post, name="change_post"),
    path("teams/drafts/<uuid:version_id>/posts/ending", drafts.end_post, name="end_post"),
    path("teams/drafts/<uuid:version_id>/teams/new", drafts.open_team, name="open_team"),
    path("teams/drafts/<uuid:version_id>/teams/<slug:code>/change", drafts.change_team, name="change_team"),
    path("teams/drafts/<uuid:version_id>/teams/<slug:code>/closing", drafts.close_team, name="close_team"),
    path("posts/<uuid:post_id>/holders/new", views.appoint_holder, name="appoint"),
    path("holdings/<uuid:holding_id>/end", views.end_holder, name="end_holding"),
    path("allocations/<slug:kind>/<uuid:subject_id>/new", views.allocate, name="allocate"),
    path("allocations/<uuid:allocation_id>/end", views.end, name="end_allocation"),
]
