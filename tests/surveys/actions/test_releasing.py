"""A release: made once, whole, of a mixed round; and nothing that happens later changes it."""

import pytest
from django.db import IntegrityError, connection, transaction

from ledger import clock
from ledger.actions import record
from ledger.kinds import Registry
from ledger.models import Event, Job
from organisation import actions as organisation
from organisation.actions import Refused
from surveys import actions
from surveys.actions import release_round
from surveys.actions.release_job import KIND, release_due
from surveys.disclosure import gate
from surveys.disclosure.breaks import Break
from surveys.disclosure.export import document
from surveys.disclosure.planning import plan
from surveys.kinds import Attack, Attempt
from surveys.models import Ballot, Release, ReleasedCell, ReleasedPlace, ReleasedText
from surveys.queries.asked import mixed_round as mixed_ballots
from surveys.queries.results import document_of
from tests.surveys.released import GUARDIANS, mixed_round, preschool_with
from tests.surveys.rounds import published

pytestmark = pytest.mark.usefixtures("keys")


@pytest.fixture
def mixed(cast):
    """A mixed round of a preschool with three sections, one of them tiny."""
    return mixed_round(cast.a["school_unit"], preschool_with(cast))


def released(held, **given):
    return release_round(round=held, now=clock.now(), **given)


def test_a_mixed_round_is_released_once_and_says_so(mixed):
    made = released(mixed)
    assert released(mixed) == made
    assert list(Release.objects.values_list("pk", flat=True)) == [mixed.pk]
    assert Event.objects.filter(subject=f"round:{mixed.pk}", kind="surveys.round_released").count() == 1
    assert set(ReleasedCell.objects.values_list("part", flat=True)) == {"inner", "public"}


def test_an_open_round_is_not_released(cast):
    held = actions.make_round(plan=_plan(cast))
    with pytest.raises(Refused):
        released(held)


def _plan(cast):
    unit, today = cast.a["school_unit"], clock.today()
    return actions.Plan(
        version=published(unit),
        unit=unit,
        name="x",
        policies=GUARDIANS,
        languages=["sv"],
        opens_on=today,
        closes_on=today,
        keep_months=1,
    )


@pytest.mark.parametrize("model", [Release, ReleasedPlace, ReleasedCell])
def test_the_database_refuses_to_change_or_remove_what_is_released(mixed, model):
    released(mixed)
    name = {Release: "name", ReleasedPlace: "name", ReleasedCell: "band"}[model]
    for statement in (
        lambda: model.objects.all().update(**{name: "annat"}),
        lambda: model.objects.all()._raw_delete(using="default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            statement()


def test_the_database_refuses_to_add_to_what_is_released(mixed):
    made = released(mixed)
    place = made.places.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleasedCell.objects.create(
            release=made,
            place=place,
            part="inner",
            subject="x",
            audience="x",
            measure="x",
            band="5–9",
            mean_is="at",
            mean=1,
            mean_of="own",
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ReleasedPlace.objects.create(release=made, key="ny", order=99, name="ny", whole=False)


def test_an_answer_in_free_text_is_never_rewritten(mixed):
    made = released(mixed)
    assert made.texts.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.texts.update(text="annat")


def test_what_happens_later_changes_no_released_cell(cast, mixed):
    """P4: a late answer, the round asked to be released again, the next round, a unit moved and renamed, the ballots deleted."""
    made = released(mixed)
    before = document_of(made)
    Ballot.objects.filter(round=mixed).update(codes=Ballot.objects.filter(round=mixed).first().codes)
    released(mixed)
    section = mixed.units.filter(unit__kind="section").first().unit
    organisation.rename_unit(unit=section, name="Ett nytt namn")
    organisation.move_unit(unit=section, new_parent=cast.b["preschool"], on=clock.today())
    following = mixed_round(cast.a["school_unit"], [(cast.a["section"], 30)], version=mixed.version, name="Nästa vår")
    released(following)
    Ballot.objects.filter(round=mixed).delete()
    released(mixed)
    assert document_of(Release.objects.get(pk=mixed.pk)) == before


def test_answers_that_change_places_leave_the_same_blanks(mixed):
    """P5: answers permuted among those who answered each question. Before the gate: what an attack finds hangs on the answers."""
    before = _shown(released(mixed, tried=Registry("Attack")))
    with connection.cursor() as cursor:  # a release is never made anew: the test makes room as nothing else can
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "TRUNCATE surveys_release, surveys_releasedplace, surveys_releasedcell, surveys_releasedtext CASCADE"
        )
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    rows = list(Ballot.objects.filter(round=mixed).order_by("pk"))
    for position in range(len(rows[0].codes)):
        answered = [row for row in rows if row.codes[position]]
        codes = [row.codes[position] for row in answered]
        for row, code in zip(answered, codes[1:] + codes[:1], strict=True):
            row.codes[position] = code
    Ballot.objects.bulk_update(rows, ["codes"])
    assert _shown(released(mixed, tried=Registry("Attack"))) == before


def _shown(made):
    return sorted(made.cells.values_list("part", "place__key", "audience", "measure", "band"))


def test_what_an_attack_finds_is_taken_back_before_anybody_sees_it(mixed):
    plain, found = [], Registry("Attack")

    def run(told, known):
        plain.append((told, known))
        shown = [cell for cell in told["cells"] if cell["shares"]]
        return Attempt(tuple(Break(cell["subject"], (cell["place"],), "provat") for cell in shown[:1]), {})

    found.register("a-test", Attack(run=run))
    made = released(mixed, tried=found)
    assert not ReleasedCell.objects.exclude(shares=[]).exists()
    assert made.report["tried"] == ["rank", "a-test"]
    assert len(made.report["turns"]) == len(plain) - 1 > 0
    assert plain[0][0]["format"] == "kvalitetshjulet/release/1"
    assert plain[0][1]["format"] == "kvalitetshjulet/knowledge/1"


def test_an_attack_that_always_finds_something_keeps_the_round_back(mixed):
    found = Registry("Attack")

    def run(told, known):
        subject = told["subjects"][0]["key"]
        return Attempt((Break(subject, (told["units"][0]["key"],), "alltid"),), {})

    found.register("always", Attack(run=run))
    with pytest.raises(Refused):
        released(mixed, tried=found)
    assert (Release.objects.count(), ReleasedPlace.objects.count()) == (0, 0)


def test_what_is_stored_is_what_was_decided(mixed):
    decided = gate.passed(plan(mixed_ballots(mixed).asked), lambda made: []).release
    assert document_of(released(mixed)) == document(decided)


def test_free_text_is_kept_only_where_ten_wrote(cast):
    held = mixed_round(cast.a["school_unit"], preschool_with(cast, sizes=(90, 12, 4)))
    made = released(held)
    per_place = {}
    for key, question in made.texts.values_list("place__key", "question"):
        per_place[key, question] = per_place.get((key, question), 0) + 1
    assert per_place
    assert min(per_place.values()) >= 10
    assert ReleasedText.objects.exclude(state="waiting").count() == 0


def test_a_round_of_the_house_is_released_in_the_name_of_whoever_let_it_open(cast, mixed):
    """The wheel prepares rounds: nobody made them, but somebody looked one through and said that it may open."""
    assert release_due(clock.now()) == 0
    record(subject=f"round:{mixed.pk}", kind="surveys.round_ready", actor=cast.quality_officer, payload={})
    assert release_due(clock.now()) == 1
    assert Job.objects.get(kind=KIND).owner == cast.quality_officer
    assert release_due(clock.now()) == 0
