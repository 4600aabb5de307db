"""What all countries share: countries, borders, crossings, offices, lists of codes."""

from collections.abc import Iterator

from blo_client.bodies import Border, Code, CodeList, Country, Crossing, Office
from blo_client.door import Door, Reply


class Reference:
    def __init__(self, door: Door) -> None:
        self._door = door

    def countries(self) -> Iterator[Country]:
        return self._door.pages("countries/")

    def borders(self) -> Iterator[Border]:
        return self._door.pages("borders/")

    def crossings(self, **filters: object) -> Iterator[Crossing]:
        return self._door.pages("crossings/", query=filters)

    def offices(self, **filters: object) -> Iterator[Office]:
        return self._door.pages("offices/", query=filters)

    def office(self, code: str) -> Reply[Office]:
        return self._door.get("offices/{code}/", code=code)

    def code_lists(self) -> Iterator[CodeList]:
        return self._door.pages("code-lists/")

    def codes(self, slug: str) -> Iterator[Code]:
        """Of one list, such as `case_type_iccs` or `drugs`."""
        return self._door.pages("code-lists/{slug}/codes/", slug=slug)
