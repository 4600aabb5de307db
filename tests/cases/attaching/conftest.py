"""The case that parts are taken of, and the request that they answer."""

from decimal import Decimal

import pytest

from cases.content import SeizureContent, SubjectContent
from tests.cases.asking import asked_of
from tests.factories import submitted
from tests.file_samples import arrived


@pytest.fixture
def source(world, thida):
    """A case of Tachileik: Thailand reads its headline."""
    case = submitted(
        world,
        thida,
        title="Planted-src title",
        narrative="Src-narrative",
        subjects=(
            SubjectContent(name="ຄຳ", name_latin="Given-man", document_number="PA777"),
            SubjectContent(name="Src-other"),
            SubjectContent(role="victim", name="Src-victim"),
        ),
        seizures=(
            SeizureContent(Decimal("12.5"), world.kg, substance=world.heroin, marks="Given-marks"),
            SeizureContent(Decimal(3), world.kg, substance=world.heroin, marks="Src-marks"),
        ),
    )
    case.photo = arrived(case, thida, "Given-photo.jpg", caption="Given-caption")
    case.secret = arrived(case, thida, "Src-national.jpg", reach="national")
    return case


@pytest.fixture
def case(world, somchai):
    return submitted(world, somchai)


@pytest.fixture
def request_(world, somchai, case):
    return asked_of([world.tcl], somchai, case=case)[0]
