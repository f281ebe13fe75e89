"""When `.venv` is good, when it is topped up, when it is built anew."""

import hashlib
import json
import shutil
import sys
import venv

import pytest

from launch import environment, leash
from launch.environment import STAMP, UNFINISHED, Environment
from launch.refusal import Refusal


@pytest.fixture
def here(tmp_path):
    """An environment in a checkout whose locks name no package."""
    (tmp_path / "requirements").mkdir()
    for kind in environment.KINDS:
        (tmp_path / "requirements" / f"{kind}.txt").write_text("")
    return Environment(tmp_path)


def finished(here, kind="run"):
    """Make the environment look as after an install of this kind."""
    venv.create(here.folder, with_pip=False)
    (here.folder / STAMP).write_text(json.dumps(here.wanted(kind)))
    return here


def test_an_environment_that_is_not_there_is_good_for_nothing(here):
    assert not here.good_for("run")


def test_a_finished_environment_is_good_for_its_kind_and_dev_for_both(here):
    assert (finished(here).good_for("run"), here.good_for("dev")) == (True, False)
    assert (finished(here, "dev").good_for("run"), here.good_for("dev")) == (True, True)


def test_a_changed_lock_makes_it_stale(here):
    finished(here)
    here.lock_file("run").write_text("# newer")
    assert (here.good_for("run"), here.same_interpreter()) == (False, True)


def test_an_unfinished_environment_is_built_anew(here):
    finished(here)
    (here.folder / UNFINISHED).touch()
    assert (here.good_for("run"), here.same_interpreter()) == (False, False)


def test_an_environment_of_another_python_is_built_anew(here):
    stamp = here.wanted("run") | {"python": "3.12.0 linux /usr"}
    (finished(here).folder / STAMP).write_text(json.dumps(stamp))
    assert (here.good_for("run"), here.same_interpreter()) == (False, False)


def test_a_moved_checkout_has_no_good_environment(here, tmp_path):
    finished(here)
    moved = Environment(tmp_path.with_name(f"{tmp_path.name}-moved"))
    shutil.move(tmp_path, moved.checkout)
    assert (moved.good_for("run"), moved.same_interpreter()) == (False, False)


def test_an_environment_whose_python_is_gone_is_built_anew(here):
    finished(here).python.unlink()
    assert (here.good_for("run"), here.same_interpreter()) == (False, False)


def test_one_that_a_person_made_with_this_python_is_topped_up(here):
    venv.create(here.folder, with_pip=False)
    assert (here.good_for("run"), here.same_interpreter()) == (False, True)


def test_building_says_so_once_and_the_second_time_nothing(here):
    said = []
    assert environment.ensure("run", said.append, here) == here.python
    assert [word for word in said if "Installerar" in word] == said[:1] == said
    assert here.good_for("run")
    assert environment.ensure("run", said.append, here) == here.python
    assert len(said) == 1


def test_a_package_that_cannot_be_had_is_told_with_the_installers_last_lines(here, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("UV_OFFLINE", "1")
    name = f"no-such-package-{hashlib.sha256(sys.version.encode()).hexdigest()[:8]}"
    here.lock_file("run").write_text(f"{name}==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(Refusal) as refused:
        environment.ensure("run", lambda _: None, here)
    assert [name in line for line in refused.value.lines].count(True) >= 1
    assert not here.good_for("run")
    here.lock_file("run").write_text("")
    environment.ensure("run", lambda _: None, here)
    assert here.good_for("run")


def test_the_environment_starts_its_python(here):
    environment.ensure("run", lambda _: None, here)
    assert (
        leash.call([here.python, "-c", "import sys; sys.exit(sys.prefix == sys.base_prefix)"], cwd=here.checkout) == 0
    )
