"""Standard procedures."""

from django.urls import URLPattern, URLResolver, path, register_converter

from roadmap.views import procedures


class ProcedureReference:
    """A reference of a procedure in an address."""

    regex = r"SOP-[A-Z]{2}-[0-9]{4,6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ProcedureReference, "procedure")

ALL = "roadmap/procedures/"
ONE = f"{ALL}<procedure:reference>/"
VERSION = f"{ONE}versions/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(ALL, procedures.procedure_list, name="roadmap-procedures"),
    path(f"{ALL}new/", procedures.procedure_new, name="roadmap-procedure-new"),
    path(ONE, procedures.procedure_detail, name="roadmap-procedure"),
    path(f"{ONE}title/", procedures.procedure_rename, name="roadmap-procedure-rename"),
    path(f"{ONE}versions/new/", procedures.version_new, name="roadmap-version-new"),
    path(VERSION, procedures.procedure_version, name="roadmap-version"),
    path(f"{VERSION}change/", procedures.version_change, name="roadmap-version-change"),
    path(f"{VERSION}offer/", procedures.version_offer, name="roadmap-version-offer"),
    path(f"{VERSION}agree/", procedures.version_agree, name="roadmap-version-agree"),
    path(f"{VERSION}in-force/", procedures.version_put, name="roadmap-version-put"),
    path(f"{VERSION}acknowledge/", procedures.version_acknowledge, name="roadmap-version-ack"),
]
