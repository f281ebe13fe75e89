"""`manage.py attack_release` on a folder of exports."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.surveys.attacker.attacking import controlled, gated, known, somebody, ungated
from tests.surveys.attacker.by_hand import cell, documents
from tests.surveys.attacker.making import Sizes, made

SMALL = Sizes(areas=(1, 1), preschools=(2, 2), sections=(1, 2), items=1, indices=0, families=("guardians",))


def exported(folder, released, knowledge, control):
    files = {"release.json": released, "control.json": control}
    for name, document in (files | {f"knowledge-{n}.json": one for n, one in enumerate(knowledge)}).items():
        (folder / name).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def told(capsys, folder, *options):
    call_command("attack_release", "--files", str(folder), "--json", *options)
    return json.loads(capsys.readouterr().out)


def test_the_report_of_a_release_and_of_its_control(tmp_path, capsys):
    asked = made(2, SMALL)
    own = somebody(asked, 2)
    exported(tmp_path, gated(asked, own)[0], known(asked, own), controlled(asked, ungated(asked)))
    report = told(capsys, tmp_path)
    assert list(report) == ["hidden", "broken", "bounds", "seconds"]
    assert report["broken"] == 0
    assert report["hidden"] > 0
    assert told(capsys, tmp_path, "--control")["broken"] > 0


def test_what_is_found_ends_the_command_with_an_error_and_is_named(tmp_path, capsys):
    released, knowledge = documents(
        [cell("kommun", "trivs", "10–19", "3.0"), cell("a", "trivs", "5–9", "3.0")], {"a": 7, "b": 3}
    )
    exported(tmp_path, released, [knowledge], released)
    with pytest.raises(CommandError, match=r"1 group can be worked out"):
        call_command("attack_release", "--files", str(tmp_path))
    assert "hidden: b × g × trivs: mean (span)" in capsys.readouterr().out


def test_a_folder_without_exports_is_refused(tmp_path):
    with pytest.raises(CommandError, match="holds no export that can be read"):
        call_command("attack_release", "--files", str(tmp_path))
