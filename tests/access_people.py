"""The people of the access table's open case who are counted, and one who was protected."""

from dataclasses import replace

from cases import counts, subjects
from cases.counts import Counted
from cases.subjects import SubjectRecord
from tests import factories


class PeopleWorld:
    def count_people(self):
        """Two figures, one of them taken away again."""
        somchai, sort = self.cast.somchai, factories.code("tip_counts", "arrested", "Arrested")
        self.count, self.miscount = (
            counts.set_count(self.open, Counted(sort, sex=sex), 2, officer=somchai) for sex in "FM"
        )
        counts.remove_count(self.miscount, officer=somchai)

    def of_count(self, count):
        return {"reference": self.open.reference, "public_id": count.public_id}

    def free_one(self):
        """A witness who is neither witness nor victim now: hidden until that is lifted."""
        record = SubjectRecord("person", "witness", name="Planted-freed")
        self.freed = subjects.add_subject(self.open, record, officer=self.cast.somchai)
        subjects.change_subject(
            self.freed, replace(record, role="other"), officer=self.cast.somchai, version=1
        )
