"""The outbox, for administrators. The inbox is in `cases/urls/casefile.py`: its rows speak of
cases."""

from django.urls import URLPattern, URLResolver, path

from notices import views
from notices.webhooks import partnerviews as partners
from notices.webhooks import views as webhooks

PARTNER = "partners/<uuid:public_id>/"
ONE = "partners/webhooks/<uuid:public_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("deliveries/", views.delivery_list, name="deliveries"),
    path("deliveries/<int:pk>/resend/", views.resend, name="delivery-resend"),
    path("partners/", webhooks.partner_list, name="partners"),
    path(PARTNER, partners.partner, name="partner"),
    path(f"{PARTNER}secret/", partners.secret, name="partner-secret"),
    path(f"{PARTNER}old-secret/end/", partners.end_old_secret, name="partner-old-secret-end"),
    path(f"{PARTNER}tokens/revoke/", partners.revoke, name="partner-tokens-revoke"),
    path(f"{PARTNER}stop/", partners.stop, name="partner-stop"),
    path(f"{PARTNER}start/", partners.start, name="partner-start"),
    path(ONE, webhooks.webhook, name="webhook"),
    path(f"{ONE}approve/", webhooks.approve, name="webhook-approve"),
    path(f"{ONE}stop/", webhooks.stop, name="webhook-stop"),
    path(f"{ONE}test/", webhooks.send_test, name="webhook-test"),
    path(f"{ONE}resend/", webhooks.resend_dead, name="webhook-resend"),
]
