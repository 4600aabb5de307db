"""The reference data as the API shows it."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agencies.api.fields import Clock, Number
from agencies.models import Border, Code, CodeList, Country, Crossing, CrossingName, Office


def codes() -> Any:
    return serializers.SlugRelatedField(slug_field="code", many=True, read_only=True)


class CountryOut(serializers.ModelSerializer):
    class Meta:
        model = Country
        fields = [
            "code",
            "alpha3",
            "name",
            "native_name",
            "default_language",
            "time_zone",
            "is_member",
        ]
        read_only_fields = fields


class BorderOut(serializers.ModelSerializer):
    countries = serializers.SerializerMethodField()

    class Meta:
        model = Border
        fields = ["code", "countries"]
        read_only_fields = fields

    def get_countries(self, border: Border) -> list[str]:
        return sorted(border.countries)


class CrossingNameOut(serializers.ModelSerializer):
    class Meta:
        model = CrossingName
        fields = ["language", "text"]
        read_only_fields = fields


class SideOut(serializers.Serializer):
    """One side of a crossing. Coordinates in degrees, WGS 84."""

    country = serializers.CharField()
    name = serializers.CharField()
    lat = serializers.FloatField()
    lon = serializers.FloatField()
    names = CrossingNameOut(many=True, help_text="Other spellings, in any script.")


class CrossingOut(serializers.ModelSerializer):
    border = serializers.CharField(source="border_id")
    name = serializers.CharField(source="__str__")
    sides = serializers.SerializerMethodField()
    offices = codes()

    class Meta:
        model = Crossing
        fields = [
            "code",
            "border",
            "name",
            "kind",
            "status",
            "status_note",
            "status_ground",
            "status_at",
            "coordinates_ground",
            "sides",
            "offices",
            "source",
            "version",
        ]
        read_only_fields = fields

    @extend_schema_field(SideOut(many=True))
    def get_sides(self, crossing: Crossing) -> object:
        names = list(crossing.names.all())
        sides = [
            {
                "country": country,
                "name": crossing.name_on(country),
                "lat": lat,
                "lon": lon,
                "names": [name for name in names if name.country_id == country],
            }
            for country, lat, lon in crossing.sides
        ]
        return SideOut(sides, many=True).data


class OfficeOut(serializers.ModelSerializer):
    country = serializers.CharField(source="country_id")
    title = serializers.CharField()
    host_agency = serializers.CharField(source="host_agency.code", default=None, allow_null=True)
    member_agencies = codes()
    borders = codes()
    crossings = codes()
    opens = Clock()
    closes = Clock()
    email = serializers.CharField()
    lat = Number(max_digits=8, decimal_places=5, allow_null=True)
    lon = Number(max_digits=8, decimal_places=5, allow_null=True)

    class Meta:
        model = Office
        fields = [
            "code",
            "country",
            "kind",
            "title",
            "name",
            "name_local",
            "host_agency",
            "member_agencies",
            "borders",
            "crossings",
            "lat",
            "lon",
            "coordinates_ground",
            "languages",
            "time_zone",
            "working_days",
            "opens",
            "closes",
            "phone",
            "email",
            "connection",
            "status",
            "status_reason",
            "status_ground",
            "approval",
            "version",
        ]
        read_only_fields = fields


class CodeListOut(serializers.ModelSerializer):
    class Meta:
        model = CodeList
        fields = ["slug", "title", "ground", "version"]
        read_only_fields = fields


class CodeOut(serializers.ModelSerializer):
    """`plain_label` is the short word that pages show; a retired code keeps its old cases."""

    class Meta:
        model = Code
        fields = ["code", "label", "plain_label", "unit", "is_common", "is_active"]
        read_only_fields = fields
