"""Every refusal is a sentence that says what is wrong and what to do."""

import errno
import inspect

import pytest

from launch import refusal
from launch.refusal import Refusal

SAMPLES = {"lines": ["the log's last line"], "port": 8000, "here": 18, "made_by": "17"}
SENTENCES = {
    name: function
    for name, function in inspect.getmembers(refusal, inspect.isfunction)
    if inspect.signature(function).return_annotation is Refusal
}


def sample(name):
    wanted = inspect.signature(SENTENCES[name]).parameters
    return SENTENCES[name](**{word: SAMPLES.get(word, f"<{word}>") for word in wanted})


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_a_refusal_tells_what_to_do(name):
    text = sample(name).text
    imperatives = (
        "Kör",
        "kör",
        "Välj",
        "Frigör",
        "Installera",
        "Stäng",
        "Ange",
        "Starta",
        "Ge ",
        "Rätta",
        "Kontrollera",
    )
    others = ("Vänta", "Försök", "Börja", "börja", "gå tillbaka", "Det sista", "körs")
    assert any(word in text for word in imperatives + others), text
    assert text[0].isupper() or text.startswith("<name>")


@pytest.mark.parametrize("name", sorted(SENTENCES.keys() - {"failed_install"}))  # it has tests of its own below
def test_a_refusal_carries_every_word_it_was_given(name):
    given = {
        str(SAMPLES.get(word, f"<{word}>")) for word in inspect.signature(SENTENCES[name]).parameters if word != "lines"
    }
    text = str(sample(name))
    assert [word for word in given if word not in text] == []


@pytest.mark.parametrize(
    ("last_line", "says"),
    [
        (
            "ERROR: Could not find a version that satisfies x (from versions: none)\nERROR: No matching distribution found for x",
            "docker compose up",
        ),
        ("error: x==1 has no usable wheels", "docker compose up"),
        (
            "NewConnectionError: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
            "Kontrollera nätet",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "pip cache purge"),
        ("OSError: [Errno 28] No space left on device", "Disken är full"),
        ("error: failed to write: No space left on device (os error 28)", "Disken är full"),
        ("error: x is not a supported wheel on this platform", "den här plattformen (Linux riscv64, Python 3.11)"),
        ("something nobody foresaw", "Rätta felet nedan"),
    ],
)
def test_a_failed_install_is_told_by_its_cause_and_shows_the_log(last_line, says):
    lines = last_line.split("\n")
    said = refusal.failed_install(lines, "Linux riscv64, Python 3.11")
    assert says in said.text
    assert said.lines == lines


def test_a_missing_network_is_not_taken_for_a_missing_wheel():
    lines = ["Failed to establish a new connection", "ERROR: No matching distribution found for django"]
    assert "docker" not in refusal.failed_install(lines, "Linux").text


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "Disken är full (/x)"),
        (errno.EDQUOT, "Disken är full (/x)"),
        (errno.EACCES, "skriva i /x"),
        (errno.EROFS, "skriva i /x"),
    ],
)
def test_the_systems_faults_that_a_person_can_mend_have_a_sentence(number, says):
    assert says in refusal.of_fault(OSError(number, "", "/x")).text


def test_other_faults_are_not_dressed_up():
    assert refusal.of_fault(OSError(errno.EINVAL, "", "/x")) is None


def test_a_server_that_falls_on_a_full_disk_says_full_disk():
    lines = ["PANIC:  could not write to file: No space left on device"]
    assert refusal.failed_start("PostgreSQL", lines).text.startswith("Disken är full")
    assert refusal.failed_preparation(lines).text.startswith("Disken är full")
