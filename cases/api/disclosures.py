"""Victims and witnesses, shown one by one: read, show, take back."""

from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability
from agencies.api.fields import Moment, Strict, Text, country_field
from cases import protection
from cases.api.body import ReasonIn
from cases.api.cases import CaseApi
from cases.models import Disclosure, Subject
from cases.reading import Sighted


class DisclosureIn(Strict):
    """Which country sees this person from now on, and for which purpose."""

    country = country_field()
    purpose = Text(max_length=300)


class UnprotectIn(Strict):
    """For which purpose everybody who sees the full case sees this person from now on."""

    purpose = Text(max_length=300)


class DisclosureOut(serializers.Serializer):
    """A protected person shown to a country. Ended ones are read by the originator alone."""

    id = serializers.UUIDField(source="public_id")
    subject = serializers.UUIDField(source="subject.public_id")
    country = serializers.CharField(source="country_id")
    purpose = serializers.CharField()
    by = serializers.CharField(source="disclosed_by.full_title")
    at = Moment(source="disclosed_at")
    ended_at = Moment(allow_null=True)
    end_reason = serializers.CharField()


class Disclosures(CaseApi):
    needs_full = True
    capabilities = {
        "list": Capability.READ_CASES,
        "create": Capability.SHARE_CASE,
        "destroy": Capability.SHARE_CASE,
        "unprotect": Capability.SHARE_CASE,
    }

    @extend_schema(responses=DisclosureOut(many=True))
    def list(self, request: Request, reference: str, subject: UUID) -> Response:
        """To which countries this person was shown.

        Below level originator, what stands for the caller's own country. A person whom the
        caller does not see does not exist.
        """
        sighted = self.found()
        person = self._person(sighted, subject)
        rows = [row for row in sighted.disclosures if row.subject_id == person.pk]
        return Response(DisclosureOut(rows, many=True).data)

    @extend_schema(request=DisclosureIn, responses={201: DisclosureOut})
    def create(self, request: Request, reference: str, subject: UUID) -> Response:
        """Show a victim or witness to a country that sees the full case. Its offices are told."""
        said = self.said(DisclosureIn)
        person = self._person(self.found(), subject)
        disclosure = protection.disclose(person, officer=self.me, **said)
        return Response(DisclosureOut(disclosure).data, status=201)

    @extend_schema(request=ReasonIn, responses={204: None})
    def destroy(
        self, request: Request, reference: str, subject: UUID, disclosure: UUID
    ) -> Response:
        """Take back: the country no longer sees this person. The reason stands in the body."""
        said = self.said(ReasonIn)
        sighted = self.found()
        person = self._person(sighted, subject)
        protection.take_back(self._shown(sighted, person, disclosure), officer=self.me, **said)
        return Response(status=204)

    @extend_schema(request=UnprotectIn, responses={204: None})
    def unprotect(self, request: Request, reference: str, subject: UUID) -> Response:
        """Lift the protection of a person who is neither victim nor witness any more.

        Until then another role shows the person to nobody. The countries that see more are told.
        """
        said = self.said(UnprotectIn)
        person = self._person(self.found(), subject)
        protection.unprotect(person, officer=self.me, **said)
        return Response(status=204)

    def _person(self, sighted: Sighted, public_id: UUID) -> Subject:
        person = next((s for s in sighted.subjects if s.public_id == public_id), None)
        if person is None:
            raise Http404
        person.case = sighted.case
        return person

    def _shown(self, sighted: Sighted, person: Subject, public_id: UUID) -> Disclosure:
        for disclosure in sighted.disclosures:
            if disclosure.public_id == public_id and disclosure.subject_id == person.pk:
                return disclosure
        raise Http404
