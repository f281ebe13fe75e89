"""Evaluators with one fault each: the conformance cases catch every one, so they would catch such a fault of ours."""

import json
import random
import sys
import types
from pathlib import Path

import pytest

from surveys.rules.answering import visibility
from surveys.rules.answering.plan import plan
from surveys.rules.logic import evaluate, pattern
from tests.surveys.conformance.comparing import differences, python_value, same
from tests.surveys.conformance.conftest import HERE, LOGIC_JS
from tests.surveys.conformance.generating import cases
from tests.surveys.conformance.test_passes import outcome
from tests.surveys.rules.making import TODAY, answers, version

MUTANTS = json.loads((HERE / "mutants.json").read_text(encoding="utf-8"))["mutants"]
REAL = {"evaluate.py": evaluate, "pattern.py": pattern, "visibility.py": visibility}
OF_SERVER = [mutant for mutant in MUTANTS if mutant["file"] in REAL]
OF_BROWSER = [mutant for mutant in MUTANTS if mutant["file"] == "logic.js"]


def name(mutant):
    """Name a mutant in the output."""
    return mutant["what"].replace(" ", "-")


def changed(source, mutant):
    """Return the source with the mutant's fault."""
    assert source.count(mutant["old"]) == 1, f"“{mutant['old']}” must stand exactly once in {mutant['file']}."
    return source.replace(mutant["old"], mutant["new"])


def mutated(mutant):
    """Return the evaluator module and the visibility module with the mutant's fault in place."""
    modules = {}
    for file, real in REAL.items():
        source = Path(real.__file__).read_text(encoding="utf-8")
        source = changed(source, mutant) if file == mutant["file"] else source
        module = types.ModuleType(f"mutant_of_{real.__name__.rpartition('.')[2]}")
        sys.modules[module.__name__] = module
        exec(compile(source, file, "exec"), module.__dict__)
        modules[file] = module
    modules["evaluate.py"].matches = modules["pattern.py"].matches
    for word in ("evaluate", "holds", "plain"):
        setattr(modules["visibility.py"], word, getattr(modules["evaluate.py"], word))
    return modules["evaluate.py"].evaluate, modules["visibility.py"].shown


@pytest.fixture(scope="module")
def generated():
    """Some generated cases and passes, with what the real server says."""
    rng = random.Random(7)
    trees = list(cases(rng, 1_000))
    passes = [(made := version(rng), answers(rng, made)) for _ in range(60)]
    return (
        [(case, python_value(evaluate.evaluate, *case)) for case in trees],
        [((of, given), outcome(visibility.shown(plan(of), given, TODAY))) for of, given in passes],
    )


def test_there_are_ten_of_each():
    assert len(OF_SERVER) >= 10
    assert len(OF_BROWSER) >= 10


@pytest.mark.parametrize("mutant", OF_SERVER, ids=name)
def test_a_fault_of_the_server_is_caught(mutant, written, generated):
    faulty, faulty_shown = mutated(mutant)

    def says(case):
        try:
            return python_value(faulty, *case)
        except (TypeError, ValueError, AttributeError) as fault:
            return f"raised {fault}"

    caught = [case for _name, *case, expected in written if not same(says(case), expected)]
    caught += [case for case, expected in generated[0] if not same(says(case), expected)]
    caught += [
        given
        for (of, given), expected in generated[1]
        if not same(outcome(faulty_shown(plan(of), given, TODAY)), expected)
    ]
    assert caught


@pytest.mark.browser
@pytest.mark.parametrize("mutant", OF_BROWSER, ids=name)
def test_a_fault_of_the_browser_is_caught(mutant, written, generated, browser):
    browser.load(changed(LOGIC_JS.read_text(encoding="utf-8"), mutant))
    trees = [([tree, values, today], expected) for _name, tree, values, today, expected in written] + generated[0]
    passes = [
        ([[step.to_json() for step in plan(of)], given, TODAY, {}], expected) for (of, given), expected in generated[1]
    ]
    outcomes = browser.run([list(case) for case, _expected in trees], [asked for asked, _expected in passes])
    caught = differences([case for case, _ in trees], [expected for _, expected in trees], outcomes["cases"])
    caught += differences([asked for asked, _ in passes], [expected for _, expected in passes], outcomes["passes"])
    assert caught


@pytest.mark.browser
def test_the_real_ones_have_no_such_fault(generated, browser):
    trees, passes = generated
    asked = [[[step.to_json() for step in plan(of)], given, TODAY, {}] for (of, given), _expected in passes]
    outcomes = browser.run([list(case) for case, _expected in trees], asked)
    assert differences([case for case, _ in trees], [expected for _, expected in trees], outcomes["cases"]) == []
    assert differences(asked, [expected for _, expected in passes], outcomes["passes"]) == []
