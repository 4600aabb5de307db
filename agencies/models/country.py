from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext

from agencies.models.stamped import Stamped, moves_its_stamp


@moves_its_stamp
class Country(Stamped):
    """ISO 3166-1 alpha-2. Eleven ASEAN member states, and the neighbours that share a border."""

    code = models.CharField(max_length=2, primary_key=True)
    alpha3 = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=80)
    native_name = models.CharField(max_length=120, blank=True)
    default_language = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=40)
    is_member = models.BooleanField(default=True)
    group = models.OneToOneField(
        Group, on_delete=models.PROTECT, related_name="blo_country", editable=False
    )

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return gettext(self.name)
