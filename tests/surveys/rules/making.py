"""Random questionnaires that may be published, and answers to them, from a seed."""

from surveys.rules.definition.document import read
from surveys.rules.definition.fields import Kind, fields, is_consent
from surveys.rules.definition.version import FORMAT
from tests.surveys.conformance.generating import CODES, DATES, NUMBERS, TEXTS, Trees

TODAY = "2024-08-19"
TYPES = ("single", "single", "multi", "matrix", "number", "text", "date", "boolean", "info", "calculated", "hidden")
LANGUAGES = ("sv", "en", "ar")
SHOWS = ("radio", "radio", "dropdown", "scale", "faces")
PATTERNS = ("[a-zå]+", "\\d{1,2}", "a|b1?", "[^ab]*")


class Maker:
    """Makes one document; what has been asked so far is what conditions may refer to."""

    def __init__(self, rng):
        self.rng = rng
        self.names = {kind: [] for kind in ("boolean", "number", "choice", "text", "date", "list")}
        self.items = 0

    def document(self):
        """Return a document."""
        rng = self.rng
        sections = []
        for number in range(rng.randint(1, 4)):
            section = {"key": f"del{number}", "title": self.text(), **self.when()}
            section["items"] = [self.item() for _ in range(rng.randint(1, 4))]
            sections.append(section)
        return {
            "format": FORMAT,
            "key": "slumpad",
            "languages": list(LANGUAGES),
            "title": self.text(),
            "scales": [self.scale("bra"), self.scale("annat", other=True), self.scale("viktigt")],
            "sections": sections,
        }

    def text(self):
        """Return a text in some languages, some of them not done."""
        made = {"sv": self.rng.choice(("Trivs ditt barn?", "Hur ofta <b>ute</b>?", "Å{ä}ö")), "en": "English"}
        if self.rng.random() < 0.5:
            made["ar"] = {"text": "نص", "state": self.rng.choice(("machine", "stale"))}
        return made

    def scale(self, key, other=False):
        """Return a scale with the codes that trees are made of."""
        options = [{"code": code, "label": self.text(), "weight": place + 1.5} for place, code in enumerate(CODES[:-1])]
        options.append({"code": CODES[-1], "label": self.text(), "missing": "unknown"})
        if other:
            options[1]["other"] = True
            options[2]["exclusive"] = True
        return {"key": key, "options": options}

    def when(self, chance=0.35):
        """Return a condition on what has been asked, or none."""
        if self.rng.random() > chance or not any(self.names.values()):
            return {}
        return {"when": self.condition()}

    def condition(self):
        """Return a condition that the checks let through."""
        trees = Trees(self.rng, {kind: names for kind, names in self.names.items() if names})
        wholes = [name for names in self.names.values() for name in names if not name.endswith(".weight")]
        choice = self.rng.random()
        if choice < 0.25 or not self.names["choice"]:
            answered = {"answered": [{"var": self.rng.choice(wholes)}]}
            return answered if self.rng.random() < 0.5 else {"!": [answered]}
        if choice < 0.6:
            return {
                self.rng.choice(("==", "!=")): [{"var": self.rng.choice(self.names["choice"])}, self.rng.choice(CODES)]
            }
        if choice < 0.75:
            return {"in": [{"var": self.rng.choice(self.names["choice"])}, self.rng.sample(CODES, 2)]}
        return {self.rng.choice(("and", "or")): [self.condition(), trees.tree(self.rng.choice(("<", ">=")), 1)]}

    def item(self):
        """Return an item, and remember what it can be asked about."""
        kind = self.rng.choice(TYPES)
        self.items += 1
        key = f"q{self.items}"
        item = {"type": kind, "key": key, "text": self.text(), **self.when()}
        if self.rng.random() < 0.4:
            item["help"] = {"sv": f"Hjälp med **{key}**.", "en": f"Help with **{key}**."}
        if kind not in ("info", "calculated", "hidden"):
            item["required"] = self.rng.choice(("no", "soft", "hard"))
        item |= self.free(key) if kind == "text" else getattr(self, kind)(key)
        return item

    def single(self, key):
        scale = self.rng.choice(("bra", "annat"))
        made = {"scale": scale, "show": self.rng.choice(SHOWS), **self.options()}
        self.names["choice"].append(key)
        self.names["number"].append(f"{key}.weight")
        if scale == "annat":
            self.names["text"].append(f"{key}.other")
        return made

    def multi(self, key):
        made = {"scale": self.rng.choice(("bra", "annat")), **self.options()}
        self.names["list"].append(key)
        return made | self.rng.choice(({}, {}, {"most": 1}, {"least": 2}, {"least": 1, "most": 2}))

    def options(self):
        conditions = [{"option": code, **when} for code in CODES if (when := self.when(0.15))]
        return {"options": conditions} if conditions else {}

    def matrix(self, key):
        scales = self.rng.choice((["bra"], ["bra", "viktigt"]))
        rows = []
        for number in range(self.rng.randint(1, 3)):
            row = f"{key}r{number}"
            rows.append({"key": row, "text": self.text(), **self.when()})
            self.names["choice"] += [row] if len(scales) == 1 else [f"{row}.{scale}" for scale in scales]
        return {"scales": scales, "rows": rows}

    def number(self, key):
        self.names["number"].append(key)
        return {"decimals": 6} if self.rng.random() < 0.5 else {"least": 0, "most": 10, "decimals": 1}

    def date(self, key):
        self.names["date"].append(key)
        return self.rng.choice(({}, {}, {"latest": "today"}, {"earliest": "2000-01-01", "latest": "2024-12-31"}))

    def boolean(self, key):
        self.names["boolean"].append(key)
        return {"consent": True} if self.rng.random() < 0.2 else {}

    def free(self, key):
        self.names["text"].append(key)
        limits = {"pattern": self.rng.choice(PATTERNS), "pattern_hint": {"sv": "Som i exemplet.", "en": "As shown."}}
        return self.rng.choice(({}, {"lines": 5}, {"least": 2, "most": 3}, limits))

    def info(self, key):
        return {}

    def calculated(self, key):
        numbers = {"number": self.names["number"]} if self.names["number"] else {}
        made = {"value": Trees(self.rng, numbers).tree(self.rng.choice(("sum", "mean", "max", "+", "/")), 0)}
        self.names["number"].append(key)
        return made

    def hidden(self, key):
        self.names["text"].append(key)
        return {"source": self.rng.choice(("unit", "audience"))}


def version(rng):
    """Return a random version."""
    made, found = read(Maker(rng).document())
    assert made is not None, [(finding.path, finding.sentence()) for finding in found]
    return made


def answers(rng, of, blank=0.25):
    """Return answers to a version as a respondent may have given them, to hidden questions too."""
    made = {}
    for field in fields(of):
        if rng.random() < blank:
            continue
        made[field.name] = {
            Kind.CHOICE: lambda: rng.choice(CODES),
            Kind.CHOICES: lambda: tuple(code for code in CODES[:-1] if rng.random() < 0.5) or (CODES[-1],),
            Kind.BOOLEAN: lambda: is_consent(field) or rng.random() < 0.5,  # noqa: B023 - called at once
            Kind.NUMBER: lambda: rng.choice(NUMBERS),
            Kind.TEXT: lambda: rng.choice(TEXTS),
            Kind.DATE: lambda: rng.choice(DATES),
        }[field.kind]()
    for item in of.items:
        if item.type == "hidden" and rng.random() > blank:
            made[item.key] = rng.choice(("a", "b"))
    return made
