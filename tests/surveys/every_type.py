"""A questionnaire with every type of item, in every way that it can be shown, in Swedish, Arabic and English."""

from surveys.rules.definition.document import read
from surveys.rules.definition.version import FORMAT

ARABIC = {
    "Varje sort": "كل الأنواع",
    "Ett svar": "إجابة واحدة",
    "Vet ej": "لا أعرف",
    "Aldrig": "أبدًا",
    "Sällan": "نادرًا",
    "Ibland": "أحيانًا",
    "Ofta": "غالبًا",
    "Alltid": "دائمًا",
    "Hur ofta är ditt barn ute?": "كم مرة يكون طفلك في الخارج؟",
    "Hur nöjd är du?": "ما مدى رضاك؟",
}


ENGLISH = {
    "Varje sort": "Every kind",
    "Ett svar": "One answer",
    "Flera svar": "Several answers",
    "Fria svar": "Free answers",
    "Vet ej": "Do not know",
    "Ej aktuellt": "Not applicable",
    "Aldrig": "Never",
    "Sällan": "Seldom",
    "Ibland": "Sometimes",
    "Ofta": "Often",
    "Alltid": "Always",
    "Brev": "A letter",
    "Appen": "The app",
    "Annat, nämligen": "Other, namely",
    "Inget av detta": "None of these",
    "Svara på det du vill.": "Answer what you like.",
    "En vanlig vecka.": "An ordinary week.",
    "Hur ofta är ditt barn ute?": "How often is your child outdoors?",
    "Hur nöjd är du?": "How satisfied are you?",
    "Hur får du veta saker?": "How are you told things?",
    "Hur stämmer det?": "How true is it?",
    "Barnet är tryggt": "The child is safe",
    "Barnet leker": "The child plays",
    "Hur många barn?": "How many children?",
    "barn": "children",
    "Går ett syskon här?": "Is a sibling here?",
    "När började ni?": "When did you begin?",
    "Med ett ord?": "In one word?",
    "Små bokstäver.": "Small letters.",
    "Vad kan bli bättre?": "What can be better?",
    "**Skriv inga namn.**": "**Write no names.**",
    "Får vi ringa dig?": "May we call you?",
    "Ja, ring mig": "Yes, call me",
}


def text(swedish):
    """Return a text with its Arabic, which a machine wrote, and its English, where there is one."""
    made = {"sv": swedish}
    if swedish in ENGLISH:
        made["en"] = ENGLISH[swedish]
    if swedish in ARABIC:
        made["ar"] = {"text": ARABIC[swedish], "state": "machine"}
    return made


def options(*labels, **more):
    """Return options with codes from their places."""
    return [{"code": f"o{place}", "label": text(label), "weight": place} for place, label in enumerate(labels, 1)]


VET_EJ = {"code": "vet-ej", "label": text("Vet ej"), "missing": "unknown"}
EJ_AKTUELLT = {"code": "ej-aktuellt", "label": text("Ej aktuellt"), "missing": "not-applicable"}
OFTA = [*options("Aldrig", "Sällan", "Ibland", "Ofta", "Alltid"), VET_EJ]
SEX = options("Inte alls", "I liten del", "Delvis", "Till stor del", "Nästan helt", "Helt och hållet")


def single(key, show, scale="ofta", **more):
    """Return a choice."""
    return {
        "type": "single",
        "key": key,
        "text": text("Hur ofta är ditt barn ute?"),
        "scale": scale,
        "show": show,
        **more,
    }


