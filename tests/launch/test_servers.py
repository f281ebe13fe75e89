"""The private servers, for real: shared, counted, stopped with the last user however it ends."""

import json
import os
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from email.message import EmailMessage
from mailbox import Maildir
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from launch import servers
from launch.household import WANTED, wipe
from launch.places import Places
from launch.refusal import Refusal
from launch.surroundings import own_secrets
from tests.house.tree import ROOT
from tests.launch.house import bare_environment
from tests.launch.traces import NOTHING, traces, wait_for_no

pytestmark = pytest.mark.faults


@pytest.fixture
def bare(monkeypatch):
    """An environment that names no server and no folder."""
    for name in (*WANTED, "ANCHOR_DIR", "KEYS_DIR", "MEDIA_ROOT", "STATIC_ROOT", "MAIL_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def state(bare, roomy):
    """A state folder in a path with a space and å, joined by nobody."""
    above = Path(tempfile.mkdtemp(prefix="ett läge på disk ", dir=roomy))
    above.chmod(0o755)
    folder = above / "läge"
    yield folder
    end(folder)


def end(state):
    for pid, _, _ in traces(words(state)).processes:
        os.kill(pid, signal.SIGKILL)
    wipe(Places(state))


def words(state):
    return [str(state), Places(state).key]


def left(state, patience=0):
    return wait_for_no(words(state), patience)


def ask(surroundings, statement):
    with psycopg.connect(surroundings["DATABASE_URL"], autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def broker(surroundings):
    path = surroundings["BROKER_URL"].removeprefix("redis+socket://").partition("?")[0]
    return redis.Redis(unix_socket_path=path)


HOLDER = """
import json, sys, time
from pathlib import Path
from launch import servers
with servers.joined(Path(sys.argv[1]), durable=False) as surroundings:
    print(json.dumps(surroundings), flush=True)
    sys.stdin.read()
"""


class Holder:
    """Another process that has joined."""

    def __init__(self, state):
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(state)],
            cwd=ROOT,
            env=bare_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def surroundings(self):
        return json.loads(self.process.stdout.readline())

    def leave(self):
        self.process.communicate("", timeout=60)
        return self.process.returncode

    def kill(self):
        self.process.kill()
        self.process.communicate()


def test_the_servers_work_know_swedish_letters_and_are_gone_afterwards(state):
    with servers.joined(state, durable=False) as surroundings:
        assert ask(surroundings, "SELECT lower('ÅÄÖ')") == "åäö"
        assert ask(surroundings, "SELECT current_user || current_setting('fsync')") == "kvalitetoff"
        assert broker(surroundings).config_get("appendonly") == {"appendonly": "yes"}
    assert left(state) == NOTHING


def test_no_server_listens_on_the_network_but_the_post_office_on_loopback(state):
    with servers.joined(state, durable=False) as surroundings:
        ours = [psutil.Process(pid) for pid, _, _ in traces(words(state)).processes]
        heard = {(c.laddr.ip, c.laddr.port) for p in ours for c in p.net_connections("inet") if c.status == "LISTEN"}
        assert heard == {("127.0.0.1", int(surroundings["EMAIL_URL"].rpartition(":")[2]))}


def test_the_sockets_are_for_nobody_else_and_go_with_the_servers(state):
    with servers.joined(state, durable=False):
        assert Places(state).servers.stat().st_mode & 0o777 == 0o700
        assert Places(state).control.stat().st_mode & 0o777 == 0o600
    assert not Places(state).sockets.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user has nobody to become")
@pytest.mark.slow
def test_as_root_a_state_folder_out_of_the_servers_reach_has_its_database_elsewhere(bare, tmp_path, capsys):
    closed = tmp_path / "stängd"
    closed.mkdir(mode=0o700)
    state = closed / "läge"
    try:
        for _ in range(2):
            with servers.joined(state, durable=False) as mine:
                superuser = {"DATABASE_URL": servers.as_superuser(mine["DATABASE_URL"])}
                stored = Path(ask(superuser, "SHOW data_directory"))
                assert stored == Places(state).elsewhere / "data" / "postgresql"
        assert capsys.readouterr().err.count(str(Places(state).elsewhere)) == 2
        (state / "id").unlink()
        left = stored / "left_by_the_one_before"
        left.touch()
        with servers.joined(state, durable=False):
            assert not left.exists()
    finally:
        end(state)
    assert not Places(state).elsewhere.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user has nobody to become")
def test_as_root_the_servers_run_as_somebody_else(state):
    with servers.joined(state, durable=False):
        owners = {
            psutil.Process(pid).uids().real for pid, _, line in traces(words(state)).processes if "postgres" in line
        }
    assert 0 not in owners
    assert len(owners) == 1


def test_what_is_stored_is_there_next_time(state):
    with servers.joined(state, durable=False) as surroundings:
        ask(surroundings, "CREATE TABLE minne AS SELECT 7 AS tal")
        broker(surroundings).set("minne", "sju")
    with servers.joined(state, durable=False) as surroundings:
        assert ask(surroundings, "SELECT tal FROM minne") == 7
        assert broker(surroundings).get("minne") == b"sju"


@pytest.mark.slow
def test_two_users_share_and_the_last_one_stops_them(state):
    with servers.joined(state, durable=False) as mine:
        other = Holder(state)
        assert other.surroundings() == mine
        started = ask(mine, "SELECT pg_postmaster_start_time()")
        assert other.leave() == 0
        assert ask(mine, "SELECT pg_postmaster_start_time()") == started
    assert left(state) == NOTHING


def test_the_one_who_started_them_may_leave_first(state):
    first = Holder(state)
    first.surroundings()
    with servers.joined(state, durable=False) as mine:
        assert first.leave() == 0
        assert ask(mine, "SELECT 1") == 1
    assert left(state, patience=10) == NOTHING


@pytest.mark.slow
def test_many_at_the_same_moment_get_the_same_servers(state):
    holders = [Holder(state) for _ in range(5)]
    assert len({json.dumps(holder.surroundings(), sort_keys=True) for holder in holders}) == 1
    assert [holder.leave() for holder in holders] == [0] * 5
    assert left(state, patience=10) == NOTHING


@pytest.mark.slow
def test_coming_while_the_last_one_leaves_is_no_failure(state):
    for _ in range(4):
        leaving = Holder(state)
        leaving.surroundings()
        leaving.process.stdin.close()
        with servers.joined(state, durable=False) as mine:
            assert ask(mine, "SELECT 1") == 1
        leaving.process.wait(60)
    assert left(state, patience=10) == NOTHING


def test_kill_9_of_the_only_user_stops_them(state):
    holder = Holder(state)
    holder.surroundings()
    holder.kill()
    assert left(state, patience=20) == NOTHING


@pytest.mark.slow
def test_kill_9_of_one_user_leaves_the_others_theirs(state):
    holder = Holder(state)
    holder.surroundings()
    with servers.joined(state, durable=False) as mine:
        holder.kill()
        time.sleep(0.5)
        assert ask(mine, "SELECT 1") == 1
    assert left(state, patience=20) == NOTHING


def test_after_kill_9_of_user_and_keeper_the_next_one_starts_clean(state):
    holder = Holder(state)
    before = holder.surroundings()
    postmaster = next(pid for pid, _, line in traces(words(state)).processes if "postgres -D" in line)
    for pid in [pid for pid, _, line in traces(words(state)).processes if "launch.keeper" in line]:
        os.kill(pid, signal.SIGKILL)
    holder.kill()
    assert psutil.pid_exists(postmaster)
    with servers.joined(state, durable=False) as mine:
        assert ask(mine, "SELECT 1") == 1
        assert not psutil.pid_exists(postmaster)
        assert mine["DATABASE_URL"] == before["DATABASE_URL"]
    assert left(state, patience=10) == NOTHING


@pytest.mark.slow
def test_when_only_the_keeper_is_killed_the_last_user_clears_up(state):
    with servers.joined(state, durable=False):
        keepers = [pid for pid, _, line in traces(words(state)).processes if "launch.keeper" in line]
        for pid in keepers:
            os.kill(pid, signal.SIGKILL)
    assert left(state) == NOTHING


@pytest.mark.slow
def test_a_stale_pid_file_with_a_living_number_is_no_hindrance(state):
    with servers.joined(state, durable=False):
        pass
    (state / "data" / "postgresql" / "postmaster.pid").write_text(f"{os.getpid()}\n{state}\n1\n5432\n\n\n\nready\n")
    with servers.joined(state, durable=False) as mine:
        assert ask(mine, "SELECT 1") == 1


@pytest.mark.slow
def test_a_broken_append_only_file_is_no_hindrance(state):
    with servers.joined(state, durable=False) as mine:
        broker(mine).set("a", "b")
    for file in state.glob("data/*/appendonlydir/*.manifest"):
        file.write_text("nonsense\n")
    with servers.joined(state, durable=False) as mine:
        assert broker(mine).ping() is True


@pytest.mark.slow
def test_a_half_made_database_is_made_anew(state):
    with servers.joined(state, durable=False):
        pass
    (state / "data" / "postgresql" / "PG_VERSION").unlink()
    with servers.joined(state, durable=False) as mine:
        assert ask(mine, "SELECT 1") == 1


@pytest.mark.slow
def test_servers_in_the_tests_fast_mode_are_not_lent_to_who_needs_durable_ones(state):
    with servers.joined(state, durable=False), pytest.raises(Refusal, match="snabba läge"), servers.joined(state):
        pass
    with servers.joined(state) as mine:
        assert ask(mine, "SELECT current_setting('fsync')") == "on"


def test_what_the_environment_names_is_used_and_not_started(state, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    with servers.joined(state, durable=False) as mine:
        assert mine["DATABASE_URL"] == "postgresql://somewhere/else"
        assert broker(mine).ping() is True
        assert [line for _, _, line in traces(words(state)).processes if "postgres" in line] == []


def test_where_everything_is_named_nothing_is_started(state, monkeypatch):
    for name in WANTED:
        monkeypatch.setenv(name, f"{name.lower()}://")
    with servers.joined(state) as mine:
        assert {name: mine[name] for name in WANTED} == {name: f"{name.lower()}://" for name in WANTED}
        assert left(state) == NOTHING


def test_the_folders_are_there(state):
    with servers.joined(state, durable=False) as mine:
        assert [
            name for name in ("ANCHOR_DIR", "KEYS_DIR", "MEDIA_ROOT", "STATIC_ROOT") if not Path(mine[name]).is_dir()
        ] == []


def test_a_mail_lands_in_the_maildir(state):
    with servers.joined(state, durable=False) as mine:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = "a@example.se", "b@example.se", "Inbjudan på svenska"
        letter.set_content("Hej å ä ö")
        with smtplib.SMTP("127.0.0.1", int(mine["EMAIL_URL"].rpartition(":")[2])) as post:
            post.send_message(letter)
        kept = list(Maildir(mine["MAIL_DIR"]))
        assert [(mail["X-RcptTo"], "Inbjudan" in mail["Subject"]) for mail in kept] == [("b@example.se", True)]


@pytest.mark.slow
def test_the_superuser_is_at_hand_and_the_product_is_none(state):
    with servers.joined(state, durable=False) as mine:
        superuser = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
        assert ask(mine, superuser) is False
        assert ask({"DATABASE_URL": servers.as_superuser(mine["DATABASE_URL"])}, superuser) is True


@pytest.mark.slow
def test_a_server_of_ones_own_can_fall_and_rise(state):
    with servers.private(state, durable=True) as mine:
        ask(mine.surroundings, "CREATE TABLE minne AS SELECT 7 AS tal")
        mine.kill("database")
        with pytest.raises(psycopg.OperationalError):
            ask(mine.surroundings, "SELECT 1")
        mine.start("database")
        assert ask(mine.surroundings, "SELECT tal FROM minne") == 7
        mine.kill("broker")
        with pytest.raises(redis.ConnectionError):
            broker(mine.surroundings).ping()
        mine.start("broker")
        assert broker(mine.surroundings).ping() is True
    assert left(state) == NOTHING


def test_the_secrets_are_made_once_and_for_nobody_else(tmp_path):
    (tmp_path / "s").mkdir()
    first = own_secrets(Places(tmp_path / "s"))
    assert own_secrets(Places(tmp_path / "s")) == first
    assert (len(first["SECRET_KEY"]) >= 50, len(first["LEDGER_KEY"]) >= 32) == (True, True)
    assert (tmp_path / "s" / "secrets.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_many_joins_leave_no_descriptors_behind(state):
    with ExitStack() as stack:
        stack.enter_context(servers.joined(state, durable=False))
        before = psutil.Process().num_fds()
        for _ in range(5):
            with servers.joined(state, durable=False):
                pass
        assert psutil.Process().num_fds() == before


@pytest.mark.slow
def test_a_stranger_who_says_nothing_keeps_nothing_alive(state):
    with socket.socket(socket.AF_UNIX) as stranger:
        with servers.joined(state, durable=False):
            stranger.connect(str(Places(state).control))
        assert left(state) == NOTHING
