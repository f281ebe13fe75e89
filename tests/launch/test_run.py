"""The small parts of `make run`."""

import http.server
import os
import socket
import threading

import pytest

from launch import orders, run
from launch.household import make_state, wipe
from launch.places import Places
from launch.prepared import Preparation, code_digest
from launch.refusal import Refusal
from launch.surroundings import embedded, inherited, over, site_url


@pytest.mark.parametrize(("word", "port"), [("", 8000), ("8123", 8123), ("65535", 65535)])
def test_a_port_is_chosen(word, port):
    assert run.chosen_port({"PORT": word}) == port


@pytest.mark.parametrize("word", ["0", "65536", "-1", "http", "80 80", "٨٠٠٠"])
def test_what_is_no_port_is_said(word):
    with pytest.raises(Refusal, match="går inte att använda"):
        run.chosen_port({"PORT": word})


def test_a_port_that_somebody_listens_on_is_refused_with_the_next_one():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=f"Port {port} är upptagen.*PORT={port + 1}"):
            run.refuse_taken("127.0.0.1", port)
    run.refuse_taken("127.0.0.1", port)


def test_what_a_keeper_leaves_that_is_still_dying_when_we_first_look_is_cleared_up_all_the_same(places, monkeypatch):
    left = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setattr(run.servers, "tidy", lambda _places: left.close())
    run.await_port(places, *left.getsockname())
    assert left.fileno() == -1


def test_a_port_that_a_stranger_has_is_refused_when_nobody_of_ours_is_left(places):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(Refusal, match="är upptagen"):
        run.await_port(places, *taken.getsockname())


@pytest.mark.skipif(not os.path.exists("/proc/net/unix"), reason="abstract sockets are Linux's")
def test_two_launchers_that_start_at_once_cannot_both_have_the_port():
    with run.reserved(59999), pytest.raises(Refusal, match="Port 59999 är upptagen"), run.reserved(59999):
        pass
    with run.reserved(59999):
        pass


def test_two_launchers_of_one_state_folder_cannot_both_start_and_the_second_learns_where_the_first_is(places):
    with run.only_launcher(places, "http://localhost:8000"):
        with (
            pytest.raises(Refusal, match="redan igång här: http://localhost:8000"),
            run.only_launcher(places, "http://else"),
        ):
            pass
        with (
            pytest.raises(Refusal, match="redan igång här: http://localhost:8000"),
            run.only_launcher(places, "http://else"),
        ):
            pass
    with run.only_launcher(places, "http://else"):
        pass


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 503)
        self.end_headers()

    def log_message(self, *_):
        pass


def test_only_a_good_answer_is_an_answer(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{web.server_port}"
        assert (run.answers(f"{address}/healthz"), run.answers(f"{address}/else")) == (True, False)
        web.shutdown()
    assert run.answers(f"{address}/healthz") is False


def test_the_welcome_tells_where_and_how_to_stop():
    said = run.welcome("http://localhost:8000", 7.6)
    assert [
        word for word in ("http://localhost:8000/ ", "http://localhost:8000/demo/", "Ctrl-C", "8 s") if word not in said
    ] == []


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:8000"),
        ("0.0.0.0", "http://localhost:8000"),
        ("10.0.0.5", "http://10.0.0.5:8000"),
        ("fe80::1", "http://[fe80::1]:8000"),
    ],
)
def test_the_address_is_what_a_person_types(host, address):
    assert site_url(8000, host) == address


@pytest.fixture
def places(tmp_path, monkeypatch):
    for name in ("MODE", "SITE_URL", "ALLOWED_HOSTS", "SECRET_KEY", "LEDGER_KEY"):
        monkeypatch.delenv(name, raising=False)
    make_state(tmp_path / "state")
    return Places(tmp_path / "state")


def test_on_this_machine_the_web_answers_to_its_own_names_and_on_the_network_to_any(places):
    assert embedded(places, 8000)["ALLOWED_HOSTS"] == "localhost,127.0.0.1,[::1]"
    assert embedded(places, 8000, "0.0.0.0")["ALLOWED_HOSTS"] == "*"


def test_what_the_environment_names_stands(places, monkeypatch):
    monkeypatch.setenv("SITE_URL", "http://kvalitet.local")
    assert embedded(places, 8000)["SITE_URL"] == "http://kvalitet.local"
    assert over({"A": "1", "B": "2"}, {"A": "", "B": "3", "C": "4"}) == {"A": "1", "B": "3"}


def test_children_may_write_bytecode_and_know_nothing_of_make(monkeypatch):
    for name in ("PYTHONDONTWRITEBYTECODE", "LAUNCHED_BY_MAKE", "ARGS"):
        monkeypatch.setenv(name, "1")
    assert {"PYTHONDONTWRITEBYTECODE", "LAUNCHED_BY_MAKE", "ARGS"} & set(inherited()) == set()


def checkout(folder):
    for name, text in {"requirements/run.txt": "a==1", "app/migrations/0001_a.py": "1", "app/models.py": "x"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("requirements/run.txt", True),
        ("app/migrations/0001_a.py", True),
        ("app/migrations/0002_b.py", True),
        ("app/models.py", False),
    ],
)
def test_what_decides_the_tables_decides_the_digest(tmp_path, name, changes):
    before = code_digest(checkout(tmp_path))
    (tmp_path / name).write_text("changed")
    assert (code_digest(tmp_path) != before) is changes


def test_a_database_that_cannot_be_asked_is_not_prepared(tmp_path):
    assert Preparation(tmp_path / "no-psql", tmp_path).is_done() is False


def test_wiping_takes_the_state_folder_and_follows_no_link(places, tmp_path):
    (tmp_path / "kept").mkdir()
    (places.state / "link").symlink_to(tmp_path / "kept")
    wipe(places)
    assert (places.state.exists(), (tmp_path / "kept").is_dir()) == (False, True)


def test_every_order_is_told():
    assert [name for name in orders.ORDERS if name not in orders.usage()] == []
