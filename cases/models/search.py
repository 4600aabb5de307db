from django.contrib.postgres.indexes import GinIndex
from django.db import models

from cases.models.case import Case
from cases.models.levels import Level


class SearchText(models.Model):
    """The folded words of a case that a reader of one level may find it by.

    One row per level, so that a search never looks into what the reader may not see. Trigram
    index: it finds words inside phrases of scripts that do not put blanks between words.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="search_texts")
    level = models.CharField(max_length=10, choices=Level)
    text = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "level"], name="one_search_text_per_level"),
        ]
        indexes = [
            GinIndex(name="search_words", fields=["text"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.level}"
