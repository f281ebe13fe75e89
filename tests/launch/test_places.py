"""Where things lie."""

import os
from pathlib import Path

import pytest

from launch import places
from launch.places import Places, make_own, state_folder
from launch.refusal import Refusal


def test_the_state_folder_is_the_named_one_else_STATE_else_dot_state(monkeypatch, tmp_path):
    monkeypatch.delenv("STATE", raising=False)
    assert state_folder(None, tmp_path) == tmp_path / ".state"
    monkeypatch.setenv("STATE", "elsewhere")
    assert state_folder(None, tmp_path) == tmp_path / "elsewhere"
    assert state_folder(Path("/named"), tmp_path) == Path("/named")
    monkeypatch.setenv("STATE", "")
    assert state_folder(None, tmp_path) == tmp_path / ".state"


def test_two_names_of_one_folder_are_one_state(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert state_folder(tmp_path / "link") == state_folder(tmp_path / "real")


def test_socket_paths_are_short_however_deep_the_state_folder():
    deep = Places(Path("/" + "/".join(["en väldigt lång mapp på svenska"] * 20)))
    longest = max(
        (deep.servers / ".s.PGSQL.5432.lock", deep.servers / "valkey.sock", deep.control), key=lambda p: len(bytes(p))
    )
    assert len(bytes(longest)) < places.SOCKET_LIMIT


def test_each_state_folder_has_its_own_sockets():
    assert Places(Path("/a")).sockets != Places(Path("/b")).sockets
    assert Places(Path("/a")).sockets == Places(Path("/a")).sockets


def test_a_folder_in_a_common_place_is_ours_alone(tmp_path):
    folder = make_own(tmp_path / "kv", 0o700)
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    assert make_own(folder, 0o700).stat().st_mode & 0o777 == 0o700


def test_a_link_that_somebody_laid_there_is_refused(tmp_path):
    (tmp_path / "target").mkdir()
    (tmp_path / "kv").symlink_to("target")
    with pytest.raises(Refusal):
        make_own(tmp_path / "kv", 0o700)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_somebody_elses_folder_is_refused(tmp_path):
    (tmp_path / "kv").mkdir()
    os.chown(tmp_path / "kv", 12345, 12345)
    with pytest.raises(Refusal, match="tillhör någon annan"):
        make_own(tmp_path / "kv", 0o700)
