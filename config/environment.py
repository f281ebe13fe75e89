"""What the surroundings say: every variable is read here, once, and all that is missing is named at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
from environs import Env, EnvValidationError, validate

ROOT = Path(__file__).resolve().parent.parent
MODES = ("demo", "test", "production")
DEMO_ORGANISER = "Rönnfjärds kommun"
"""The municipality of organisation/demo, in whose name letters are sent and people are asked."""

env = Env(eager=False)
env.read_env(str(ROOT / ".env"))

MODE: str = env.str("MODE", "production", validate=validate.OneOf(MODES))
SECRET_KEY: str = env.str("SECRET_KEY", validate=validate.Length(min=50))
LEDGER_KEY: str = env.str("LEDGER_KEY", validate=validate.Length(min=32))
DATABASE_URL: str = env.str("DATABASE_URL")
BROKER_URL: str = env.str("BROKER_URL")
EMAIL_URL: str = env.str("EMAIL_URL")
SITE_URL: str = env.str("SITE_URL")
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", "Kvalitetshjulet <kvalitetshjulet@localhost>")
ORGANISER: str = env.str("ORGANISER", DEMO_ORGANISER if MODE == "demo" else "Kvalitetshjulet")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", []) or [urlsplit(SITE_URL or "").hostname or ""]
ANCHOR_DIR: str = env.str("ANCHOR_DIR")
KEYS_DIR: str = env.str("KEYS_DIR", "")
KEYS_COPY: str = env.str("KEYS_COPY", "")
MAIL_DIR: str = env.str("MAIL_DIR", "")
STATIC_ROOT: str = env.str("STATIC_ROOT", str(ROOT / "static-collected"))
MEDIA_ROOT: str = env.str("MEDIA_ROOT", str(ROOT / "media"))
LOG_LEVEL: str = env.str("LOG_LEVEL", "INFO")
TRUSTED_PROXIES: int = env.int("TRUSTED_PROXIES", 0)
HTTPS: bool = env.bool("HTTPS", MODE == "production")


class MissingSettings(SystemExit):
    """The surroundings lack something; the text names every variable and where it is described."""


def _seal() -> None:
    try:
        env.seal()
    except EnvValidationError as fault:
        faults = cast("Mapping[str, list[str]]", fault.error_messages)
        lines = [f"  {name}: {' '.join(messages)}" for name, messages in sorted(faults.items())]
        raise MissingSettings(
            "These environment variables are missing or wrong:\n"
            + "\n".join(lines)
            + "\nEach is described in docs/settings.md. On your own machine, `make run` sets them all."
        ) from None


_seal()


def database() -> dict[str, Any]:
    """Return DATABASE_URL as Django's settings, with connections that live for ten minutes."""
    kept: dict[str, Any] = {"conn_max_age": 600, "conn_health_checks": True}
    parsed: dict[str, Any] = dict(dj_database_url.parse(DATABASE_URL, engine="ledger.postgresql", **kept))
    return parsed


def mail() -> dict[str, Any]:
    """Return EMAIL_URL as Django's EMAIL_* settings."""
    return dict(dj_email_url.parse(EMAIL_URL))
