"""What `python -m launch` and the Makefile can be asked to do."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from launch import baseline, leash, lint, locks, refusal, servers
from launch.environment import ensure
from launch.household import make_state, wipe
from launch.places import CHECKOUT, Places, state_folder
from launch.run import run
from launch.servers import tell
from launch.surroundings import embedded, folders, inherited, over

SECONDS = 20.0
MOST_HANDS = 4  # test processes at once, one more than there are cores: each often waits for its database or browser
TEST_MODE = {"MODE": "test", "SITE_URL": "http://testserver", "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1"}


@dataclass(frozen=True)
class Order:
    """Something to do with the words that follow, and the sentence that tells what."""

    work: Callable[[Sequence[str]], int]
    about: str


def environment(words: Sequence[str]) -> int:
    ensure("run" if "--run" in words else "dev", tell)
    return 0


def start(_: Sequence[str]) -> int:
    return run()


def tests(words: Sequence[str]) -> int:
    """Run pytest on servers that only tests use: the whole suite on several cores, a part of it in one process."""
    hands = min((os.cpu_count() or 1) + 1, MOST_HANDS)
    at_once = ["-n", str(hands), "--dist", "worksteal"] if not words else []
    return _on_test_servers(["-m", "pytest", *at_once, *words])


def slow(words: Sequence[str]) -> int:
    return _on_test_servers(["-m", "pytest", "-m", "slow", "--timeout=1800", *words])


def bench(words: Sequence[str]) -> int:
    """Measure on durable servers of its own."""
    return _on_test_servers(["-m", "bench", *words], part="bench", durable=True)


def _on_test_servers(arguments: Sequence[str], part: str = "test", durable: bool = False) -> int:
    python = ensure("dev", tell)
    places = Places(state_folder(None) / part)
    make_state(places.state)
    with (
        locks.held(places.state / "turn.lock", lambda: tell("Väntar på en annan körning med samma databas …")),
        servers.joined(places.state, durable=durable) as found,
    ):
        mode = over({**embedded(places, 8000), **TEST_MODE}, os.environ)
        return leash.call([python, *arguments], environment={**inherited(), **mode, **found})


def lint_all(words: Sequence[str]) -> int:
    return lint.run(ensure("dev", tell), words)


def lock(words: Sequence[str]) -> int:
    """Write the locked requirements anew from pyproject.toml; `--upgrade` takes newer releases."""
    python = ensure("dev", tell)
    uv = _uv(python)
    shared = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    for kind, extras in {"dev": ["embedded", "spss", "dev"], "run": ["embedded", "spss"], "server": ["spss"]}.items():
        parts = [part for extra in extras for part in ("--extra", extra)]
        target = CHECKOUT / "requirements" / f"{kind}.txt"
        status = leash.call([*uv, "pip", "compile", *shared, *parts, *words, "pyproject.toml", "-o", target])
        if status:
            return status
    return 0


def write_baseline(words: Sequence[str]) -> int:
    """Walk every migration in an empty database of its own, and write down what they made."""
    python = ensure("dev", tell)
    places = Places(state_folder(None) / "baseline")
    _clean(places)
    make_state(places.state)
    share = servers.join(places, ["DATABASE_URL", "BROKER_URL", "EMAIL_URL"], durable=False)
    try:
        surroundings = {**inherited(), **embedded(places, 8000), **TEST_MODE, **share.surroundings, **folders(places)}
        status = leash.call(
            [python, CHECKOUT / "manage.py", "migrate", "--from-nothing", "-v", "0"], environment=surroundings
        )
        if not status:
            baseline.SCRIPT.write_text(baseline.dumped(Path(str(share.psql)), places.servers))
    finally:
        share.leave()
    _clean(places)
    return status


def _uv(python: Path) -> list[str | Path]:
    """Return the program that can lock for every platform at once. Raises Refusal where there is none."""
    beside = python.with_name("uv")
    found = beside if beside.exists() else shutil.which("uv")
    if not found:
        raise refusal.needs_uv()
    return [found]


def clean(_: Sequence[str]) -> int:
    """Remove the state folder with its database, wherever it lies. The environment stays."""
    places = Places(state_folder(None))
    for part in (Places(places.state / "test"), Places(places.state / "bench"), places):
        _clean(part)
    return 0


def _clean(places: Places) -> None:
    if not places.state.is_dir():
        return
    address = servers.running_address(places)
    if address:
        raise refusal.already_running(address)
    try:
        with locks.held(places.state / "keeper.lock", patience=SECONDS):
            wipe(places)
    except TimeoutError:
        raise refusal.in_use(str(places.state)) from None


ORDERS = {
    "env": Order(environment, "bygger Python-miljön .venv"),
    "run": Order(start, "startar Kvalitetshjulet med demokommunen"),
    "test": Order(tests, 'kör testerna; ARGS="…" går till pytest'),
    "slow": Order(slow, "kör testerna i full storlek"),
    "lint": Order(lint_all, "granskar koden"),
    "bench": Order(bench, "mäter och skriver bench/results.json"),
    "baseline": Order(write_baseline, "skriver den tomma databasens tabeller, ledger/baseline.sql"),
    "lock": Order(lock, "låser paketens versioner"),
    "clean": Order(clean, "tar bort databasen och allt annat i STATE"),
}


def usage() -> str:
    """Return the list of orders."""
    width = max(map(len, ORDERS)) + 2
    return "\n".join(["make …", *(f"  {name.ljust(width)}{order.about}" for name, order in ORDERS.items())])
