"""From ballots to a report: the release and its gate from their documented doors, the attacker from documents alone."""

import json

import numpy as np

from surveys.attacker.attack import attack
from surveys.attacker.control import plain
from surveys.attacker.report import Way
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
    return int(np.random.default_rng(seed).integers(len(asked.ballots.units)))


def ungated(asked):
    return as_files(document(release(plan(asked))))


def gated(asked, own, way=WAY):
    """The release that passed the gate, and its fallbacks: the attack is the gate's."""

    def attacked(made):
        found = attack(world([as_files(document(made))], known(asked, own)), way).findings
        return [Break(one.subject, one.places, one.what) for one in found]

    stands = passed(plan(asked), attacked)
    return as_files(document(stands.release)), stands


def controlled(asked, released):
    """What plain n ≥ 5 would have shown of the same ballots."""
    ballots = [as_files(knowledge(asked, row))["own"] for row in range(len(asked.ballots.units))]
    return as_files(plain(released, ballots))
