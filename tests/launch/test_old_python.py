"""A Python that is too old gets a sentence, whatever its age."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from launch import old_python
from tests.house.tree import ROOT

PARSED_BY_ANY = ["launch/__init__.py", "launch/__main__.py", "launch/old_python.py", "manage.py"]


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 99)])
def test_too_old_is_refused_with_the_version_and_the_way_out(version, capsys):
    with pytest.raises(SystemExit) as stop:
        old_python.refuse(version)
    said = capsys.readouterr().err
    assert stop.value.code == 2
    assert f"Det här är Python {'.'.join(map(str, version))}" in said
    assert "make run PYTHON=python3.11" in said
    assert "docker compose up" in said


def test_new_enough_passes():
    assert old_python.refuse((3, 11, 0)) is None


@pytest.mark.parametrize("name", PARSED_BY_ANY)
def test_the_first_files_use_no_syntax_that_an_old_python_lacks(name):
    """`ast` judges 3.x; what Python 2 also lacks (annotations, f-strings, keyword-only arguments) is looked for by hand."""
    tree = ast.parse((ROOT / name).read_text(), feature_version=(3, 4))
    new = (ast.JoinedStr, ast.AnnAssign, ast.AsyncFunctionDef, ast.NamedExpr, ast.Starred, ast.Match)
    assert [type(node).__name__ for node in ast.walk(tree) if isinstance(node, new)] == []
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [f.name for f in functions if f.returns or any(a.annotation for a in f.args.args) or f.args.kwonlyargs] == []


def old_pythons():
    """Return the too old Pythons of this machine, where there are any."""
    found = [
        Path(folder) / name
        for folder in ("/usr/bin", "/usr/local/bin")
        for name in ("python2.7", "python3.6", "python3.9")
    ]
    beside = Path(sys.base_prefix).parent.glob("[23].*/bin/python")
    return [python for python in (*found, *beside) if python.exists() and _age(python) < (3, 11)]


def _age(python):
    said = subprocess.run(
        [python, "-c", "import sys; print(sys.version_info[:2])"], capture_output=True, text=True, check=True
    )
    return ast.literal_eval(said.stdout)


@pytest.mark.parametrize("command", [["-m", "launch", "run"], ["manage.py", "migrate"]], ids=["launch", "manage.py"])
def test_the_old_pythons_of_this_machine_say_it_without_a_traceback(command):
    for python in old_pythons():
        done = subprocess.run([python, "-B", *command], cwd=ROOT, capture_output=True, check=False)
        said = done.stderr.decode()
        assert (done.returncode, "behöver Python 3.11" in said, "Traceback" in said) == (2, True, False), python
