"""A small questionnaire with every item type, as a document that each test may change."""

from copy import deepcopy

from surveys.rules.definition.document import read
from surveys.rules.definition.version import FORMAT


def both(swedish, english):
    """Return a text in two languages."""
    return {"sv": swedish, "en": english}


OFTEN = [
    {"code": "aldrig", "label": both("Aldrig", "Never"), "weight": 1},
    {"code": "sallan", "label": both("Sällan", "Seldom"), "weight": 2},
    {"code": "ibland", "label": both("Ibland", "Sometimes"), "weight": 3},
    {"code": "ofta", "label": both("Ofta", "Often"), "weight": 4},
    {"code": "alltid", "label": both("Alltid", "Always"), "weight": 5},
    {"code": "vet-ej", "label": both("Vet ej", "Do not know"), "missing": "unknown"},
]
DOCUMENT = {
    "format": FORMAT,
    "key": "vardnadshavare",
    "languages": ["sv", "en"],
    "title": both("Förskoleundersökningen", "Guardian survey"),
    "lead": both("Det tar fem minuter.", "It takes five minutes."),
    "closing": both("Tack!", "Thank you!"),
    "scales": [
        {"key": "ofta", "options": OFTEN},
        {"key": "noll-tio", "options": [{"code": str(number), "weight": number} for number in range(11)]},
        {
            "key": "kalla",
            "options": [
                {"code": "brev", "label": both("Brev", "Letter")},
                {"code": "app", "label": both("Appen", "The app")},
                {"code": "annat", "label": both("Annat, nämligen", "Other, namely"), "other": True},
                {"code": "inget", "label": both("Inget av detta", "None of these"), "exclusive": True},
            ],
        },
        {
            "key": "vikt",
            "options": [
                {"code": "lite", "label": both("Lite viktigt", "A little important"), "weight": 1},
                {"code": "mycket", "label": both("Mycket viktigt", "Very important"), "weight": 2},
            ],
        },
    ],
    "sections": [
        {
            "key": "trivsel",
            "title": both("Trivsel", "Well-being"),
            "items": [
                {"type": "hidden", "key": "enhet", "source": "unit"},
                {"type": "info", "key": "valkommen", "text": both("Tänk på *ditt* barn.", "Think of *your* child.")},
                {
                    "type": "single",
                    "key": "ute",
                    "text": both("Hur ofta är ditt barn ute?", "How often is your child outdoors?"),
                    "help": both("En vanlig vecka.", "An ordinary week."),
                    "scale": "ofta",
                    "required": "hard",
                },
                {
                    "type": "text",
                    "key": "varfor",
                    "text": both("Varför så sällan?", "Why so seldom?"),
                    "when": {"in": [{"var": "ute"}, ["aldrig", "sallan"]]},
                    "lines": 4,
                    "most": 500,
                },
                {
                    "type": "matrix",
                    "key": "personal",
                    "text": both("Personalen", "The staff"),
                    "scales": ["ofta"],
                    "required": "soft",
                    "rows": [
                        {"key": "lyssnar", "text": both("lyssnar", "listen")},
                        {
                            "key": "svarar",
                            "text": both("svarar på frågor", "answer questions"),
                            "when": {"!=": [{"var": "lyssnar"}, "aldrig"]},
                        },
                    ],
                },
            ],
        },
        {
            "key": "kontakt",
            "title": both("Kontakt", "Contact"),
            "when": {"answered": [{"var": "ute"}]},
            "items": [
                {
                    "type": "multi",
                    "key": "kanal",
                    "text": both("Hur får du veta saker?", "How are you told things?"),
                    "scale": "kalla",
                    "most": 2,
                    "options": [{"option": "app", "when": {">=": [{"var": "ute.weight"}, 2]}}],
                },
                {
                    "type": "single",
                    "key": "helhet",
                    "text": both("Hur nöjd är du?", "How satisfied are you?"),
                    "scale": "noll-tio",
                    "show": "numbers",
                },
                {
                    "type": "matrix",
                    "key": "omraden",
                    "text": both("Områden", "Areas"),
                    "scales": ["ofta", "vikt"],
                    "headings": [both("Hur ofta?", "How often?"), both("Hur viktigt?", "How important?")],
                    "rows": [{"key": "lek", "text": both("lek", "play")}],
                },
                {
                    "type": "number",
                    "key": "barn",
                    "text": both("Hur många barn har du här?", "How many children do you have here?"),
                    "least": 1,
                    "most": 9,
                    "unit": both("barn", "children"),
                },
                {
                    "type": "date",
                    "key": "borjade",
                    "text": both("När började ni?", "When did you begin?"),
                    "latest": "today",
                },
                {
                    "type": "boolean",
                    "key": "syskon",
                    "text": both("Går ett syskon här?", "Is a sibling here?"),
                    "when": {">": [{"var": "barn"}, 1]},
                },
                {
                    "type": "calculated",
                    "key": "snitt",
                    "value": {"mean": [{"var": "ute.weight"}, {"var": "lyssnar.weight"}, {"var": "svarar.weight"}]},
                },
                {
                    "type": "text",
                    "key": "mer",
                    "text": both("Vad kan bli bättre?", "What can be better?"),
                    "when": {"<": [{"var": "snitt"}, 3]},
                },
            ],
        },
    ],
    "scores": [
        {
            "key": "index-personal",
            "title": both("Personalen", "The staff"),
            "items": [{"name": "lyssnar"}, {"name": "svarar"}],
            "points": {"aldrig": 0, "sallan": 25, "ibland": 50, "ofta": 75, "alltid": 100},
            "bands": [{"start": 0, "text": both("lågt", "low")}, {"start": 75, "text": both("högt", "high")}],
        },
        {
            "key": "andel-ute",
            "title": both("Ute ofta", "Often outdoors"),
            "measure": "share",
            "over": "answers",
            "items": [{"name": "ute"}],
            "positive": ["ofta", "alltid"],
        },
    ],
}


def document():
    """Return the document, to be changed at will."""
    return deepcopy(DOCUMENT)


def version(changed=None):
    """Return the version of a document that has the right shape."""
    made, found = read(changed or document())
    assert made is not None, [(finding.path, finding.sentence()) for finding in found]
    return made


def at(node, path):
    """Return what a JSON pointer points to."""
    for part in path.split("/")[1:]:
        node = node[int(part)] if isinstance(node, list) else node[part]
    return node


def with_changes(changes):
    """Return the document with values put at pointers; None takes what is there away, "+" at the end appends."""
    made = document()
    for path, value in changes.items():
        head, _slash, last = path.rpartition("/")
        holder = at(made, head)
        if last == "+":
            holder.append(value)
        elif value is None:
            del holder[int(last) if isinstance(holder, list) else last]
        else:
            holder[int(last) if isinstance(holder, list) else last] = value
    return made
