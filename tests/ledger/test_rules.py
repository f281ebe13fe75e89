"""What the ledger decides, without a database."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.rules import anchor, chain, outbox, pulse, tasks
from ledger.rules.anchor import Head
from ledger.rules.verify import Fault, Link, Walk

KEY = chain.derived("a key for the tests", "event")
NOON = dt.datetime(2026, 11, 22, 11, 0, tzinfo=dt.UTC)
SUBJECT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=20)


def linked(subject, number, kinds=("x.said",), key=KEY):
    """Return a chain of events as the database would hold it."""
    before, links = chain.START, []
    for place in range(1, number + 1):
        salt, text = bytes([place]) * 16, chain.canonical({"name": f"Åsa {place}"})
        digest = chain.digest(salt, text)
        kind = kinds[place % len(kinds)]
        at = NOON + dt.timedelta(microseconds=place)
        before = chain.link(
            key=key, before=before, subject=subject, place=place, kind=kind, actor=place, at=at, digest=digest
        )
        links.append(Link(subject, place, kind, place, at, digest, before, salt, text))
    return links


def heads(*chains):
    """Return the stored heads of whole chains."""
    return {links[0].subject: Head(links[0].subject, len(links), links[-1].link) for links in chains if links}


def anchored(*chains):
    """Return an anchor over whole chains."""
    return anchor.read(
        key=KEY, lines=list(anchor.written(key=KEY, day=NOON.date(), before="", heads=heads(*chains).values()))
    )


def found(links, stored, known=None):
    """Return subject and place of each fault."""
    return [(fault.subject, fault.place) for fault in Walk(KEY).faults(links, stored, known)]


def test_waiting_grows_and_stays_at_four_hours():
    waits = [outbox.wait_after(number).total_seconds() for number in range(14)]
    assert waits == [5, 5, 15, 60, 120, 300, 900, 1800, 3600, 7200, 14400, 14400, 14400, 14400]


@pytest.mark.parametrize("value", [1, None, True, "2026-08-17", "unit:12", "a-b_c.d/e", "", [1, 2], ["x", 3], "0" * 64])
def test_ids_may_stand_in_the_outbox(value):
    assert outbox.only_ids({"id": value}) == {"id": value}


@pytest.mark.parametrize("value", ["Åsa Ek", "asa@ek.example", "0" * 65, {"id": 1}, [[1]], 1.5, b"x", "två ord"])
def test_text_may_not_stand_in_the_outbox(value):
    with pytest.raises(ValueError, match="“who” is not an id"):
        outbox.only_ids({"id": 1, "who": value})


def test_a_letter_has_one_message_id_whatever_the_attempt():
    one = outbox.message_id(secret=b"s", kind="k", key="1", host="house.example")
    assert one == outbox.message_id(secret=b"s", kind="k", key="1", host="house.example")
    assert (one[0], one[-15:]) == ("<", "@house.example>")
    others = {
        outbox.message_id(secret=b"s", kind="k", key="2", host="house.example"),
        outbox.message_id(secret=b"t", kind="k", key="1", host="house.example"),
        outbox.message_id(secret=b"s", kind="k\n1", key="", host="house.example"),
    }
    assert len(others | {one}) == 4


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_a_payload_is_read_as_it_was_written(value):
    try:
        text = chain.canonical({"value": value})
        text.encode()
    except UnicodeEncodeError:
        return  # half a surrogate pair: not text, and refused when it is digested
    assert chain.canonical(json.loads(text)) == text


def test_a_payload_that_json_lacks_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        chain.canonical({"x": float("nan")})


def test_a_link_depends_on_everything_that_the_event_says():
    said = {
        "key": KEY,
        "before": chain.START,
        "subject": "unit:1",
        "place": 1,
        "kind": "x.said",
        "actor": 7,
        "at": NOON,
        "digest": bytes(32),
    }
    other = {
        "key": b"other",
        "before": bytes([1]) * 32,
        "subject": "unit:2",
        "place": 2,
        "kind": "x.done",
        "actor": None,
        "at": NOON + dt.timedelta(microseconds=1),
        "digest": bytes([2]) * 32,
    }
    links = {chain.link(**said), *(chain.link(**said | {name: value}) for name, value in other.items())}
    assert len(links) == len(other) + 1


def test_a_link_is_the_same_in_every_time_zone():
    stockholm = NOON.astimezone(dt.timezone(dt.timedelta(hours=1)))
    same = {"key": KEY, "before": b"", "subject": "s", "place": 1, "kind": "k", "actor": 1, "digest": b""}
    assert chain.link(**same, at=NOON) == chain.link(**same, at=stockholm)


def test_a_whole_log_has_no_faults():
    one, two = linked("a", 5), linked("b", 1)
    walk = Walk(KEY)
    assert list(walk.faults([*one, *two], heads(one, two), anchored(one[:3], two))) == []
    assert (walk.events, set(walk.heads)) == (6, {"a", "b"})


@given(number=st.integers(1, 8), place=st.integers(0, 7), data=st.data())
def test_whatever_is_changed_in_an_event_is_found(number, place, data):
    links = linked("unit:1", number)
    place %= number
    old = links[place]
    field, value = data.draw(
        st.sampled_from(
            [
                ("kind", old.kind + "!"),
                ("actor", None),
                ("actor", old.actor + 1),
                ("at", old.at + dt.timedelta(microseconds=1)),
                ("digest", bytes(32)),
                ("link", bytes(32)),
                ("salt", bytes(16)),
                ("text", old.text + " "),
            ]
        )
    )
    stored = heads(links)
    links[place] = old._replace(**{field: value})
    assert ("unit:1", place + 1) in found(links, stored)


@given(number=st.integers(2, 8), first=st.integers(0, 7), second=st.integers(0, 7))
def test_two_events_that_change_places_are_found(number, first, second):
    links = linked("unit:1", number)
    first, second = first % number, second % number
    stored = heads(links)
    a, b = links[first], links[second]
    links[first], links[second] = b._replace(place=a.place), a._replace(place=b.place)
    assert (found(links, stored) == []) == (first == second)


@given(number=st.integers(1, 8), gone=st.sets(st.integers(0, 7), min_size=1))
def test_events_that_are_taken_away_are_found(number, gone):
    links = linked("unit:1", number)
    left = [one for place, one in enumerate(links) if place not in gone]
    assert (found(left, heads(links)) == []) == (len(left) == number)


def test_a_cut_end_is_found_by_the_anchor_even_when_the_head_was_cut_too():
    links = linked("unit:1", 5)
    assert found(links[:3], heads(links[:3]), anchored(links)) == [("unit:1", 4)]


def test_a_chain_that_is_gone_with_its_head_is_found_by_the_anchor():
    one, two = linked("a", 2), linked("b", 2)
    assert found(one, heads(one), anchored(one, two)) == [("b", 0)]
    assert found(one, heads(one, two)) == [("b", 0)]


def test_a_chain_that_is_made_anew_without_the_key_is_found():
    forged = linked("unit:1", 3, key=b"guessed")
    assert found(forged, heads(forged)) == [("unit:1", 1), ("unit:1", 2), ("unit:1", 3)]


def test_a_chain_that_is_made_anew_with_the_key_is_found_by_the_anchor():
    old, new = linked("unit:1", 3), linked("unit:1", 4, kinds=("x.forged",))
    assert found(new, heads(new), anchored(old)) == [("unit:1", 3)]


def test_a_lost_head_is_found():
    links = linked("unit:1", 2)
    assert found(links, {}) == [("unit:1", 0)]


def test_an_erased_payload_must_be_told_of():
    links = linked("unit:1", 3)
    links[1] = links[1]._replace(salt=None, text=None)
    assert found(links, heads(links)) == [("unit:1", 2)]
    told, salt = chain.canonical({"places": [2], "reason": "asked"}), bytes(16)
    digest = chain.digest(salt, told)
    link = chain.link(
        key=KEY,
        before=links[-1].link,
        subject="unit:1",
        place=4,
        kind="ledger.payload_erased",
        actor=None,
        at=NOON,
        digest=digest,
    )
    links.append(Link("unit:1", 4, "ledger.payload_erased", None, NOON, digest, link, salt, told))
    assert found(links, heads(links)) == []


def test_a_fault_says_where():
    assert str(Fault("unit:1", 3, "changed.")) == "Place 3 of chain “unit:1”: changed."
    assert str(Fault("unit:1", 0, "gone.")) == "Chain “unit:1”: gone."


@given(st.lists(SUBJECT, unique=True, max_size=5))
def test_an_anchor_is_read_as_it_was_written(subjects):
    known = tuple(Head(subject, number, bytes([number]) * 32) for number, subject in enumerate(subjects, 1))
    lines = list(anchor.written(key=KEY, day=NOON.date(), before="", heads=known))
    # A file is read line by line, whatever else some text counts as a line's end.
    read = anchor.read(key=KEY, lines=[line + "\n" for line in "".join(lines).split("\n")[:-1]])
    assert (read.day, read.before, read.heads) == (NOON.date(), "", known)


def changed_anchors():
    """Yield an anchor in every way that somebody might have changed it."""
    lines = list(
        anchor.written(key=KEY, day=NOON.date(), before="ab", heads=heads(linked("a", 2), linked("b", 1)).values())
    )
    yield "another length", [lines[0], lines[1], lines[2], lines[3].replace("2 ", "1 ", 1), *lines[4:]]
    yield "a line less", [*lines[:3], *lines[4:]]
    yield "a line more", [*lines[:4], lines[3], *lines[4:]]
    yield "another day", [lines[0], "day 2026-11-21\n", *lines[2:]]
    yield "no seal", lines[:-1]
    yield "lines after the seal", [*lines, lines[3]]
    yield "another seal", [*lines[:-1], "seal " + "0" * 64 + "\n"]
    yield "something else", ["hej\n"]
    yield "nothing", []


@pytest.mark.parametrize(("what", "lines"), list(changed_anchors()))
def test_a_changed_anchor_is_refused(what, lines):
    with pytest.raises(anchor.NotAnAnchor):
        anchor.read(key=KEY, lines=lines)


def test_an_anchor_sealed_with_another_key_is_refused():
    lines = list(anchor.written(key=b"guessed", day=NOON.date(), before="", heads=[]))
    with pytest.raises(anchor.NotAnAnchor, match="another key"):
        anchor.read(key=KEY, lines=lines)


@pytest.mark.parametrize(
    ("seconds", "fresh"), [(0, True), (119, True), (120, True), (121, False), (-5, True), (None, False)]
)
def test_a_canary_may_be_two_minutes_old(seconds, fresh):
    at = None if seconds is None else NOON - dt.timedelta(seconds=seconds)
    assert pulse.fresh(at, NOON, pulse.CANARY) == fresh


SAFE = tasks.TaskSettings(
    name="",
    acks_late=True,
    reject_on_worker_lost=True,
    time_limit=900,
    serializer="json",
    ignores_result=True,
)
QUEUE = tasks.QueueSettings(
    broker_url="redis://:secret@broker.example:6379/0",
    accepted=["json"],
    serializers=["json"],
    visibility_timeout=3600,
    result_backend="",
    tasks=[SAFE],
)


def of_task(**other):
    """Return the safe settings with one task that differs."""
    return replace(QUEUE, tasks=[SAFE, replace(SAFE, name="x.y", **other)])


WEAK = [
    (replace(QUEUE, accepted=["json", "pickle"]), "ledger.E001"),
    (replace(QUEUE, accepted=["application/x-python-serialize"]), "ledger.E001"),
    (replace(QUEUE, serializers=["pickle"]), "ledger.E001"),
    (of_task(serializer="pickle"), "ledger.E001"),
    (of_task(acks_late=False), "ledger.E002"),
    (of_task(reject_on_worker_lost=False), "ledger.E002"),
    (of_task(time_limit=None), "ledger.E003"),
    (of_task(time_limit=3600), "ledger.E003"),
    (replace(QUEUE, visibility_timeout=900), "ledger.E003"),
    (replace(QUEUE, visibility_timeout=None), "ledger.E003"),
    (replace(QUEUE, result_backend="redis://x"), "ledger.E004"),
    (of_task(ignores_result=False), "ledger.E004"),
    (replace(QUEUE, broker_url="redis://broker.example:6379/0"), "ledger.E005"),
    (replace(QUEUE, broker_url="rediss://broker.example"), "ledger.E005"),
    (replace(QUEUE, broker_url="redis://localhost.example"), "ledger.E005"),
    (replace(QUEUE, broker_url="redis://10.0.0.7;redis://localhost"), "ledger.E005"),
    (replace(QUEUE, broker_url="redis://localhost;redis://10.0.0.7"), "ledger.E005"),
    (replace(QUEUE, broker_url="memory://"), "ledger.E006"),
    (replace(QUEUE, broker_url="sqla+postgresql://x"), "ledger.E006"),
]


@pytest.mark.parametrize(("queue", "number"), WEAK)
def test_weak_task_settings_are_named(queue, number):
    assert {weakness.id for weakness in tasks.weaknesses(queue)} == {number}


@pytest.mark.parametrize(
    "url",
    [
        "redis://:secret@broker.example:6379/0",
        "redis://localhost",
        "redis://127.0.0.1:6379/1",
        "redis://127.8.8.8",
        "redis://[::1]:6379/0",
        "redis+socket:///run/valkey.sock?virtual_host=0",
        "redis://:a@one.example;redis://:b@two.example",
    ],
)
def test_safe_task_settings_pass(url):
    assert list(tasks.weaknesses(replace(QUEUE, broker_url=url))) == []


def test_no_weakness_tells_a_password():
    told = tasks.weaknesses(replace(QUEUE, broker_url="amqp://me:hemligt@x", result_backend="redis://:hemligt@y"))
    assert [weakness.id for weakness in told if "hemligt" in weakness.sentence + weakness.advice] == []
