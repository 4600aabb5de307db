from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class PortalConfig(AppConfig):
    name = "blo_portal"

    def ready(self) -> None:
        from blo_portal import checks  # noqa: F401  registers them


class PortalStaticFiles(StaticFilesConfig):
    """Leaves out what no page uses: the browsable API, the other release of htmx, sources."""

    ignore_patterns = (
        *StaticFilesConfig.ignore_patterns,
        "rest_framework",
        "htmx-4*",
        "htmax-4*",
        "*.py",
        "*.scss",
    )
