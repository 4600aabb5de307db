"""Why a file is held back. The codes are for programs; the words for people stand in the model."""

from enum import StrEnum


class Fault(StrEnum):
    TYPE = "type"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    LOCKED = "locked"
    MACROS = "macros"
    MALWARE = "malware"
    SCANNER = "scanner"
    CHECKSUM = "checksum"
    UNCHECKED = "unchecked"


class RefusedError(Exception):
    """The content is not taken; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault
