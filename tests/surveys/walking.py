"""Somebody who answers, through the real addresses: opens the link, starts, fills in every page, reads it through, sends."""

import re

from django.test import Client

from surveys.rules.definition.version import FORMAT

FIVE = [
    {"code": str(number), "label": {"sv": f"Steg {number}", "en": f"Step {number}"}, "weight": number}
    for number in range(1, 6)
]


def document(key="vardnadshavare", single=20, boolean=3, text=2):
    """Return a questionnaire of three pages: steps, yes or no, own words. The last page is for those who chose 5 first."""
    items = [
        {
            "type": "single",
            "key": f"steg-{number}",
            "text": {"sv": f"Fråga {number}?", "en": f"Question {number}?"},
            "scale": "fem",
        }
        for number in range(single)
    ]
    items += [
        {"type": "boolean", "key": f"ja-{number}", "text": {"sv": f"Ja {number}?", "en": f"Yes {number}?"}}
        for number in range(boolean)
    ]
    items += [
        {"type": "text", "key": f"ord-{number}", "text": {"sv": f"Berätta {number}", "en": f"Tell {number}"}}
        for number in range(text)
    ]
    third = -(-len(items) // 3)
    sections = [
        {
            "key": f"del-{place}",
            "title": {"sv": f"Del {place}", "en": f"Part {place}"},
            "items": items[place * third : (place + 1) * third],
        }
        for place in range(3)
    ]
    return {
        "format": FORMAT,
        "key": key,
        "languages": ["sv", "en"],
        "title": {"sv": "Förskoleundersökningen", "en": "The preschool survey"},
        "lead": {"sv": "Berätta hur ni har det.", "en": "Tell us how you are."},
        "closing": {"sv": "Resultatet kommer i maj.", "en": "The result comes in May."},
        "scales": [{"key": "fem", "options": FIVE}],
        "sections": sections,
    }


class Respondent:
    """A browser, and what stands in it."""

    def __init__(self, token="", client=None, language="sv"):
        self.token = token
        self.client = client or Client(enforce_csrf_checks=True)
        self.language = language
        self.at = ""
        self.page = ""
        self.response = None

    def get(self, url):
        """Open an address and follow where it leads."""
        return self._took(self.client.get(url), url)

    def post(self, url, **sent):
        """Send a form and follow where it leads."""
        return self._took(self.client.post(url, {**self.proof, **sent}), url)

    @property
    def proof(self):
        """What a form that is shown says against forgery, as it would be sent."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page)
        return {"csrfmiddlewaretoken": token[1]} if token else {}

    def _took(self, response, url):
        while response.status_code == 302:
            url = response["Location"]
            response = self.client.get(url)
        self.response, self.at, self.page = response, url, response.content.decode()
        return self

    def open(self):
        """Open the link of the letter."""
        return self.get(f"/svara/{self.token}/?sprak={self.language}")

    def start(self):
        """Press Start."""
        return self.post(f"/svara/{self.token}/?sprak={self.language}")

    def fill(self, *, way="on", choose=lambda name, codes: codes[0], words="Bra.", **more):
        """Fill in the page that is shown, and press a button."""
        return self.post(self.at, **self.filled(choose, words), way=way, **more)

    def filled(self, choose=lambda name, codes: codes[0], words="Bra."):
        """Return what the page would send: hidden fields, a choice for each question, words in every box."""
        sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.page))
        sent.pop("csrfmiddlewaretoken", None)
        options = {}
        for tag in re.findall(r'<input[^>]*type="radio"[^>]*>', self.page):
            name, value = re.search(r'name="([^"]+)"', tag)[1], re.search(r'value="([^"]*)"', tag)[1]
            options.setdefault(name, []).append(value)
        sent |= {name: choose(name, codes) for name, codes in options.items()}
        boxes = re.findall(r'<textarea[^>]*>|<input class="input"[^>]*>', self.page)
        sent |= {re.search(r'name="([^"]+)"', tag)[1]: words for tag in boxes}
        return sent

    def to_review(self, **how):
        """Fill in page after page until the review."""
        while "/-/svaren/" not in self.at:
            before = self.at
            self.fill(**how)
            assert self.at != before, self.page
        return self

    def send(self):
        """Send what was answered."""
        return self.post(self.at, way="send")

    @property
    def is_received(self):
        """Whether the receipt is shown."""
        return "/-/kvitto/" in self.at and self.response.status_code == 200
