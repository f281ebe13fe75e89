"""What people answered is read in few places, each with its reason: nothing else can tell of it, on a page or in a letter."""

import ast
import re

import pytest
from django.db import models

from surveys.models import Ballot, Inbox, Tally
from tests.house import tree

ANSWERS: tuple[type[models.Model], ...] = (Ballot, Inbox, Tally)
READERS = {
    "surveys/models/__init__.py": "names them",
    "surveys/models/ballot.py": "describes them",
    "surveys/actions/answering.py": "puts an answer into the inbox",
    "surveys/actions/opening.py": "empties the inbox when a round is opened anew",
    "surveys/actions/mixing.py": "makes ballots of the inbox, and counts them, once",
    "surveys/actions/releasing.py": "carries texts to those who clear them",
    "surveys/actions/keeping.py": "erases ballots when their time is over",
    "surveys/queries/asked.py": "gives the release its ballots",
    "surveys/queries/verifying.py": "counts them, and compares their digest, for `manage.py verify_round`",
    "surveys/demo/filling.py": "answers for the demo's people",
    "surveys/demo/simulating.py": "waits until the demo's round is mixed",
}
IN_WORDS = re.compile(rf"\b({'|'.join(model._meta.db_table for model in ANSWERS)})\b")
MODELS = {model.__name__ for model in ANSWERS}
STEPS = {"filter", "all", "count", "exists", "values", "values_list", "aggregate", "order_by", "exclude"}
FIELDS = {"Count", "Sum", "F", "prefetch_related", "values", "values_list"}
RELATED = {model._meta.get_field("round").remote_field.related_name for model in ANSWERS}


def test_answers_are_read_where_it_is_said_and_nowhere_else():
    made = {tree.short(path) for path in tree.files(".py", under=tuple(tree.packages())) if reads(path)}
    tree.refuse(
        [
            *(f"{name} reads what people answered: figures are read from a release." for name in made - set(READERS)),
            *(f"{name} reads no answers any more: take it away here." for name in set(READERS) - made),
        ]
    )


@pytest.mark.parametrize(
    "planted",
    [
        "from surveys.models import Ballot, Round",
        "import surveys.models.ballot as models\nmodels.Ballot.objects.count()",
        'STATEMENT = "SELECT count(*) FROM surveys_tally"',
        "def answered(held):\n    return held.ballots.count()",
        "def answered(rounds):\n    return rounds.annotate(n=Count('ballots'))",
        "def rounds(objects):\n    return objects.filter(tallies__ballots__gt=4)",
        'MODEL = apps.get_model("surveys", "Inbox")',
    ],
)
def test_whoever_else_reads_them_is_found_out(tmp_path, planted):
    file = tmp_path / "planted.py"
    file.write_text(planted, encoding="utf-8")
    assert reads(file)


def reads(path):
    """Return whether a file names answers: their models, their tables in a statement, or the way to them from a round."""
    if "/migrations/" in path.as_posix():
        return False
    return any(names(node) for node in ast.walk(tree.parsed(path)))


def names(node):
    """Return whether a piece of a file names answers."""
    match node:
        case ast.ClassDef(name=name) | ast.alias(name=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name in MODELS or (isinstance(node, ast.Constant) and IN_WORDS.search(name) is not None)
        case ast.Call(func=ast.Attribute() | ast.Name()):
            return leads_there(node)
    return False


def leads_there(call):
    """Whether a call goes by the way from a round: `round.ballots.filter(…)`, or `filter(ballots__audience=…)`."""
    does = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id
    way = call.func.value if isinstance(call.func, ast.Attribute) else None
    by_manager = isinstance(way, ast.Attribute) and way.attr in RELATED and does in STEPS
    by_word = any(word.arg and word.arg.split("__")[0] in RELATED and "__" in word.arg for word in call.keywords)
    words = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return by_manager or by_word or (does in FIELDS and any(word.split("__")[0] in RELATED for word in words))
