"""From ballots to a report: the release and its gate from their documented doors, the attacker from documents alone."""

import json
from dataclasses import replace

import numpy as np

from surveys.attacker.attack import attack
from surveys.attacker.control import plain
from surveys.attacker.report import Report, Way
from surveys.attacker.world import world
from surveys.disclosure.breaks import Break
from surveys.disclosure.export import document, knowledge
from surveys.disclosure.gate import passed
from surveys.disclosure.planning import plan
from surveys.disclosure.release import release

WAY = Way(seconds_each=5)


def as_files(one):
    """What comes out when a document has been written and read."""
    return json.loads(json.dumps(one, ensure_ascii=False))


def known(asked, *rows):
    """What respondents know, each of their own ballot."""
    return [as_files(knowledge(asked, row)) for row in rows]


def somebody(asked, seed):
    """Somebody who is not alone of an audience at a unit: who is knows what remains of any group around, whatever is done."""
    ballots = asked.ballots
    spots = np.stack([ballots.units, ballots.audiences])
    _spots, which, heads = np.unique(spots, axis=1, return_inverse=True, return_counts=True)
    return int(np.random.default_rng(seed).choice(np.flatnonzero(heads[which.reshape(-1)] > 1)))


def ungated(asked):
    return as_files(document(release(plan(asked))))


def gated(asked, own, way=WAY):
    """The release that passed the gate, whose attack it is; its fallbacks; and what it found before anything fell."""
    turns, known_already = [], {}

    def attacked(made):
        turns.append(_attacked(as_files(document(made)), known(asked, own), way, known_already))
        return [Break(one.subject, one.places, one.what) for one in turns[-1].findings]

    stands = passed(plan(asked), attacked)
    return as_files(document(stands.release)), stands, turns[0]


def _attacked(released, knowledge, way, known_already):
    """The report on a release, subject by subject: one whose figures are as they were is not attacked again."""
    whole = Report()
    for subject in released["subjects"]:
        indices = [index for index in released["indices"] if {index["key"], *index["members"]} & {*subject["measures"]}]
        near = {*subject["measures"], *(key for index in indices for key in (index["key"], *index["members"]))}
        told = [cell for cell in released["cells"] if cell["measure"] in near]
        key = json.dumps([subject["key"], told], sort_keys=True)
        if key not in known_already:
            only = replace(way, only=frozenset([subject["key"]]))
            known_already[key] = attack(world([released], knowledge), only)
        whole.add(known_already[key])
    return whole


def controlled(asked, released):
    """What plain n ≥ 5 would have shown of the same ballots."""
    ballots = [as_files(knowledge(asked, row))["own"] for row in range(len(asked.ballots.units))]
    return as_files(plain(released, ballots))
