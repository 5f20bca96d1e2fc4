from django.urls import path

from hearth.identity.pages import invitations, second_step, services, sessions, tokens, views

app_name = "identity"
urlpatterns = [
    path("", views.people, name="people"),
    path("new", views.open_account, name="open_account"),
    path("what-roles-may-do", views.what_roles_may_do, name="what_roles_may_do"),
    path("sign-in-service", services.service, name="service"),
    path("sign-in-service/directory", services.connect, name="connect_directory"),
    path("sign-in-service/directory/<uuid:token_id>/revocation", services.disconnect, name="disconnect_directory"),
    path("sign-in-service/groups", services.map_group, name="map_group"),
    path("sign-in-service/groups/<uuid:mapped_id>/removal", services.unmap_group, name="unmap_group"),
    path("<uuid:user_id>", views.person, name="person"),
    path("<uuid:user_id>/roles", views.grant_role, name="grant_role"),
    path("<uuid:user_id>/roles/<uuid:grant_id>/ending", views.end_role, name="end_role"),
    path("<uuid:user_id>/closing", views.close_account, name="close_account"),
    path("<uuid:user_id>/sessions/ending", sessions.end_somebodys, name="end_sessions"),
    path("<uuid:user_id>/second-step/reset", second_step.reset, name="reset_second_step"),
    path("<uuid:user_id>/invitation", invitations.invite, name="invite"),
    path("<uuid:user_id>/tokens", tokens.tokens, name="tokens"),
    path("<uuid:user_id>/tokens/<uuid:token_id>/revocation", tokens.revoke_token, name="revoke_token"),
    path("me/keyboard", views.keyboard, name="keyboard"),
]
