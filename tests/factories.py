"""A small world for the tests: six countries around the Golden Triangle and the Mekong.

Cases are always made through the portal's own verbs.
"""

import itertools
from datetime import UTC, datetime
from decimal import Decimal

import factory
from django.contrib.auth.models import Group

from agencies.models import (
    Border,
    Code,
    CodeList,
    Country,
    Crossing,
    Office,
    Officer,
    Partner,
    Tripoint,
)
from agencies.postings import post, regroup
from cases import workflow
from cases.content import CaseContent, SeizureContent, StopContent, SubjectContent
from cases.models import Case, RouteStop, Subject

PASSWORD = "correct horse battery staple"
ZONES = {
    "TH": "Asia/Bangkok",
    "MM": "Asia/Yangon",
    "LA": "Asia/Vientiane",
    "KH": "Asia/Phnom_Penh",
    "VN": "Asia/Ho_Chi_Minh",
    "CN": "Asia/Shanghai",
}
NAMES = {
    "TH": "Thailand",
    "MM": "Myanmar",
    "LA": "Lao PDR",
    "KH": "Cambodia",
    "VN": "Viet Nam",
    "CN": "China",
}
LANGUAGES = {
    "TH": "th",
    "MM": "my",
    "LA": "lo",
    "KH": "km",
    "VN": "vi",
    "CN": "zh-hans",
}
HAPPENED = datetime(2026, 11, 21, 19, 10, tzinfo=UTC)


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"group-{n}")


class CountryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Country
        django_get_or_create = ("code",)

    code = "TH"
    alpha3 = factory.LazyAttribute(lambda o: f"{o.code}X")
    name = factory.LazyAttribute(lambda o: NAMES.get(o.code, o.code))
    default_language = factory.LazyAttribute(lambda o: LANGUAGES.get(o.code, "en"))
    time_zone = factory.LazyAttribute(lambda o: ZONES.get(o.code, "UTC"))
    group = factory.SubFactory(
        GroupFactory,
        name=factory.LazyAttribute(lambda o: f"country:{o.factory_parent.code}"),
    )


class BorderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Border
        django_get_or_create = ("code",)

    code = "TH-MM"
    country_a = factory.SubFactory(
        CountryFactory, code=factory.LazyAttribute(lambda o: o.factory_parent.code[:2])
    )
    country_b = factory.SubFactory(
        CountryFactory, code=factory.LazyAttribute(lambda o: o.factory_parent.code[3:])
    )


def crossing(code, name_a, a, name_b, b, *, status="international", spellings=()):
    border = BorderFactory(code=code.split(":")[0])
    row = Crossing.objects.create(
        code=code,
        border=border,
        kind="land",
        status=status,
        name_a=name_a,
        country_a=border.country_a,
        lat_a=a[0],
        lon_a=a[1],
        name_b=name_b,
        country_b=border.country_b,
        lat_b=b[0],
        lon_b=b[1],
    )
    for country, language, text in spellings:
        row.names.create(country_id=country, language=language, text=text)
    row.refresh_search_text()
    return row


def office(
    code,
    name,
    *,
    at=None,
    crossings=(),
    borders=None,
    kind="border",
    status="active",
    **more,
):
    country = CountryFactory(code=code[:2])
    row = Office.objects.create(
        code=code,
        country=country,
        name=name,
        kind=kind,
        status=status,
        status_reason="" if status == "active" else "closed for repairs",
        time_zone=country.time_zone,
        lat=at and at[0],
        lon=at and at[1],
        group=GroupFactory(name=f"office:{code}"),
        **more,
    )
    row.refresh_from_db(fields=["opens", "closes"])  # times, as everywhere else
    row.crossings.set(crossings)
    row.borders.set(BorderFactory(code=b) for b in borders or {c.border_id for c in crossings})
    return row


_numbers = itertools.count(1)


def officer(username, office=None, role=Officer.Role.OFFICER, **more):
    more.setdefault("name", username.title())
    more.setdefault("email", f"{username}@blo.example")
    person = Officer.objects.create_user(username, None, **more)
    return post(person, office=office, role=role)


def code(list_slug, value, label, **more):
    slug, _ = CodeList.objects.get_or_create(slug=list_slug, defaults={"title": list_slug})
    row, _ = Code.objects.get_or_create(
        list=slug, code=value, defaults={"label": label, "plain_label": label, **more}
    )
    return row


def partner(country, *, scopes=None, another=""):
    """The system of a country, or `another` one of it."""
    from oauth2_provider.models import Application

    from agencies.access import SCOPES

    country = CountryFactory(code=country)
    account = Officer.objects.create_user(
        f"system-{country.code.lower()}{another}",
        None,
        name=f"System {country.code}",
        role="partner",
        country=country,
    )
    application = Application.objects.create(
        name=account.username,
        user=account,
        client_type="confidential",
        authorization_grant_type="client-credentials",
        client_id=f"client-{country.code}{another}",
        client_secret=f"secret-of-{country.code}{another}",
    )
    row = Partner.objects.create(
        name=account.username,
        country=country,
        account=account,
        application=application,
        group=GroupFactory(name=f"partner:{account.username}"),
        scopes=scopes if scopes is not None else sorted(set(SCOPES.values())),
    )
    regroup(account)
    return row


