"""Certificates: issued, printed, and checked by anybody who holds the code."""

from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.access import Capability, holds, partner_of
from agencies.api.base import Api
from agencies.api.fields import Day, Strict, Text
from agencies.api.refusals import CONTENT_TYPE, Refusal
from agencies.api.schema import NOT_KEPT
from audit.context import origin
from cases.api.bycode import TOO_MANY, OnceByItself
from cases.api.files import WhateverIsAccepted
from cases.filedelivery import handed_over
from roadmap import certificates
from roadmap.training import find_trainee


class CertificateIn(Strict):
    expires_on = Day(required=False, allow_null=True)


class CertificateOut(serializers.Serializer):
    code = serializers.CharField(source="written_code")
    issued_on = serializers.DateField()
    expires_on = serializers.DateField(allow_null=True)


class CertificateCheckIn(Strict):
    code = Text(max_length=20)
    name = Text(max_length=150, required=False, allow_blank=True)


class CheckedOut(serializers.Serializer):
    """`name` stands here only when it was sent, and is the right one."""

    status = serializers.ChoiceField(choices=["valid", "expired", "unknown"])
    course = serializers.CharField()
    issued_on = serializers.DateField(allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    name = serializers.CharField()
    name_fits = serializers.BooleanField(allow_null=True)


class Certificates(Api):
    capabilities = {"create": Capability.KEEP_ROADMAP}
    pagination_class = None

    @extend_schema(request=CertificateIn, responses={201: CertificateOut})
    def create(self, request: Request, public_id: UUID) -> Response:
        """Issue the certificate of a trainee who has completed the session, once."""
        trainee = find_trainee(public_id, request.user)
        expires_on = self.said(CertificateIn).get("expires_on")
        made = certificates.issue(trainee, expires_on=expires_on, officer=self.me)
        return Response(CertificateOut(made).data, status=201)


class CertificateFile(Api):
    capabilities = {"take": Capability.READ_ROADMAP}
    pagination_class = None
    content_negotiation_class = WhateverIsAccepted

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def take(self, request: Request, public_id: UUID) -> HttpResponseBase:
        """The certificate as PDF: the own one, or for who keeps the country's records."""
        if partner_of(request.user) is not None and not holds(request, Capability.KEEP_ROADMAP):
            self.permission_denied(request)
        return handed_over(certificates.take(find_trainee(public_id, request.user), self.me))


class CertificateCheck(OnceByItself):
    capabilities = {"check": Capability.PUBLIC}

    @extend_schema(
        request=CertificateCheckIn,
        responses={200: CheckedOut, 429: TOO_MANY},
        extensions={NOT_KEPT: True},
    )
    def check(self, request: Request) -> Response:
        """Whether a certificate is valid. No token is wanted. Wrong codes are counted."""
        said = self.said(CertificateCheckIn)
        found = certificates.check(said["code"], said.get("name", ""), source=origin().source)
        if not found.wait:
            return Response(CheckedOut(found).data)
        refusal = Refusal(429, "throttled", str(Throttled(found.wait).detail))
        headers = {"Retry-After": str(found.wait)}
        return Response(refusal.body(), status=429, headers=headers, content_type=CONTENT_TYPE)
