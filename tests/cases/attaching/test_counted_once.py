"""What was taken over from an answer counts once in the figures of the region: where it was
found."""

from datetime import UTC, datetime

import pytest

from audit import clock
from cases import proposals, smallcells
from cases.models import ReceivedPart
from cases.situation import What, situation_of
from tests.cases.attaching.given import answered, chosen, proposed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "what"), [("seizure", What.SEIZURES), ("subject", What.PEOPLE)])
def test_taken_over_counts_once(monkeypatch, source, case, request_, thida, somchai, kind, what):
    monkeypatch.setattr(smallcells, "FEWEST", 1)
    later = datetime(2027, 2, 1, tzinfo=UTC)
    with clock.at(later):
        before = situation_of(what).cells
    answered(request_, thida, chosen(source), code="H1")
    proposals.accept(proposed(kind), officer=somchai)
    assert ReceivedPart.objects.filter(case=case, **{f"{kind}__isnull": False}).exists()
    with clock.at(later.replace(day=2)):
        assert sorted(map(str, situation_of(what).cells)) == sorted(map(str, before))
    assert before
