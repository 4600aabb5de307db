"""Addresses that the framework brings along. All of them act on the visitor's own account."""

# name: what it answers to GET (nobody signed in, an officer signed in), as in the access table.
# A redirect from a page of the second factor asks for the password once more.
OWN_ACCOUNT = """
account_login                         200  302
account_logout                         in  200
account_signup                        200  302
account_inactive                      200  200
account_reauthenticate                 in  200
account_email                          in  200
account_email_verification_sent       200  200
account_confirm_email                 200  200
account_confirm_login_code             in  302
account_change_password                in  200
account_set_password                   in  302
account_reset_password                200  200
account_reset_password_done           200  200
account_reset_password_from_key       200  200
account_reset_password_from_key_done  200  200
mfa_index                              in  200
mfa_authenticate                       in  302
mfa_reauthenticate                     in  302
mfa_reauthenticate_webauthn            in  302
mfa_activate_totp                      in  302
mfa_deactivate_totp                    in  404
mfa_list_webauthn                      in  200
mfa_add_webauthn                       in  302
mfa_edit_webauthn                      in  302
mfa_remove_webauthn                    in  302
mfa_view_recovery_codes                in  404
mfa_generate_recovery_codes            in  302
mfa_download_recovery_codes            in  404
usersessions_list                      in  200
"""

# Asked by everybody, signed in or not, and by machines.
OTHERS = {
    "set_language": "the language of the page",
    "healthz": "the process answers",
    "readyz": "the portal works",
    "GET token/": "client credentials of a partner system: its own id and secret",
}


def own_account():
    """{name: (answer to nobody, answer to an officer)}"""
    rows = (line.split() for line in OWN_ACCOUNT.splitlines() if line)
    return {name: (nobody, officer) for name, nobody, officer in rows}


FRAMEWORK = {*own_account(), *OTHERS}
