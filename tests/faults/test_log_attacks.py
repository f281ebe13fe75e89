"""R3: the event log edited, deleted from, reordered, cut, a chain removed or made anew, by a superuser: always found."""

import datetime as dt
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from ledger import actions
from ledger.actions.anchors import write_anchor
from ledger.models import Anchor, Chain, Event
from ledger.rules import chain

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)
TABLES = ("ledger_event", "ledger_eventpayload")


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Keep this test's anchors apart."""
    settings.ANCHOR_DIR = str(tmp_path / "anchors")
    return tmp_path / "anchors"


@pytest.fixture
def log(folder):
    """A log of three chains, anchored on Monday, and one more event after that."""
    for place in range(1, 6):
        for unit in (1, 2, 3):
            actions.record(subject=f"unit:{unit}", kind="unit.renamed", actor=None, payload={"to": f"Ängen {place}"})
    write_anchor(day=MONDAY)
    actions.record(subject="unit:1", kind="unit.closed", actor=None, payload={})


def superuser(*statements):
    """Do what a superuser can, and the tables' owner: change the log with its triggers switched off."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount > 0, f"{statement} changed nothing"
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def verified(*arguments):
    """Run the command; return its exit status and what it said."""
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_log", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, err.getvalue()
    return 0, out.getvalue()


def relink(subject, key):
    """Make a chain anew, as somebody would who knows how it is made and holds `key`; its head too."""
    before, place = chain.START, 0
    with connection.cursor() as cursor:
        for event in Event.objects.filter(subject=subject).order_by("place"):
            place += 1
            before = chain.link(
                key=key,
                before=before,
                subject=subject,
                place=place,
                kind=event.kind,
                actor=event.actor_id,
                at=event.at,
                digest=bytes(event.digest),
            )
            cursor.execute("UPDATE ledger_event SET place = %s, link = %s WHERE id = %s", [place, before, event.pk])
    Chain.objects.filter(subject=subject).update(length=place, head=before)


def test_a_whole_log_is_whole(log):
    assert verified() == (0, "16 events in 3 chains, against the anchor of 2026-11-23: whole.\n")


def test_an_empty_log_is_whole():
    assert verified() == (0, "0 events in 0 chains, against no anchor: whole.\n")


OF_ONE = "WHERE subject = 'unit:2' AND place = 3"
PAYLOAD = f"WHERE event_id = (SELECT id FROM ledger_event {OF_ONE})"
EDITS = {
    "its kind": f"UPDATE ledger_event SET kind = 'unit.moved' {OF_ONE}",
    "its time": f"UPDATE ledger_event SET at = at + interval '1 microsecond' {OF_ONE}",
    "its actor": f"UPDATE ledger_event SET actor_id = 7 {OF_ONE}",
    "its digest": f"UPDATE ledger_event SET digest = sha256('x') {OF_ONE}",
    "its link": f"UPDATE ledger_event SET link = sha256('x') {OF_ONE}",
    "its payload": f"UPDATE ledger_eventpayload SET text = replace(text, 'Ä', 'Å') {PAYLOAD}",
    "its salt": f"UPDATE ledger_eventpayload SET salt = '\\x00' {PAYLOAD}",
    "a payload taken away": f"DELETE FROM ledger_eventpayload {PAYLOAD}",
    "an event taken away": f"DELETE FROM ledger_event {OF_ONE}",
}


@pytest.mark.parametrize("what", EDITS)
def test_one_event_edited_is_found_with_its_chain_and_place(log, what):
    superuser(EDITS[what])
    status, said = verified()
    assert (status, "Place 3 of chain “unit:2”: " in said, "unit:1" in said) == (1, True, False)


def test_two_events_that_changed_places_are_found(log):
    superuser(
        "UPDATE ledger_event SET place = 99 WHERE subject = 'unit:2' AND place = 3",
        "UPDATE ledger_event SET place = 3 WHERE subject = 'unit:2' AND place = 4",
        "UPDATE ledger_event SET place = 4 WHERE subject = 'unit:2' AND place = 99",
    )
    status, said = verified()
    assert (status, "Place 3 of chain “unit:2”" in said) == (1, True)


def test_an_event_moved_to_another_chain_is_found(log):
    superuser("UPDATE ledger_event SET subject = 'unit:3', place = 6 WHERE subject = 'unit:2' AND place = 5")
    status, said = verified()
    assert (status, "unit:2" in said, "Place 6 of chain “unit:3”" in said) == (1, True, True)


def test_an_event_that_was_slipped_in_is_found(log):
    superuser(
        "INSERT INTO ledger_event (subject, place, kind, at, digest, link) "
        "SELECT subject, 6, kind, at, digest, link FROM ledger_event WHERE subject = 'unit:2' AND place = 5"
    )
    assert verified()[0] == 1


def test_a_cut_end_is_found_though_the_head_was_cut_as_well(log):
    superuser(
        "DELETE FROM ledger_event WHERE subject = 'unit:2' AND place >= 4",
        "UPDATE ledger_chain SET length = 3, head = (SELECT link FROM ledger_event WHERE subject = 'unit:2' "
        "AND place = 3) WHERE subject = 'unit:2'",
    )
    status, said = verified()
    assert status == 1
    assert "Place 4 of chain “unit:2”: cut off: the anchor knows 5 events, there are 3." in said


def test_what_was_cut_after_the_last_anchor_is_found_by_the_next_one_only(log):
    """The limit that is promised: up to the last anchor."""
    superuser(
        "DELETE FROM ledger_event WHERE subject = 'unit:1' AND place = 6",
        "UPDATE ledger_chain SET length = 5, head = (SELECT link FROM ledger_event WHERE subject = 'unit:1' "
        "AND place = 5) WHERE subject = 'unit:1'",
    )
    assert verified()[0] == 0


def test_a_whole_chain_removed_with_its_head_is_found(log):
    superuser("DELETE FROM ledger_event WHERE subject = 'unit:2'", "DELETE FROM ledger_chain WHERE subject = 'unit:2'")
    status, said = verified()
    assert status == 1
    assert "Chain “unit:2”: the anchor knows 5 events; there are none." in said


def test_the_whole_log_removed_is_found(log):
    superuser("DELETE FROM ledger_event", "DELETE FROM ledger_eventpayload", "DELETE FROM ledger_chain")
    status, said = verified()
    assert (status, said.count("; there are none.")) == (1, 3)


def test_a_chain_made_anew_without_the_key_is_found(log):
    superuser(f"DELETE FROM ledger_event {OF_ONE}")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        relink("unit:2", b"guessed")
        cursor.execute("ALTER TABLE ledger_event ENABLE TRIGGER USER")
    status, said = verified()
    assert (status, "Place 1 of chain “unit:2”: changed, moved, or not written by this system" in said) == (1, True)


def test_a_chain_made_anew_with_the_key_is_found_by_the_anchor(log):
    superuser(EDITS["its kind"])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        relink("unit:2", chain.derived(settings.LEDGER_KEY, "event"))
        cursor.execute("ALTER TABLE ledger_event ENABLE TRIGGER USER")
    status, said = verified()
    assert status == 1
    assert "Place 5 of chain “unit:2”: differs from the anchor: the chain was written anew up to here." in said


def test_a_head_that_was_changed_is_found(log):
    superuser("UPDATE ledger_chain SET length = 4 WHERE subject = 'unit:2'")
    status, said = verified()
    assert (status, "Place 5 of chain “unit:2”: its head says 4 events, there are 5." in said) == (1, True)


@pytest.mark.parametrize("what", ["changed", "removed", "cut"])
def test_an_anchor_that_was_tampered_with_is_found(log, folder, what):
    path = folder / "anchor-2026-11-23.txt"
    lines = path.read_text().splitlines(keepends=True)
    if what == "removed":
        path.unlink()
    else:
        path.write_text("".join(lines[:-1]) if what == "cut" else "".join(lines).replace("5 ", "4 ", 1))
    status, said = verified()
    assert (status, "Anchor anchor-2026-11-23.txt: " in said) == (1, True)


def test_an_anchor_with_its_row_removed_still_counts(log):
    superuser("DELETE FROM ledger_event WHERE subject = 'unit:3'", "DELETE FROM ledger_chain WHERE subject = 'unit:3'")
    Anchor.objects.all().delete()
    assert verified()[0] == 1


def test_an_older_anchor_kept_elsewhere_can_be_held_against_the_log(log, folder, tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_bytes((folder / "anchor-2026-11-23.txt").read_bytes())
    write_anchor(day=MONDAY + dt.timedelta(days=1))
    assert verified("--anchor", str(kept))[0] == 0
    superuser("DELETE FROM ledger_event WHERE subject = 'unit:2'", "DELETE FROM ledger_chain WHERE subject = 'unit:2'")
    status, said = verified("--anchor", str(kept))
    assert (status, "against the anchor of 2026-11-23: 1 faults." in said) == (1, True)


def test_a_file_that_is_no_anchor_is_said_to_be_none(log, tmp_path):
    (tmp_path / "note.txt").write_text("hej")
    status, said = verified("--anchor", str(tmp_path / "note.txt"))
    assert (status, "Anchor note.txt: It is not an anchor of this system." in said) == (1, True)
    status, said = verified("--anchor", str(tmp_path / "nowhere.txt"))
    assert (status, "Anchor nowhere.txt: It can't be read (FileNotFoundError)." in said) == (1, True)


def test_another_key_fits_nothing(log, settings):
    settings.LEDGER_KEY = "another key, long enough to be one"
    status, said = verified()
    assert (status, "Anchor anchor-2026-11-23.txt: Its seal does not fit" in said) == (1, True)
    assert said.count("its link does not fit") == 16


def test_a_thousand_faults_are_counted_and_a_hundred_are_shown(log):
    actions.record_many(entries=[actions.Entry(f"x:{n}", "x.said") for n in range(300)])
    superuser("UPDATE ledger_event SET kind = 'x.forged' WHERE subject LIKE 'x:%'")
    status, said = verified()
    assert (status, said.count("Place 1 of chain “x:"), "… and 200 more." in said) == (1, 100, True)


def test_nothing_personal_is_told(log):
    superuser(EDITS["its payload"])
    assert "ngen" not in verified()[1]
