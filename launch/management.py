"""What manage.py needs around it: Django's Python, and servers for the commands that use the database."""

import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec

from launch import servers
from launch.environment import Environment
from launch.household import make_state
from launch.places import Places, state_folder
from launch.refusal import needs_environment
from launch.surroundings import embedded, without_servers

DEFAULT_PORT = 8000
AND = "+"
NO_SERVERS = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "startapp",
    "startproject",
    "version",
}
DRY = {"makemigrations", "import_plan"}  # commands that leave the database alone when they only show what they would do
DRY_FLAGS = {"--dry-run", "--check"}


def chain(arguments: Sequence[str]) -> list[list[str]]:
    """Return the commands of a command line, which `+` parts."""
    commands: list[list[str]] = [[]]
    for word in arguments:
        if word == AND:
            commands.append([])
        else:
            commands[-1].append(word)
    return commands


def needs_servers(arguments: Sequence[str]) -> bool:
    """Tell whether a manage.py command line uses the database. Only those known not to don't."""
    return any(map(_needs_servers, chain(arguments)))


def _needs_servers(arguments: Sequence[str]) -> bool:
    command = arguments[0] if arguments else "help"
    if command in NO_SERVERS:
        return command == "check" and any(word.startswith("--database") for word in arguments)
    if command.startswith("-") or {"-h", "--help", "--version"} & set(arguments):
        return False
    return not (command in DRY and DRY_FLAGS & set(arguments))


def in_earnest(environ: Mapping[str, str]) -> bool:
    """Tell whether the environment describes a real installation: then nothing is added to it, and what it lacks is named."""
    return environ.get("MODE") == "production" or (bool(environ.get("DATABASE_URL")) and not environ.get("MODE"))


def use_djangos_python(environment: Environment | None = None) -> None:
    """Go on in `.venv` where this Python has no Django. Raises Refusal where there is none."""
    if find_spec("django") is not None:
        return
    here = environment or Environment()
    python = here.python
    if not python.exists() or os.path.realpath(sys.prefix) == os.path.realpath(here.folder):
        raise needs_environment()
    os.execv(python, [str(python), *sys.argv])


@contextmanager
def around(arguments: Sequence[str]) -> Iterator[None]:
    """Set the surroundings that a manage.py command needs, with servers where it uses them."""
    if in_earnest(os.environ):
        yield
        return
    places = Places(state_folder(None))
    make_state(places.state)
    port = int(os.environ.get("PORT") or DEFAULT_PORT)
    if needs_servers(arguments):
        os.environ.update(embedded(places, port))
        with servers.joined(places.state) as surroundings:
            os.environ.update(surroundings)
            yield
        return
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    os.environ.update(without_servers(places, port))
    yield
