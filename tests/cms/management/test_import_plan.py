"""`manage.py import_plan FILE [--unit KEY] [--dry-run] [--json]`."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from cms.management.commands.import_plan import NO_DATABASE, NO_UNIT
from cms.models import PlanImport
from ledger import clock
from ledger.models import Event
from organisation import actions
from quality.importing.on_disk import REFUSED, dry_run
from tests.organisation.views.reading import as_, heading
from tests.quality.importing.real_plans import NAMES, STOCKHOLM, real_plan

ROOT = Path(__file__).resolve().parents[3]
PLAN = """Inledning
Vi är en förskola i skogen.

Nämndmål:
Alla barn trivs

 Indikator Årsmål KF:s årsmål Periodicitet

Andel nöjda 90 % År

Enhetsmål:
Varje barn har en vän

Arbetssätt

Vi leker tillsammans.

Uppföljning

Samtal

 Aktivitet Startdatum Slutdatum

Vänskapsvecka 2021-02-01 2021-02-05
"""
NODE = {"period": None, "texts": {}, "indicators": [], "activities": [], "followups": [], "children": []}
TREE = [
    NODE
    | {
        "level": "committee",
        "title": "Alla barn trivs",
        "indicators": [{"name": "Andel nöjda", "target": "90 %", "council_target": None, "periodicity": "År"}],
        "children": [
            NODE
            | {
                "level": "unit",
                "title": "Varje barn har en vän",
                "texts": {"methods": "Vi leker tillsammans."},
                "activities": [{"title": "Vänskapsvecka", "start": "2021-02-01", "end": "2021-02-05"}],
                "followups": ["Samtal"],
            }
        ],
    }
]


def run(*arguments):
    """Run the command here: (exit status, standard output, standard error)."""
    out, err = io.StringIO(), io.StringIO()
    try:
        with redirect_stderr(err):
            call_command("import_plan", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_json_is_one_object_on_one_line_with_exactly_these_keys(plan_file):
    status, out, err = run(plan_file, "--dry-run", "--json")
    assert (status, err, out.count("\n"), out.endswith("\n")) == (0, "", 1, True)
    made = json.loads(out)
    findings = made.pop("findings")
    assert made == {
        "title": None,
        "period": None,
        "nodes": TREE,
        "sections": [{"title": "Inledning", "text": "Vi är en förskola i skogen."}],
        "coverage": 1.0,
    }
    assert [tuple(finding) for finding in findings] == [("severity", "line", "text", "message")] * 4
    assert [(finding["severity"], finding["line"], finding["text"]) for finding in findings] == [
        ("warning", None, ""),
        ("warning", None, ""),
        ("warning", 4, "Nämndmål:"),
        ("warning", 9, "90 %"),
    ]


def test_without_json_a_person_reads_goals_findings_and_how_much_was_placed(plan_file):
    status, out, err = run(plan_file, "--dry-run")
    assert (status, err) == (0, "")
    for line in (
        "Titel: sägs inte",
        "Mål: Nämndmål 1, Enhetsmål 1",
        "Indikatorer 1, Aktiviteter 1, Uppföljningar 1, Avsnitt 1",
        "Placerad text: 100,0 %",
        "Nämndmål: Alla barn trivs",
        "  Indikator: Andel nöjda | 90 % | – | År",
        "    Aktivitet: Vänskapsvecka (2021-02-01 – 2021-02-05)",
        "Avsnitt: Inledning, 6 ord",
        "Titta på, rad 9: Raden har bara ett värde. Det står som årsmål, men kan höra till KF:s årsmål. ”90 %”",
    ):
        assert line in out.split("\n")


def test_a_plan_is_kept_for_its_unit_to_be_reviewed(plan_file, cast):
    status, out, err = run(plan_file, "--unit", "school-unit-a")
    kept = PlanImport.objects.get()
    assert (status, err) == (0, "")
    assert out.endswith(f"Granska planen: {settings.SITE_URL}/planarbete/inlasning/{kept.pk}/\n")
    assert (kept.unit, kept.uploaded_by, kept.state, kept.filename) == (
        cast.a["school_unit"],
        None,
        "review",
        "plan.txt",
    )
    assert Event.objects.get(subject=f"plan_import:{kept.pk}").kind == "cms.plan_import_uploaded"
    page = as_(cast.of("a", "rektor")).get(f"/planarbete/inlasning/{kept.pk}/")
    assert heading(page) == "Fyra saker att titta på"
    assert as_(cast.of("b", "rektor")).get(f"/planarbete/inlasning/{kept.pk}/").status_code == 404


def test_with_json_the_address_does_not_part_the_line(plan_file, cast):
    status, out, err = run(plan_file, "--unit", "school-unit-a", "--json")
    assert (status, out.count("\n"), err.startswith(f"Granska planen: {settings.SITE_URL}/")) == (0, 1, True)
    assert json.loads(out)["coverage"] == 1.0


def test_a_dry_run_keeps_nothing_even_for_a_unit(plan_file, cast):
    assert run(plan_file, "--unit", "school-unit-a", "--dry-run")[0] == 0
    assert PlanImport.objects.exists() is False


def test_a_plan_without_a_unit_or_for_one_that_is_not_there_is_not_kept(plan_file, cast):
    assert run(plan_file) == (REFUSED, "", f"{NO_UNIT}\n")
    assert run(plan_file, "--unit", "borta") == (REFUSED, "", "Det finns ingen öppen enhet med nyckeln borta.\n")
    actions.close_unit(unit=cast.a["team"], on=clock.today())
    assert run(plan_file, "--unit", "team-a")[0] == REFUSED
    assert PlanImport.objects.exists() is False


def test_a_file_that_cannot_be_read_is_not_kept(tmp_path, cast):
    path = tmp_path / "tom.txt"
    path.write_bytes(b"")
    assert run(path, "--unit", "school-unit-a") == (REFUSED, "", "Filen är tom.\n")
    assert PlanImport.objects.exists() is False


def test_without_a_database_it_says_so(plan_file):
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none", "BROKER_URL": "redis://127.0.0.1:9/0"}
    done = subprocess.run(
        [sys.executable, "manage.py", "import_plan", str(plan_file), "--unit", "x", "--json"],
        cwd=ROOT,
        env={**os.environ, **nowhere},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (REFUSED, f"{NO_DATABASE}\n")
    assert json.loads(done.stdout)["findings"][0]["message"] == NO_DATABASE


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("tom.txt", b"", "Filen är tom."),
        ("bild.png", b"\x89PNG\r\n\x1a\n\x00\x00", "Filen är inte en text, en PDF eller ett Word-dokument."),
        ("stor.txt", b"a" * 20_000_000, "Filen är för stor: 20 MB. Gränsen är 10 MB."),
        ("lang.txt", b"rad\n" * 100_000, "Texten har 100 001 rader."),
        ("trasig.pdf", b"%PDF-1.4 hej", "PDF-filen går inte att läsa"),
        ("trasig.docx", b"PK\x03\x04hej", "Word-filen går inte att läsa"),
    ],
)
def test_a_file_that_cannot_be_read_gives_status_2_a_sentence_and_still_one_json_line(
    tmp_path, name, content, sentence
):
    path = tmp_path / name
    path.write_bytes(content)
    status, out, err = run(path, "--dry-run", "--json")
    assert status == REFUSED
    assert err.startswith(sentence)
    assert out.count("\n") == 1
    made = json.loads(out)
    assert made.pop("findings") == [{"severity": "error", "line": None, "text": "", "message": err.strip()}]
    assert made == {"title": None, "period": None, "nodes": [], "sections": [], "coverage": 0.0}


def test_a_missing_file_a_folder_and_an_unreadable_file_are_said(tmp_path):
    assert run(tmp_path / "borta.txt", "--dry-run") == (REFUSED, "", "Filen borta.txt finns inte.\n")
    assert run(tmp_path, "--dry-run") == (REFUSED, "", f"{tmp_path.name} är en mapp, inte en fil.\n")
    nowhere = tmp_path / ("a" * 300)
    assert run(nowhere, "--dry-run")[2].endswith("går inte att öppna: File name too long.\n")


def test_a_pipe_is_not_waited_for(tmp_path):
    pipe = tmp_path / "ror"
    os.mkfifo(pipe)
    assert run(pipe, "--dry-run") == (REFUSED, "", "ror är inte en fil.\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_real_plan_is_read_by_the_command_without_any_server(tmp_path, name):
    path = tmp_path / name
    path.write_text(real_plan(name), encoding="utf-8")
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none", "BROKER_URL": "redis://127.0.0.1:9/0"}
    done = subprocess.run(
        [sys.executable, "manage.py", "import_plan", str(path), "--dry-run", "--json"],
        cwd=ROOT,
        env={**os.environ, **nowhere},
        capture_output=True,
        text=True,
        check=True,
    )
    made = json.loads(done.stdout)
    assert (done.stdout.count("\n"), made["coverage"]) == (1, 1.0)
    assert len(made["nodes"]) == (3 if name == STOCKHOLM else 19)


def test_line_ends_of_other_kinds_never_part_the_json_line(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("Enhetsmål:\nAlla\u2028barn\x85är\x0bmed\n\nUppföljning\n\nSam\u2029tal\n", encoding="utf-8")
    _, out, _ = run(path, "--dry-run", "--json")
    assert len(out.splitlines()) == 1
    assert json.loads(out)["nodes"][0]["title"] == "Alla barn är med"


def without_django(*arguments):
    """Run manage.py where Django would fall over its settings: (exit status, standard output, standard error)."""
    done = subprocess.run(
        [sys.executable, "manage.py", "import_plan", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "none.such"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_a_dry_run_starts_no_django_and_says_what_the_command_says(plan_file, flags):
    assert without_django(plan_file, "--dry-run", *flags) == run(plan_file, "--dry-run", *flags)


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_a_refusal_in_a_dry_run_starts_no_django_either(tmp_path, flags):
    path = tmp_path / "tom.txt"
    path.write_bytes(b"")
    assert without_django(path, "--dry-run", *flags) == run(path, "--dry-run", *flags)


@pytest.mark.parametrize("others", [[], ["--dry-run", "--traceback"], ["--dry-run", "--help"], ["--unit"]])
def test_what_is_more_than_a_dry_run_is_left_to_django(plan_file, others, capsys):
    assert dry_run([str(plan_file), *others]) is None
    assert capsys.readouterr() == ("", "")


def test_a_dry_run_of_nothing_is_left_to_django():
    assert dry_run(["--dry-run"]) is None
