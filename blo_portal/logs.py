"""Log lines: one event each, with the request's id; never a body, a query string or a name."""

import logging
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from audit.context import origin

LEVELS = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}


def add_origin(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Tie the line to the request or task, as the audit trail does."""
    here = origin()
    event["component"] = here.component
    if here.request_id:
        event["request_id"] = here.request_id
    return event


def drop_query(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Search words stand in query strings; they stay out of the log."""
    text = event.get("event")
    if isinstance(text, str) and "?" in text and "/" in text:
        event["event"] = " ".join(word.partition("?")[0] for word in text.split(" "))
    return event


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    add_origin,
    drop_query,
]


def configuration(*, level: str, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING: the same lines from structlog and from libraries' own loggers."""
    if level not in LEVELS:
        from django.core.exceptions import ImproperlyConfigured

        raise ImproperlyConfigured(f"BLO_LOG_LEVEL must be one of {', '.join(sorted(LEVELS))}.")
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    plain = structlog.dev.ConsoleRenderer(colors=False)
    renderer = structlog.processors.JSONRenderer() if as_json else plain
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": [*SHARED, structlog.stdlib.ExtraAdder(allow=set())],
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    renderer,
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "celery": {"level": logging.WARNING if level == "INFO" else level},
        },
    }
