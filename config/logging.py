"""Log lines: one JSON object each; tokens in addresses are masked before they are written."""

import logging
import logging.config
import re

import structlog
from structlog.typing import Processor

SECRET_PATH = re.compile(r"/(inbjudan|svara|losenord|kalender)/[^/\s\"?]+")


def mask(text: str) -> str:
    """Return `text` with the secret part of addresses that carry one replaced by `…`."""
    return SECRET_PATH.sub(r"/\1/…", text)


class MaskSecrets(logging.Filter):
    """Masks secret address parts in the message and its arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = mask(record.getMessage())
        record.args = ()
        return True


def logging_config(level: str) -> None:
    """Set up logging to standard error at `level` (a name such as INFO)."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"mask": {"()": MaskSecrets}},
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        structlog.processors.JSONRenderer(ensure_ascii=False),
                    ],
                    "foreign_pre_chain": shared,
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["mask"]}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {
                "django.server": {"level": "WARNING"},
                "django_tasks": {"level": "WARNING"},  # Wagtail's indexing, several lines a saved page
                "wagtail": {"level": "WARNING"},
                "celery": {"level": level},
            },
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
