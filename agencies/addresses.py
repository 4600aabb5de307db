"""Codes in addresses. Anything that does not look like one is no country, office or crossing."""


class _Code:
    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CountryCode(_Code):
    regex = r"[A-Z]{2}"


class OfficeCode(_Code):
    regex = r"[A-Z]{2}-[A-Z0-9]{2,9}"


class CrossingCode(_Code):
    regex = r"[A-Z]{2}-[A-Z]{2}:[a-z0-9-]{1,50}"
