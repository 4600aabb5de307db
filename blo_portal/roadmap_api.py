"""The API map below `/api/v1/roadmap/`, grouped by part of the programme."""

from typing import Any

urlpatterns: list[Any] = []
