"""Joint and coordinated operations."""

from django.urls import URLPattern, URLResolver, path, register_converter

from cases.references import OperationReference
from cases.views import operation_work, operations

register_converter(OperationReference, "operation")

ONE = "operations/<operation:reference>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("operations/", operations.operation_list, name="operation-list"),
    path("operations/new/", operations.operation_new, name="operation-new"),
    path(ONE, operations.operation_detail, name="operation-detail"),
    path(f"{ONE}change/", operations.operation_change, name="operation-change"),
    path(f"{ONE}invite/", operations.operation_invite, name="operation-invite"),
    path(f"{ONE}accept/", operations.operation_accept, name="operation-accept"),
    path(f"{ONE}decline/", operations.operation_decline, name="operation-decline"),
    path(f"{ONE}start/", operations.operation_start, name="operation-start"),
    path(f"{ONE}end/", operations.operation_end, name="operation-end"),
    path(f"{ONE}report/", operations.operation_report, name="operation-report"),
    path(f"{ONE}cancel/", operations.operation_cancel, name="operation-cancel"),
    # What the offices do in it
    path(f"{ONE}cases/attach/", operation_work.operation_attach, name="operation-attach"),
    path(
        f"{ONE}cases/<reference:case>/detach/",
        operation_work.operation_detach,
        name="operation-detach",
    ),
    path(
        f"{ONE}requests/<request:asked>/detach/",
        operation_work.operation_detach_request,
        name="operation-detach-request",
    ),
    path(f"{ONE}shifts/new/", operation_work.shift_new, name="shift-new"),
    path(f"{ONE}shifts/names/", operation_work.shift_names, name="shift-names"),
    path(f"{ONE}shifts/<uuid:public_id>/remove/", operation_work.shift_remove, name="shift-remove"),
    path(f"{ONE}results/<str:day>/", operation_work.day_results, name="day-results"),
    path(f"{ONE}board/", operation_work.operation_board, name="operation-board"),
    path(f"{ONE}board/table/", operation_work.operation_board_table, name="operation-board-table"),
    path(f"{ONE}take/", operation_work.operation_take, name="operation-take"),
]
