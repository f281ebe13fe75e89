"""What the settings read from the environment when everything runs on one machine: secrets of its own, demo mode."""

import json
import os
import secrets
from collections.abc import Mapping

from launch import locks
from launch.places import Places
from launch.postgres import database_url

FOR_US_ALONE = {"ARGS", "LAUNCHED_BY_MAKE", "PYTHONDONTWRITEBYTECODE"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared only
HOSTS = "localhost,127.0.0.1,[::1]"
NOWHERE = {  # addresses that the settings accept and that lead nowhere, for commands that need no server
    "BROKER_URL": "redis+socket:///nonexistent/valkey.sock?virtual_host=0",
    "EMAIL_URL": "smtp://127.0.0.1:9",
}


def own_secrets(places: Places) -> dict[str, str]:
    """Return the state folder's secrets; they are made the first time and never change."""
    path = places.state / "secrets.json"
    with locks.held(places.state / "secrets.lock"):
        if not path.is_file():
            half = path.with_suffix(".half")
            half.unlink(missing_ok=True)
            descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                json.dump({"SECRET_KEY": secrets.token_urlsafe(60), "LEDGER_KEY": secrets.token_hex(32)}, file)
            half.replace(path)
    kept: dict[str, str] = json.loads(path.read_text())
    return kept


def site_url(port: int, host: str = "127.0.0.1") -> str:
    """Return the address that a person at this machine types."""
    name = "localhost" if host in {*LOOPBACK, *EVERYWHERE} else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def embedded(places: Places, port: int, host: str = "127.0.0.1") -> dict[str, str]:
    """Return the surroundings of demo mode, without the servers' addresses. What the environment names already, stands.

    On this machine alone the web answers to its usual names; shown to the network, to any name.
    """
    hosts = HOSTS if host in LOOPBACK else "*"
    defaults = {"MODE": "demo", "SITE_URL": site_url(port, host), "ALLOWED_HOSTS": hosts, **own_secrets(places)}
    return over(defaults, os.environ)


def folders(places: Places) -> dict[str, str]:
    """Make the folders that the product writes in, and return the variables that name them."""
    made = {
        "ANCHOR_DIR": places.anchors,
        "KEYS_DIR": places.keys,
        "MEDIA_ROOT": places.media,
        "STATIC_ROOT": places.static,
    }
    for folder in made.values():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    named = {**made, "MAIL_DIR": places.mail}  # made by the post office
    return over({name: str(folder) for name, folder in named.items()}, os.environ)


def without_servers(places: Places, port: int) -> dict[str, str]:
    """Return surroundings in which Django starts but reaches no server."""
    nowhere = {"DATABASE_URL": database_url(places.servers), **NOWHERE}
    return {**embedded(places, port), **folders(places), **over(nowhere, os.environ)}


def inherited() -> dict[str, str]:
    """Return our own environment for those we start, without what was meant for us alone.

    PYTHONDONTWRITEBYTECODE goes too: without bytecode each of them compiles Django and Wagtail anew, four seconds every time.
    """
    return {name: value for name, value in os.environ.items() if name not in FOR_US_ALONE}


def over(defaults: Mapping[str, str], named: Mapping[str, str]) -> dict[str, str]:
    """Return `defaults`, each replaced by what is `named` under the same name and not empty."""
    return {name: named.get(name) or value for name, value in defaults.items()}
