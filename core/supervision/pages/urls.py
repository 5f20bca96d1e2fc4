from django.urls import path

from core.supervision.pages import caseload, team, visits, week

app_name = "supervision"
urlpatterns = [
    path("", week.my_week, name="week"),
    path("caseload/", caseload.my_caseload, name="caseload"),
    path("caseload/download", caseload.download, name="download"),
    path("caseload/<uuid:household_id>/summary", caseload.panel, name="panel"),
    path("team/", team.my_team, name="my_team"),
    path("teams/<uuid:team_id>/", team.team_page, name="team"),
    path("visits/new", visits.choose_household, name="choose_household"),
    path("visits/<uuid:visit_id>/", visits.visit, name="visit"),
    path("visits/<uuid:visit_id>/correction", visits.correct, name="correct"),
    path("visits/<uuid:visit_id>/withdrawal", visits.withdraw, name="withdraw"),
    path("planned-visits/<uuid:planned_id>/cancellation", visits.cancel, name="cancel"),
    path("visit-actions/<uuid:action_id>/completion", visits.complete, name="complete"),
    path("visit-arrangements/<uuid:arrangement_id>/end", visits.end_arrangement, name="end_arrangement"),
    path("households/<uuid:household_id>/visits/", visits.of_household, name="of_household"),
    path("households/<uuid:household_id>/visits/new", visits.record_visit, name="record_visit"),
    path("households/<uuid:household_id>/visits/draft", visits.draft, name="draft"),
    path("households/<uuid:household_id>/planned-visits/new", visits.plan, name="plan"),
    path("households/<uuid:household_id>/visit-arrangements/new", visits.arrange, name="arrange"),
]
