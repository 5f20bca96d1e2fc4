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
    },
)

audit.sentences(
    {
        "identity.account_opened": "{actor} opened an account for {subject}.",
        "identity.account_closed": "{actor} closed the account of {subject}.",
        "identity.role_granted": "{actor} gave {subject} the role of {role}.",
        "identity.role_ended": "{actor} ended the role of {role} for {subject}.",
        "identity.token_issued": "{actor} issued the API token {token} to {subject}, usable until {expires_on}.",
        "identity.token_revoked": "{actor} revoked the API token {token} of {subject}.",
    }
)
