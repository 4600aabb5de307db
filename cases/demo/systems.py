"""One partner system for each country, with every scope."""

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from oauth2_provider.models import Application

from agencies.access import SCOPES
from agencies.models import Agency, Country, Officer, Partner
from agencies.postings import regroup
from cases.demo.accounts import secret


@transaction.atomic
def connect_systems() -> int:
    """Make those that are missing. A key that has changed gives all of them new secrets."""
    known = set(demo_systems().values_list("country", flat=True))
    missing = Country.objects.exclude(code__in=known).order_by("code")
    _renew_secrets()
    for country in missing:
        _connect(country)
    return len(missing)


def demo_systems() -> QuerySet[Partner]:
    return (
        Partner.objects.filter(application__client_id__startswith="demo-")
        .select_related("application", "country")
        .order_by("country")
    )


def _connect(country: Country) -> None:
    username = f"{country.code.lower()}-system"
    client_id = f"demo-{username}"
    account = Officer.objects.create_user(
        username,
        name=f"{country.name} case system",
        role=Officer.Role.PARTNER,
        country=country,
        wants_email=False,
    )
    application = Application.objects.create(
        name=username,
        user=account,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
        client_id=client_id,
        client_secret=secret(client_id),
    )
    Partner.objects.create(
        name=account.name,
        country=country,
        agency=Agency.objects.filter(country=country, kind="police").order_by("code").first(),
        account=account,
        application=application,
        group=Group.objects.get_or_create(name=f"partner:{username}")[0],
        scopes=sorted(set(SCOPES.values())),
    )
    regroup(account)


def _renew_secrets() -> None:
    applications = [partner.application for partner in demo_systems()]
    if not applications or _opens(applications[0]):
        return
    for application in applications:
        application.client_secret = secret(application.client_id)
        application.save(update_fields=["client_secret"])


def _opens(application: Application) -> bool:
    return check_password(secret(application.client_id), application.client_secret)
