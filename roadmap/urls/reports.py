"""Reports."""

from django.urls import URLPattern, URLResolver, path, register_converter

from roadmap.views import reports


class ReportReference:
    """A reference of a report in an address."""

    regex = r"REP-[A-Z]{2,5}-[0-9]{4}[A-Z0-9-]{0,30}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ReportReference, "report")

ALL = "roadmap/reports/"
ONE = f"{ALL}<report:reference>/"
DEADLINE = f"{ALL}deadlines/<slug:kind>/<int:year>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(ALL, reports.report_list, name="roadmap-reports"),
    path(f"{ALL}new/", reports.report_new, name="roadmap-report-new"),
    path(DEADLINE, reports.report_deadline, name="roadmap-report-deadline"),
    path(ONE, reports.report_detail, name="roadmap-report"),
    path(f"{ONE}files/<slug:kind>/", reports.report_file, name="roadmap-report-file"),
    path(f"{ONE}write/", reports.report_write, name="roadmap-report-write"),
    path(f"{ONE}refresh/", reports.report_refresh, name="roadmap-report-refresh"),
    path(f"{ONE}submit/", reports.report_submit, name="roadmap-report-submit"),
    path(f"{ONE}send-back/", reports.report_send_back, name="roadmap-report-send-back"),
    path(f"{ONE}approve/", reports.report_approve, name="roadmap-report-approve"),
    path(f"{ONE}sent/", reports.report_sent, name="roadmap-report-sent"),
    path(f"{ONE}correct/", reports.report_correct, name="roadmap-report-correct"),
]
