"""Studies, recommendations, positions and days without a visa in the access table; how to read it
stands in `access_table`. Thailand leads.
"""

from datetime import date

from cases.forms.days import latest_day, written
from roadmap import reference, studies, visafree
from roadmap.models import Study
from roadmap.studies import RecommendationContent
from roadmap.visafree import VisaContent, members

PAGES = """
# Studies and recommendations: kept by the lead shepherd
GET  roadmap-studies                 -        in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-study                   st-study in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-recommendation          st-one   in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-study-new               -        in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-study-new               -        in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-study-change            st-study in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-study-change            st-study in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-recommendation-new      st-study in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-recommendation-new      st-study in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-recommendation-change   st-one   in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-recommendation-change   st-one   in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
GET  roadmap-recommendation-status   st-one   in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-recommendation-status   st-one   in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
# Positions: each member state its own
GET  roadmap-recommendation-position st-one   in  403  403  403  403  403  403  403  403  200  200  403  403  403   in   in  403
POST roadmap-recommendation-position st-one   in  403  403  403  403  403  403  403  403  302  302  403  403  403   in   in  403
# Days without a visa: `st-visa` is Thailand's, stated by its coordinator
GET  roadmap-visa-free               -        in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-visa-free-csv           -        in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-visa-pair               st-pair  in  200  200  200  200  200  200  200  200  200  200  200  200  200   in   in  200
GET  roadmap-visa-new                st-pair  in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-visa-new                st-pair  in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
POST roadmap-visa-verify             st-visa  in  403  403  403  403  403  403  403  403  403  302  403  403  403   in   in  403
GET  roadmap-visa-strike             st-visa  in  403  403  403  403  403  403  403  403  200  403  403  403  403   in   in  403
POST roadmap-visa-strike             st-visa  in  403  403  403  403  403  403  403  403  302  403  403  403  403   in   in  403
"""

API = """
# Studies, recommendations, positions
GET    roadmap/studies/                                         -        401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/studies/                                         -        401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
GET    roadmap/studies/{public_id}/                             st-study 401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
PATCH  roadmap/studies/{public_id}/                             st-study 401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
GET    roadmap/studies/{public_id}/recommendations/             st-study 401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/studies/{public_id}/recommendations/             st-study 401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
GET    roadmap/recommendations/{public_id}/                     st-one   401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
PATCH  roadmap/recommendations/{public_id}/                     st-one   401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
POST   roadmap/recommendations/{public_id}/status/              st-one   401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
GET    roadmap/recommendations/{public_id}/positions/           st-one   401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
PUT    roadmap/recommendations/{public_id}/positions/{country}/ st-own   401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
# Days without a visa
GET    roadmap/visa-free/                                       -        401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/visa-free/                                       -        401  403  403  403  403  403  403  403  403  201  403  403  403  403  403  201  403
GET    roadmap/visa-free/{public_id}/                           st-visa  401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   roadmap/visa-free/{public_id}/verify/                    st-visa  401  403  403  403  403  403  403  403  403  403  200  403  403  403  403  403  403
POST   roadmap/visa-free/{public_id}/strike/                    st-visa  401  403  403  403  403  403  403  403  403  200  403  403  403  403  403  200  403
"""

STUDY = {"title": "Planted-study", "made_by": "Somebody"}
STUDY |= {"document": "Archive of the ministry"}
ONE = {"number": 7, "text": "Planted-text", "addressee": "all member states"}
STANDING = {"status": "considered", "reason": "for the table"}
VISA = {"paper": "ordinary", "days": 30, "ground": "Agreement", "document": "Gazette"}

VERSIONED = [
    "recommendations/{public_id}/status/",
    "visa-free/{public_id}/verify/",
    "visa-free/{public_id}/strike/",
]


def make(world):
    by = world.cast.coordinator_th
    reference.load()
    world.st_study = Study.objects.get()
    content = RecommendationContent(1, "Planted-recommendation", addressee="all member states")
    world.st_one = studies.add_recommendation(world.st_study, content, officer=by)
    states = {one.pk: one for one in members()}
    stated = VisaContent(**VISA, valid_from=date(2026, 1, 1))
    world.st_visa = visafree.state(states["TH"], states["LA"], stated, officer=by)


def arguments(world):
    one = {"public_id": world.st_one.public_id}
    return {
        "st-study": {"public_id": world.st_study.public_id},
        "st-one": one,
        "st-own": {**one, "country": "TH"},
        "st-pair": {"host": "TH", "nationality": "MM"},
        "st-visa": {"public_id": world.st_visa.public_id},
    }


def page_bodies(_world):
    return {
        "roadmap-study-new": STUDY,
        "roadmap-study-change": {**STUDY, "version": "1"},
        "roadmap-recommendation-new": ONE,
        "roadmap-recommendation-change": {**ONE, "version": "1"},
        "roadmap-recommendation-status": {
            **STANDING,
            "status_on": written(latest_day()),
            "version": "1",
        },
        "roadmap-recommendation-position": {"stance": "supports", "version": "0"},
        "roadmap-visa-new": {**VISA, "valid_from": "1/1/2026"},
        "roadmap-visa-verify": {"version": "1"},
        "roadmap-visa-strike": {"reason": "for the table", "version": "1"},
    }


def api_bodies(_world):
    pair = {"host": "TH", "nationality": "MM", "valid_from": "2026-01-01"}
    one = "roadmap/recommendations/{public_id}/"
    return {
        "roadmap/studies/": STUDY,
        ("PATCH", "roadmap/studies/{public_id}/"): {"note": "for the table"},
        "roadmap/studies/{public_id}/recommendations/": ONE,
        ("PATCH", one): {"text": "for the table"},
        f"{one}status/": {**STANDING, "status_on": latest_day().isoformat()},
        ("PUT", f"{one}positions/{{country}}/"): {"stance": "supports"},
        "roadmap/visa-free/": {**VISA, **pair},
        "roadmap/visa-free/{public_id}/strike/": {"reason": "for the table"},
    }