DOCUMENT = {
    "format": FORMAT,
    "key": "varje-sort",
    "languages": ["sv", "ar", "en"],
    "title": text("Varje sort"),
    "scales": [
        {"key": "ofta", "options": OFTA},
        {"key": "sex", "options": [*SEX, VET_EJ, EJ_AKTUELLT]},
        {"key": "min", "options": options("Ledsen", "Mittemellan", "Glad")},
        {
            "key": "tio",
            "options": [
                {"code": "0", "label": text("Inte alls nöjd"), "weight": 0},
                *({"code": str(number), "weight": number} for number in range(1, 10)),
                {"code": "10", "label": text("Helt nöjd"), "weight": 10},
                VET_EJ,
            ],
        },
        {
            "key": "kanal",
            "options": [
                *options("Brev", "Appen"),
                {"code": "annat", "label": text("Annat, nämligen"), "other": True},
                {"code": "inget", "label": text("Inget av detta"), "exclusive": True},
            ],
        },
        {"key": "lang", "options": options("Tar helt avstånd ifrån påståendet", "Instämmer fullständigt")},
        {"key": "manga", "options": options(*(f"Nummer {number}" for number in range(1, 11)))},
    ],
    "sections": [
        {
            "key": "ett",
            "title": text("Ett svar"),
            "lead": text("Svara på det du vill."),
            "items": [
                {
                    "type": "info",
                    "key": "lasning",
                    "text": text("Läs **det här**.\n\n- ett\n- två\n\n[Mer](https://ronnfjard.example)"),
                },
                single("radio", "radio", required="hard", help=text("En vanlig vecka.")),
                single("radio-kanal", "radio", "kanal"),
                single("listan", "dropdown", required="soft"),
                single("skalan", "scale"),
                single("sexan", "scale", "sex"),
                single("langa", "scale", "lang"),
                single("siffror", "numbers", "tio", text=text("Hur nöjd är du?")),
                single("ansikten", "faces", "min"),
            ],
        },
        {
            "key": "flera",
            "title": text("Flera svar"),
            "items": [
                {
                    "type": "multi",
                    "key": "kanaler",
                    "text": text("Hur får du veta saker?"),
                    "scale": "kanal",
                    "least": 1,
                    "most": 2,
                },
                {
                    "type": "matrix",
                    "key": "matris",
                    "text": text("Hur stämmer det?"),
                    "help": text("Tänk på i höst."),
                    "scales": ["ofta"],
                    "required": "soft",
                    "rows": [
                        {"key": "trygg", "text": text("Barnet är tryggt")},
                        {"key": "lek", "text": text("Barnet leker"), "when": {"!=": [{"var": "trygg"}, "o1"]}},
                    ],
                },
                {
                    "type": "matrix",
                    "key": "sexmatris",
                    "text": text("Hur långt har ni kommit?"),
                    "scales": ["sex"],
                    "rows": [{"key": "delaktig", "text": text("Delaktighet")}],
                },
                {
                    "type": "matrix",
                    "key": "tva-skalor",
                    "text": text("Hur ofta, och hur viktigt?"),
                    "scales": ["ofta", "sex"],
                    "headings": [text("Hur ofta?"), text("Hur viktigt?")],
                    "rows": [
                        {"key": "ute", "text": text("Att vara ute")},
                        {"key": "inne", "text": text("Att vara inne")},
                    ],
                },
                {
                    "type": "matrix",
                    "key": "bred",
                    "text": text("Välj nummer"),
                    "scales": ["manga"],
                    "rows": [{"key": "forst", "text": text("Först")}],
                },
            ],
        },
        {
            "key": "fritt",
            "title": text("Fria svar"),
            "items": [
                {
                    "type": "number",
                    "key": "barn",
                    "text": text("Hur många barn?"),
                    "least": 1,
                    "most": 9,
                    "unit": text("barn"),
                    "required": "hard",
                },
                {
                    "type": "boolean",
                    "key": "syskon",
                    "text": text("Går ett syskon här?"),
                    "when": {">": [{"var": "barn"}, 1]},
                },
                {"type": "date", "key": "borjade", "text": text("När började ni?"), "latest": "today"},
                {
                    "type": "text",
                    "key": "kort",
                    "text": text("Med ett ord?"),
                    "pattern": "[a-zåäö]+",
                    "pattern_hint": text("Små bokstäver."),
                },
                {
                    "type": "text",
                    "key": "lang-text",
                    "text": text("Vad kan bli bättre?"),
                    "lines": 5,
                    "help": text("**Skriv inga namn.**"),
                },
                {
                    "type": "boolean",
                    "key": "samtycke",
                    "text": text("Får vi ringa dig?"),
                    "consent": True,
                    "yes": text("Ja, ring mig"),
                },
                {"type": "calculated", "key": "snitt", "value": {"+": [{"var": "barn"}, 1]}},
                {"type": "hidden", "key": "enhet", "source": "unit"},
            ],
        },
    ],
}


def version():
    """Return it read."""
    made, found = read(DOCUMENT)
    assert made is not None, [(finding.path, finding.sentence()) for finding in found]
    return made


def hidden():
    """Return the document where each page begins with a question that all the others there wait for."""
    sections = []
    for section in DOCUMENT["sections"]:
        asked = f"visa-{section['key']}"
        first = {"type": "boolean", "key": asked, "text": text("Går ett syskon här?")}
        sections.append({**section, "items": [first, *(_waiting(item, asked) for item in section["items"])]})
    return {**DOCUMENT, "key": "varje-sort-dold", "sections": sections}


def _waiting(item, asked):
    yes = {"==": [{"var": asked}, True]}
    return {**item, "when": {"and": [yes, item["when"]]} if "when" in item else yes}


def document_in(language):
    """Return the document in one language."""
    return {**_only(DOCUMENT, language), "languages": [language]}


def _only(node, language):
    if isinstance(node, list):
        return [_only(part, language) for part in node]
    if not isinstance(node, dict):
        return node
    if "sv" in node:
        return {language: node[language]}
    return {name: _only(part, language) for name, part in node.items()}
