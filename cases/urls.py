"""Inbox and cases. A reference stands in the address as it stands on paper."""

from django.urls import URLPattern, URLResolver, path, register_converter

from agencies.addresses import CountryCode
from cases.references import ReferenceConverter
from cases.views import answers, detail, disclosure, ending, inbox, listing

register_converter(ReferenceConverter, "reference")
register_converter(CountryCode, "country")

urlpatterns: list[URLPattern | URLResolver] = [
    # Inbox
    path("", inbox.inbox, name="inbox"),
    path("inbox/", inbox.background(inbox.inbox), name="inbox-refresh"),
    path("inbox/badge/", inbox.badge, name="inbox-badge"),
    path(
        "notices/<uuid:public_id>/acknowledge/",
        answers.notice_acknowledge,
        name="notice-acknowledge",
    ),
    path("notices/<uuid:public_id>/take/", answers.notice_take, name="notice-take"),
    # Reading
    path("cases/", listing.case_list, name="case-list"),
    path("cases/<reference:reference>/", detail.case_detail, name="case-detail"),
    # Answering
    path("cases/<reference:reference>/engage/", answers.case_engage, name="case-engage"),
    path("cases/<reference:reference>/decline/", answers.case_decline, name="case-decline"),
    # Disclosing
    path(
        "cases/<reference:reference>/share/<country:country>/",
        disclosure.case_share,
        name="case-share",
    ),
    path(
        "cases/<reference:reference>/recall/<country:country>/",
        disclosure.case_recall,
        name="case-recall",
    ),
    # Ending
    path("cases/<reference:reference>/close/", ending.case_close, name="case-close"),
    path("cases/<reference:reference>/reopen/", ending.case_reopen, name="case-reopen"),
    path("cases/<reference:reference>/withdraw/", ending.case_withdraw, name="case-withdraw"),
]
