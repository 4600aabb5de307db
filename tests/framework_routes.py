"""Addresses that the framework brings along, and what each is for."""

FRAMEWORK = {
    "set_language": "the language of the page, for everybody",
    "healthz": "the process answers",
    "readyz": "the portal works",
    "token/": "client credentials of a partner system: its own id and secret",
}
