"""What is shown: one pass, and what is hidden is null at once and everywhere."""

from surveys.rules.answering.completeness import completeness
from surveys.rules.answering.plan import page_data, plan
from surveys.rules.answering.visibility import shown
from tests.surveys.rules import sample
from tests.surveys.rules.making import TODAY

VERSION = sample.version()
SECTION_2 = ("kanal", "helhet", "omraden", "barn", "borjade")


def show(answers, version=VERSION):
    return shown(plan(version), answers, TODAY)


def test_before_anything_is_answered():
    """The second page needs an answer on the first; a row that compares with an unanswered one is hidden."""
    first = show({})
    assert first.sections == ["trivsel"]
    assert first.items == ["valkommen", "ute", "personal"]
    assert first.fields == ["ute", "lyssnar"]


def test_an_answer_opens_what_asks_for_it():
    after = show({"ute": "sallan", "lyssnar": "ofta"})
    assert after.sections == ["trivsel", "kontakt"]
    assert after.items == [
        "valkommen",
        "ute",
        "varfor",
        "personal",
        *SECTION_2,
    ]
    assert "svarar" in after.fields
    assert after.values["snitt"] == 3.0


def test_what_is_hidden_is_null_everywhere():
    """`ute` opens the page, `barn` the sibling; take the first away and all after it is gone, whatever was answered."""
    answers = {"ute": "ofta", "barn": 2, "syskon": True, "kanal": ["brev"], "lyssnar": "alltid", "svarar": "aldrig"}
    assert show(answers).values["syskon"] is True
    without = show({name: value for name, value in answers.items() if name != "ute"})
    assert without.sections == ["trivsel"]
    assert [name for name in ("barn", "syskon", "kanal", "snitt") if without.values[name] is not None] == []


def test_a_chain_of_conditions_falls_in_one_pass():
    """lyssnar is never → svarar is hidden → the mean has one part less → the last question comes."""
    answers = {"ute": "ofta", "lyssnar": "aldrig", "svarar": "alltid"}
    after = show(answers)
    assert "svarar" not in after.fields
    assert after.values["svarar"] is None
    assert after.values["svarar.weight"] is None
    assert after.values["snitt"] == 2.5
    assert after.items[-1] == "mer"


def test_an_option_that_is_hidden_is_not_chosen():
    answers = {"ute": "aldrig", "kanal": ["brev", "app"]}
    after = show(answers)
    assert after.hidden_options == {"kanal": ["app"]}
    assert after.values["kanal"] == ("brev",)
    assert show({**answers, "kanal": ["app"]}).values["kanal"] is None
    assert show({**answers, "ute": "sallan"}).values["kanal"] == ("brev", "app")


def test_other_namely_opens_with_its_option():
    assert "kanal.other" in show({"ute": "ofta", "kanal": ["annat"]}).fields
    closed = show({"ute": "ofta", "kanal": ["brev"], "kanal.other": "grannen"})
    assert "kanal.other" not in closed.fields
    assert closed.values["kanal.other"] is None


def test_a_matrix_without_rows_that_are_shown_is_hidden_and_so_is_its_page():
    changed = sample.with_changes({"/sections/1/when": None})
    changed["sections"][1]["items"] = [
        {
            "type": "matrix",
            "key": "m",
            "text": sample.both("M", "M"),
            "scales": ["ofta"],
            "rows": [{"key": "r", "text": sample.both("R", "R"), "when": {"==": [{"var": "ute"}, "aldrig"]}}],
        }
    ]
    changed["scores"] = []
    version = sample.version(changed)
    assert show({"ute": "ofta"}, version).sections == ["trivsel"]
    assert show({"ute": "aldrig"}, version).items[-1] == "m"


def test_a_choice_without_options_that_are_shown_is_hidden():
    conditions = [
        {"option": code, "when": {"==": [{"var": "ute"}, "ofta"]}} for code in ("brev", "app", "annat", "inget")
    ]
    version = sample.version(sample.with_changes({"/sections/1/items/0/options": conditions}))
    assert "kanal" not in show({"ute": "aldrig"}, version).fields
    assert "kanal" in show({"ute": "ofta"}, version).fields


def test_what_the_round_gives():
    when = {"==": [{"var": "enhet"}, "solrosen"]}
    version = sample.version(sample.with_changes({"/sections/0/items/2/when": when}))
    assert "ute" in show({"enhet": "solrosen"}, version).items
    assert "ute" not in show({"enhet": "ekan"}, version).items
    assert "ute" not in show({}, version).items


def test_a_page_gets_only_the_earlier_values_that_it_asks_about():
    whole = show({"ute": "ofta", "lyssnar": "alltid", "svarar": "alltid", "varfor": "hemligt", "barn": 3})
    data = page_data(VERSION, VERSION.sections[1], whole.values)
    assert data["values"] == {"lyssnar.weight": 5.0, "svarar.weight": 5.0, "ute": "ofta", "ute.weight": 4.0}
    assert data["steps"][1:3] == [
        {"step": "item", "name": "kanal"},
        {
            "step": "field",
            "name": "kanal",
            "codes": ["brev", "app", "annat", "inget"],
            "options": {"app": {">=": [{"var": "ute.weight"}, 2]}},
        },
    ]


def test_what_is_missing():
    """`ute` is required hard, the matrix softly: each row that is shown."""
    empty = completeness(VERSION, show({}))
    assert (empty.asked, empty.answered, empty.hard, empty.soft) == (2, 0, ("ute",), ("lyssnar",))
    assert not empty.may_submit
    some = completeness(VERSION, show({"ute": "vet-ej", "lyssnar": "ofta"}))
    assert (some.hard, some.soft) == ((), ("svarar",))
    assert some.may_submit


def test_what_is_hidden_is_not_missing():
    version = sample.version(sample.with_changes({"/sections/1/items/5/required": "hard"}))
    assert completeness(version, show({"ute": "ofta", "barn": 1}, version)).hard == ()
    assert completeness(version, show({"ute": "ofta", "barn": 2}, version)).hard == ("syskon",)


def test_one_page_alone():
    after = show({"ute": "ofta", "barn": 2})
    page = completeness(VERSION, after, "kontakt")
    assert (page.asked, page.answered) == (7, 1)


def test_a_consent_that_is_asked_for_is_given_by_yes_alone():
    changes = {
        "/sections/1/items/5/required": "hard",
        "/sections/1/items/5/consent": True,
        "/sections/1/items/5/when": None,
    }
    version = sample.version(sample.with_changes(changes))
    assert completeness(version, show({"ute": "ofta", "syskon": False}, version)).hard == ("syskon",)
    assert completeness(version, show({"ute": "ofta", "syskon": True}, version)).hard == ()


def test_no_is_an_answer_to_a_question():
    version = sample.version(
        sample.with_changes({"/sections/1/items/5/required": "hard", "/sections/1/items/5/when": None})
    )
    assert completeness(version, show({"ute": "ofta", "syskon": False}, version)).hard == ()
