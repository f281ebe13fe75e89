"""People who answer a round over real connections, and a ledger of what they were told, to be held against the database."""

import hashlib
import json
import random
from collections import Counter
from dataclasses import dataclass, field

from surveys import actions
from surveys.models import Draft, Inbox, Invitation
from surveys.models.keys import PRIVATE, key_of
from surveys.queries.walks import find, layout_of
from surveys.rules.sealing.boxes import unseal
from surveys.rules.sealing.secrets import walk_of
from surveys.rules.sealing.sheets import read
from tests.faults.browser import Browser, Cut
from tests.surveys import walking
from tests.surveys.rounds import opened, published, sections_of, tokens
from tests.surveys.walking import Respondent

PAGES = ["del-0", "del-1", "del-2"]
A_SECTION = 250


@dataclass
class Ledger:
    """What each was about to send and what was said to that: lines of invitation, digest and status, written before and after."""

    lines: list[tuple] = field(default_factory=list)

    def asks(self, one):
        self.lines.append((one.pk, one.digest, "asks"))

    def told(self, one, status):
        self.lines.append((one.pk, one.digest, status))

    def of(self, status):
        """Return the digests with this status, by invitation."""
        return {pk: digest for pk, digest, said in self.lines if said == status}


class Person:
    """Somebody who has filled in all and is about to send. `digest`: of what must be found in the inbox."""

    def __init__(self, pk, token, found, ledger):
        self.pk, self.ledger, self.browser = pk, ledger, Browser(0)
        dice = random.Random(pk)
        self.answers = {f"steg-{number}": str(dice.randint(1, 5)) for number in range(20)}
        self.answers["ord-0"] = f"Det här skriver nummer {pk}."
        self.digest = digest_of(*layout_of(found.version_id).encode(self.answers))
        self.respondent = Respondent(token, self.browser)
        kept = json.dumps({"answers": self.answers, "taken": PAGES})
        actions.keep_draft(found=found, plain=kept.encode(), revision=found.revision)

    def comes(self, web):
        """Open the link, press Start, and stand before the review. Raises `Cut`."""
        self.browser.port = web.port
        self.respondent.open()
        if self.respondent.response.status_code == 200:
            self.respondent.start()
        return self

    @property
    def is_ready(self):
        """Whether the review is shown."""
        return "/-/svaren/" in self.respondent.at and self.respondent.response.status_code == 200

    def sends(self, web, dies_at=""):
        """Send; tell the ledger before and after. Returns whether the receipt is promised: a redirect to it."""
        self.browser.port = web.port
        self.browser.headers = {"X-Dies-At": dies_at} if dies_at else {}
        self.ledger.asks(self)
        try:
            answer = self.browser.post(self.respondent.at, {**self.respondent.proof, "way": "send"})
        except Cut:
            self.ledger.told(self, "cut")
            return False
        finally:
            self.browser.headers = {}
        is_received = answer.status_code == 302 and answer["Location"].endswith("/-/kvitto/")
        self.ledger.told(self, "received" if is_received else answer.status_code)
        return is_received

    def sees_the_receipt(self, web):
        """Whether sending again shows the receipt."""
        return self.sends(web) and self.browser.get(self.respondent.at.replace("svaren", "kvitto")).status_code == 200


def a_round(cast, people):
    """Return an open round and so many who have filled in all its pages, with one ledger between them."""
    sections = sections_of(cast.a["preschool"], -(-people // A_SECTION))
    sizes = [min(A_SECTION, people - A_SECTION * place) for place in range(len(sections))]
    version = published(cast.a["school_unit"], document=walking.document())
    held, ledger = opened(cast.a["school_unit"], sections, sizes, version=version), Ledger()
    return held, [Person(pk, token, find(walk_of(token)), ledger) for pk, token in tokens(held).items()]


def digest_of(codes, extra):
    """Return a digest of an answer."""
    return hashlib.sha256(json.dumps([list(codes), dict(extra or {})], sort_keys=True).encode()).hexdigest()


def stored(held):
    """Return how often each answer lies in the inbox, by digest: opened with the round's private key."""
    key = key_of(held.pk, PRIVATE)
    sheets = [read(unseal(key, bytes(box))) for box in Inbox.objects.filter(round=held).values_list("box", flat=True)]
    return Counter(digest_of(sheet.codes, sheet.extra) for sheet in sheets)


def the_ledger_holds(held, people):
    """What was promised is stored, what is stored was sent, and once; whoever is stored has spent the link and no other."""
    found, ledger = stored(held), people[0].ledger
    received, asked = set(ledger.of("received").values()), set(ledger.of("asks").values())
    assert received <= set(found) <= asked
    assert set(found.values()) <= {1}
    spent = set(Invitation.objects.filter(round=held, used=True).values_list("pk", flat=True))
    assert spent == {one.pk for one in people if one.digest in found}
    assert set(Draft.objects.values_list("invitation", flat=True)) == {one.pk for one in people} - spent
    return found