class World:
    """Borders TH-MM, TH-LA, LA-MM, KH-TH …; offices and codes the tests speak of."""

    def __init__(self):
        self.mae_sai = crossing(
            "TH-MM:mae-sai-1",
            "Mae Sai",
            (20.443, 99.8806),
            "Tachileik",
            (20.4457, 99.881),
            spellings=[("TH", "th", "แม่สาย"), ("MM", "my", "တာချီလိတ်")],
        )
        self.mae_sot = crossing(
            "TH-MM:mae-sot-1",
            "Mae Sot",
            (16.6909, 98.519),
            "Myawaddy",
            (16.6906, 98.5145),
            spellings=[("TH", "th", "แม่สอด")],
        )
        self.chiang_khong = crossing(
            "TH-LA:chiang-khong-4",
            "Chiang Khong",
            (20.223, 100.451),
            "Houayxay",
            (20.225, 100.459),
            spellings=[("LA", "lo", "ຫ້ວຍຊາຍ")],
        )
        self.chiang_saen = crossing(
            "TH-LA:chiang-saen",
            "Chiang Saen",
            (20.274, 100.088),
            "Ton Pheung",
            (20.279, 100.096),
        )
        self.muang_mom = crossing(
            "LA-MM:muang-mom",
            "Muang Mom",
            (20.594, 100.169),
            "Wan Pong",
            (20.598, 100.162),
        )
        self.poipet = crossing(
            "TH-KH:aranyaprathet",
            "Aranyaprathet",
            (13.66, 102.55),
            "Poipet",
            (13.658, 102.56),
        )
        self.bavet = crossing("VN-KH:moc-bai", "Moc Bai", (11.08, 106.17), "Bavet", (11.08, 106.16))
        point = Tripoint.objects.create(name="Golden Triangle", lat="20.3545", lon="100.083")
        point.borders.set(Border.objects.filter(pk__in=["TH-MM", "TH-LA", "LA-MM"]))
        self.msi = office(
            "TH-MSI",
            "Mae Sai",
            at=(20.43, 99.88),
            crossings=[self.mae_sai],
            name_local="แม่สาย",
        )
        self.mst = office("TH-MST", "Mae Sot", at=(16.71, 98.57), crossings=[self.mae_sot])
        self.ckg = office(
            "TH-CKG",
            "Chiang Khong",
            at=(20.26, 100.40),
            crossings=[self.chiang_khong, self.chiang_saen],
        )
        self.tcl = office(
            "MM-TCL",
            "Tachileik",
            at=(20.45, 99.88),
            crossings=[self.mae_sai, self.muang_mom],
        )
        self.mwd = office("MM-MWD", "Myawaddy", at=(16.69, 98.51), crossings=[self.mae_sot])
        self.hxy = office(
            "LA-HXY",
            "Houay Xay",
            at=(20.27, 100.42),
            crossings=[self.chiang_khong, self.chiang_saen, self.muang_mom],
        )
        self.ppt = office("KH-PPT", "Poipet", at=(13.66, 102.56), crossings=[self.poipet])
        self.bvt = office("KH-BVT", "Bavet", at=(11.08, 106.16), crossings=[self.bavet])
        self.desks = {
            c: office(f"{c}-NCD", f"{NAMES[c]} desk", kind="national", borders=[])
            for c in ("TH", "MM", "LA", "KH", "VN")
        }
        self.trafficking = code("case_type_iccs", "060121", "Drug trafficking", is_common=True)
        self.smuggling = code("case_type_iccs", "08051", "Migrant smuggling", is_common=True)
        self.meth = code("drugs", "METH_TAB", "methamphetamine tablets", unit="tablet")
        self.heroin = code("drugs", "HEROIN", "heroin", unit="kg")
        self.tablet = code("units", "tablet", "tablet", plain_plural="tablets")
        self.kg = code("units", "kg", "kg", plain_plural="kg")


def content(world, **changes):
    """A lorry stopped at Mae Sai, as the officer of journey 1 would log it."""
    values = {
        "happened_at": HAPPENED,
        "title": "Lorry with tablets",
        "narrative": "Planted-narrative: stopped on the bridge.",
        "urgency": Case.Urgency.FLASH,
        "offences": (world.trafficking,),
        "route": (
            StopContent(
                RouteStop.Role.INCIDENT,
                crossing=world.mae_sai,
                country=world.msi.country,
                at=HAPPENED,
            ),
        ),
        "subjects": (
            SubjectContent(
                name="ສົມໃຈ ພົມມະຈັນ",
                name_latin="Planted-suspect",
                nationality="LA",
                document_number="PA1234567",
            ),
            SubjectContent(role=Subject.Role.VICTIM, name="Planted-victim"),
        ),
        "seizures": (SeizureContent(Decimal(400_000), world.tablet, substance=world.meth),),
    }
    return CaseContent(**{**values, **changes})


def draft(world, by, *, office=None, **changes):
    return workflow.create_draft(
        content(world, **changes), officer=by, office=office or by.office or world.msi
    )


def submitted(world, by, *, levels=None, **changes):
    case = draft(world, by, **changes)
    return workflow.submit(case, officer=by, levels=levels)


def delivered(case):
    """Do the worker's work for every notice that is due."""
    from notices import outbox

    outbox.sweep()
    return case
