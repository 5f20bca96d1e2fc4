from hearth import audit
from hearth.access import Role, capabilities

ADMINISTRATORS = {Role.TENANT_ADMINISTRATOR, Role.HUB_MANAGER, Role.OPERATOR}

CAPABILITIES = capabilities(
    "identity",
    {
        "identity.view_people": ADMINISTRATORS | {Role.AUDITOR},
        "identity.open_account": ADMINISTRATORS,
        "identity.grant_role": ADMINISTRATORS,
        "identity.end_role": ADMINISTRATORS,
        "identity.close_account": ADMINISTRATORS,
        "identity.issue_token": ADMINISTRATORS,
        "identity.revoke_token": ADMINISTRATORS,
        "identity.end_sessions": ADMINISTRATORS,
        "identity.set_sign_in_service": ADMINISTRATORS,
        "identity.connect_directory": ADMINISTRATORS,
        "identity.invite": ADMINISTRATORS,
        "identity.accept_invitation": {"public"},
        "identity.reset_second_step": ADMINISTRATORS,
    },
)

audit.sentences(
    {
        "identity.account_opened": "{actor} opened an account for {subject}.",
        "identity.account_closed": "{actor} closed the account of {subject}.",
        "identity.role_granted": "{actor} gave {subject} the role of {role}.",
        "identity.role_ended": "{actor} ended the role of {role} for {subject}.",
        "identity.signed_in": "{actor} signed in.",
        "identity.signed_out": "{actor} signed out.",
        "identity.sign_in_failed": "Somebody tried to sign in as {subject} and could not.",
        "identity.sign_in_unknown": "Somebody tried to sign in with an address that has no account here.",
        "identity.password_changed": "{actor} changed their password. Their sessions elsewhere ended.",
        "identity.session_ended": "{actor} signed out on another device.",
        "identity.other_sessions_ended": "{actor} signed out everywhere else.",
        "identity.sessions_ended": "{actor} signed {subject} out everywhere.",
        "identity.second_step_added": "{actor} set up {what} for signing in.",
        "identity.second_step_removed": "{actor} removed {what} for signing in.",
        "identity.recovery_codes_made": "{actor} made new recovery codes.",
        "identity.second_step_failed": "Somebody with the password of {subject} failed the second step.",
        "identity.second_step_reset": "{actor} removed the second step of {subject}, who sets up another.",
        "identity.service_set": "{actor} set the sign-in service {service} ({issuer}), now {state}.",
        "identity.service_linked": "{subject} signed in by {service} for the first time.",
        "identity.service_failed": "The sign-in service did not answer as it should.",
        "identity.service_refused": "Somebody came from the sign-in service and was not let in: {because}",
        "identity.group_mapped": "{actor} let the group {group} give the role of {role}.",
        "identity.group_unmapped": "{actor} ended that the group {group} gives the role of {role}.",
        "identity.last_administrator_kept": "{subject} left the group of administrators and stays one: nobody else is.",
        "identity.invited": "{actor} invited {subject} to set a password.",
        "identity.invitation_accepted": "{subject} set their first password by the invitation.",
        "identity.directory_connected": "{actor} connected a directory by the token {token}.",
        "identity.directory_disconnected": "{actor} disconnected the directory with the token {token}.",
        "identity.named_in_directory": "{actor} noted what the directory calls {subject}.",
        "identity.account_renamed": "{actor} changed the account {before} to {after}.",
        "identity.account_reopened": "{actor} opened the account of {subject} again, without roles.",
        "identity.directory_group_set": "{actor} set the group {group}.",
        "identity.directory_group_removed": "{actor} removed the group {group}.",
        "identity.members_set": "{actor} changed who is in the group {group}: {count} now.",
        "identity.token_issued": "{actor} issued the API token {token} to {subject}, usable until {expires_on}.",
        "identity.token_revoked": "{actor} revoked the API token {token} of {subject}.",
    }
)
