"""You said, we did: chosen and written by the leader, read by anybody; nothing comes out that the public part does not hold."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from ledger import clock
from organisation.actions import Refused
from organisation.enums import Role
from quality.actions import telling as actions
from quality.models import Telling
from quality.queries.telling import address_for, material_for, page_address
from quality.rules.telling import Figure, Words, from_data
from surveys.actions import create_questionnaire, publish_version
from surveys.kinds import Place, links, links_at
from surveys.rules.phrases import languages, phrases
from tests.access.results import release_of
from tests.surveys.rules import sample

pytestmark = pytest.mark.django_db
OWN = {"mean_is": "at", "mean_of": "own"}
INNER = [{"measure": "ute", "mean": "2.2", **OWN}, {"measure": "lyssnar", "mean": "1.3", **OWN}]
OPEN = [
    {"measure": "lyssnar", "mean": "4.1", **OWN},
    {"measure": "index-personal", "mean": "92.5", "mean_is": "over", "mean_of": "own"},
]
WORDS = Words("Ni vill vara mer ute", "Flera skrev om skogen.", ("Skogsdag varje tisdag.",), "Vi frågar igen.")


@pytest.fixture
def release(cast):
    """A result: its school unit is public; of its small preschool only the inner part shows something."""
    units = cast.a
    made = create_questionnaire(key="enkat-x", unit=cast.municipality)
    version = publish_version(questionnaire=made, definition=sample.with_changes({"/key": made.key}))
    units = [units["school_unit"], units["preschool"]]
    shown = lambda unit, part: INNER if part == "inner" else OPEN if unit == units[0] else []  # noqa: E731
    return release_of(version, units[0], units, "Enkäten", parts=("inner", "public"), figures=shown)


def figure_of(cast, release, measure="lyssnar", unit="school_unit"):
    return Figure(release.pk, release.places.get(unit=cast.a[unit]).pk, measure)


def published(cast, unit="preschool", words=WORDS):
    rektor = cast.of("a", Role.REKTOR)
    draft = actions.start_telling(unit=cast.a[unit], actor=rektor)
    actions.write_item(telling=draft, words=words, actor=rektor)
    return actions.publish_telling(telling=draft, actor=rektor)


def text_of(answer):
    body = re.sub(
        r"<style.*?</style>|<script.*?</script>|<svg.*?</svg>|<head>.*?</head>",
        " ",
        answer.content.decode(),
        flags=re.S,
    )
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_a_small_unit_shows_the_figure_of_the_unit_over_it_and_nothing_of_its_own(cast, release):
    material = material_for(cast.a["preschool"], clock.today(), "sv")
    ((_release, figures),) = material.figures
    assert [(one.place.unit_id, one.measure, one.text) for one in figures] == [
        (cast.a["school_unit"].pk, "index-personal", "över 92,5"),
        (cast.a["school_unit"].pk, "lyssnar", "4,1"),
    ]


@pytest.mark.parametrize(
    ("measure", "unit"), [("ute", "school_unit"), ("lyssnar", "preschool"), ("ute", "preschool"), ("x", "school_unit")]
)
def test_what_is_not_public_cannot_be_chosen(cast, release, measure, unit):
    rektor = cast.of("a", Role.REKTOR)
    draft = actions.start_telling(unit=cast.a["preschool"], actor=rektor)
    words = Words("Rubrik", "Sagt", ("Gjort",), figure=figure_of(cast, release, measure, unit))
    with pytest.raises(Refused, match="inte offentlig"):
        actions.write_item(telling=draft, words=words, actor=rektor)


def test_what_is_not_public_is_not_drawn_even_where_it_was_slipped_in(cast, release, client):
    rektor = cast.of("a", Role.REKTOR)
    draft = actions.start_telling(unit=cast.a["preschool"], actor=rektor)
    actions.write_item(telling=draft, words=WORDS, actor=rektor)
    slipped = figure_of(cast, release, "ute", "preschool")
    (item,) = Telling.objects.get(pk=draft.pk).items
    item["figure"] = {"release": slipped.release, "place": slipped.place, "measure": slipped.measure}
    Telling.objects.filter(pk=draft.pk).update(items=[item], published_at=clock.now(), published_by=rektor)
    page = text_of(client.get(f"/sa-gjorde-vi/{cast.a['preschool'].key}/"))
    assert "Skogsdag varje tisdag." in page
    assert "2,2" not in page


def test_every_number_on_the_open_pages_is_in_the_public_part(cast, release, client):
    words = Words("Ni känner er hörda", "", ("Samtal.",), "Mer sen.", figure=figure_of(cast, release))
    published(cast, words=words)
    key, page = cast.a["preschool"].key, f"/sa-gjorde-vi/{cast.a['preschool'].key}/"
    allowed = {"4,1", "92,5", "1", "3", "5", "0", "100"}  # the public cells, and the ends of their scales
    for where in (page, f"{page}1/", f"{page}siffror/{release.pk}/"):
        body = text_of(client.get(where))
        body = re.sub(
            r"\b\d{1,2} (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)(?: \d{4})?",
            "",
            body,
        )
        assert set(re.findall(r"\d+(?:,\d+)?", body)) - allowed == set(), (where, key)
    assert f"{page}siffror/{release.pk}/" in client.get(page).content.decode()
    (asked,) = [
        one.in_full for one in material_for(cast.a["preschool"], clock.today(), "sv").figures[0][1] if one.text == "4,1"
    ]
    assert f"4,1 {asked}" in text_of(client.get(page))
    assert "4,1" in text_of(client.get(f"{page}siffror/{release.pk}/"))


def test_a_figure_of_a_unit_that_shows_nothing_is_no_page(cast, release, client):
    assert client.get(f"/sa-gjorde-vi/{cast.b['preschool'].key}/siffror/{release.pk}/").status_code == 404
    assert client.get(f"/sa-gjorde-vi/{cast.b['preschool'].key}/").status_code == 404


def test_it_is_not_read_before_it_is_published_nor_after_it_was_taken_back(cast, client):
    rektor, key = cast.of("a", Role.REKTOR), cast.a["preschool"].key
    draft = actions.start_telling(unit=cast.a["preschool"], actor=rektor)
    actions.write_item(telling=draft, words=WORDS, actor=rektor)
    assert client.get(f"/sa-gjorde-vi/{key}/").status_code == 404
    first = actions.publish_telling(telling=draft, actor=rektor)
    second = actions.start_telling(unit=cast.a["preschool"], actor=rektor)
    assert [one.heading for one in from_data(second.items)] == [WORDS.heading]
    actions.write_lead(telling=second, lead="Nu med mera.", actor=rektor)
    actions.publish_telling(telling=second, actor=rektor)
    assert "Nu med mera." in text_of(client.get(f"/sa-gjorde-vi/{key}/"))
    assert "Nu med mera." not in text_of(client.get(f"/sa-gjorde-vi/{key}/1/"))
    actions.withdraw_telling(telling=second, actor=rektor)
    assert "Nu med mera." not in text_of(client.get(f"/sa-gjorde-vi/{key}/"))
    actions.withdraw_telling(telling=first, actor=rektor)
    assert client.get(f"/sa-gjorde-vi/{key}/").status_code == 404
    assert Telling.objects.count() == 2


def test_a_published_text_stands(cast):
    telling, rektor = published(cast), cast.of("a", Role.REKTOR)
    with pytest.raises(Refused, match="publicerad"):
        actions.write_lead(telling=telling, lead="x", actor=rektor)
    for deed in ("UPDATE quality_telling SET lead = 'x'", "DELETE FROM quality_telling"):
        with pytest.raises(IntegrityError, match="stands"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(deed)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (Words("Rubrik", "", ("Gjort",)), "Skriv vad ni fick höra"),
        (Words("Rubrik", "Sagt"), "Skriv vad som är gjort"),
        (None, "minst en sak"),
    ],
)
def test_a_page_that_says_nothing_is_not_published(cast, words, why):
    rektor = cast.of("a", Role.REKTOR)
    draft = actions.start_telling(unit=cast.a["preschool"], actor=rektor)
    if words is not None:
        actions.write_item(telling=draft, words=words, actor=rektor)
    with pytest.raises(Refused, match=why):
        actions.publish_telling(telling=draft, actor=rektor)


def test_only_those_who_decide_there_tell(cast):
    for person in (cast.of("b", Role.REKTOR), cast.of("a", Role.WORKPLACE_LEAD), cast.of("a", Role.COMMITTEE_MEMBER)):
        with pytest.raises(Refused, match="Det här får du inte göra"):
            actions.start_telling(unit=cast.a["preschool"], actor=person)


def test_whoever_answers_is_led_to_the_nearest_page_in_their_own_language(
    cast, django_capture_on_commit_callbacks, django_assert_num_queries
):
    assert address_for(1, cast.a["section"].pk) == ""
    with django_capture_on_commit_callbacks(execute=True):
        published(cast, "school_unit")
    assert address_for(1, cast.a["section"].pk) == f"/sa-gjorde-vi/{cast.a['school_unit'].key}/"
    with django_capture_on_commit_callbacks(execute=True):
        published(cast, "preschool")
    assert page_address(cast.a["section"].pk, clock.today()) == f"/sa-gjorde-vi/{cast.a['preschool'].key}/"
    assert address_for(1, cast.b["section"].pk) == ""
    with django_assert_num_queries(0):  # looked up once a minute
        assert address_for(2, cast.b["section"].pk) == ""
    for place in Place:
        for language in languages():
            told = links_at(links, place, 1, cast.a["section"].pk, phrases(language))
            assert told == [(phrases(language)["told-back"], f"/sa-gjorde-vi/{cast.a['preschool'].key}/")]


def test_a_leader_chooses_from_the_material_and_publishes(cast, release, signed_in):
    rektor = signed_in("rektor")
    answer = rektor.post("/aterkoppling/ny/", {"unit": cast.a["preschool"].key})
    base = answer["Location"]
    assert "över 92,5" in text_of(rektor.get(base))
    figure = figure_of(cast, release)
    name = f"{figure.release}:{figure.place}:{figure.measure}"
    form = rektor.get(f"{base}del/?siffra={name}").content.decode()
    assert f'value="{name}" selected' in form
    sent = {"heading": "Ni känner er hörda", "figure": name, "said": "", "done": "- Samtal\n\n- Brev", "after": ""}
    assert rektor.post(f"{base}del/", sent).status_code == 302
    assert from_data(Telling.objects.get().items)[0].done == ("Samtal", "Brev")
    bad = sent | {"figure": f"{figure.release}:{figure.place}:ute"}
    assert "Välj en siffra i listan." in rektor.post(f"{base}del/", bad).content.decode()
    rektor.post(f"{base}inledning/", {"lead": "Tack, säger Maja."})
    assert "ord som kan vara namn: Maja" in text_of(rektor.get(f"{base}visa/"))
    published_at = rektor.post(f"{base}publicera/")["Location"]
    page = text_of(Client().get(published_at))
    assert "Samtal" in page
    assert "4,1" in page
    assert "You said, we did" in text_of(Client(headers={"accept-language": "en"}).get(published_at))


def test_the_open_page_takes_the_same_number_of_statements_for_one_piece_and_for_three(
    cast, release, client, statements
):
    rektor, counts = cast.of("a", Role.REKTOR), []
    for number in (1, 2):
        draft = actions.start_telling(unit=cast.a["preschool"], actor=rektor)
        for _one in range(number):
            words = Words("Rubrik", "Sagt", ("Gjort",), figure=figure_of(cast, release))
            actions.write_item(telling=draft, words=words, actor=rektor)
        actions.publish_telling(telling=draft, actor=rektor)
        counts.append(statements(client, f"/sa-gjorde-vi/{cast.a['preschool'].key}/"))
    assert counts[0] == counts[1]
