"""A list of people to invite: its columns, its lines, and what stands in their way."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.importing.columns import Column, Line, lines
from organisation.importing.findings import Findings
from organisation.importing.tables import Table
from organisation.importing.words import is_email, meant
from organisation.rules.sorting import sort_key
from surveys.enums import Audience
from surveys.rules.definition.language import OWN_NAMES
from surveys.rules.sealing.mixing import MOST_GUARDIANS

RECIPIENT_COLUMNS = (
    Column(
        "unit",
        "Enhet",
        ("unit", "nyckel", "enhetsnyckel", "enhetskod", "avdelning", "förskola"),
        True,
        gettext_lazy("Nyckeln till enheten som frågorna gäller, eller dess namn."),
        "avdelningen-glantan",
    ),
    Column(
        "email",
        "E-post",
        ("email", "e-mail", "epost", "mejl", "mail", "e-postadress", "epostadress"),
        False,
        gettext_lazy("Dit inbjudan mejlas. Tomt: personen får en kod på papper."),
        "kim.exempel@post.example",
        254,
    ),
    Column(
        "child",
        "Barn",
        ("child", "barnnummer", "barnkod", "löpnummer"),
        False,
        gettext_lazy(
            "Ett löpnummer som är detsamma för vårdnadshavarna till ett barn, aldrig ett personnummer. "
            "Barnet räknas då en gång. Numret sparas inte."
        ),
        "1",
        40,
    ),
    Column(
        "audience",
        "Målgrupp",
        ("audience", "grupp", "roll"),
        False,
        gettext_lazy("Behövs när omgången frågar flera målgrupper, till exempel Vårdnadshavare."),
        "Vårdnadshavare",
        40,
    ),
    Column(
        "language",
        "Språk",
        ("language", "brevspråk", "modersmål"),
        False,
        gettext_lazy("Språket i brevet, som kod eller namn: ar, Arabiska. Tomt: omgångens första språk."),
        "sv",
        40,
    ),
    Column(
        "name", "Namn", ("name", "mottagare"), False, gettext_lazy("Står på pappersbrevet. Behövs inte."), "Kim Exempel"
    ),
    Column(
        "is_protected",
        "Skyddad",
        ("protected", "skyddade uppgifter", "sekretess", "skyddad identitet"),
        False,
        gettext_lazy("Ja för den som har skyddade personuppgifter. Då mejlas aldrig något, och adressen sparas inte."),
        "",
        10,
    ),
)
UNIT, EMAIL, CHILD, AUDIENCE, LANGUAGE, NAME, PROTECTED = (column.header for column in RECIPIENT_COLUMNS)
YES, NO = ("ja", "j", "yes", "y", "x", "1", "sant"), ("", "nej", "n", "no", "0", "falskt")
IDENTITY = re.compile(r"(?:\d{2})?\d{6}\s*[-+]?\s*[\dTtFf]\d{3}")
SWEDISH_NAMES = {
    "svenska": "sv",
    "engelska": "en",
    "finska": "fi",
    "arabiska": "ar",
    "somaliska": "so",
    "polska": "pl",
    "ukrainska": "uk",
    "persiska": "fa",
    "tigrinska": "ti",
    "tigrinja": "ti",
    "spanska": "es",
}


@dataclass(frozen=True)
class Asks:
    """What a round asks, as a list is read against it.

    units: key → id. named: name as it is compared → id, None where several have it. known: (unit, audience, address) of those
    who are invited already.
    """

    units: Mapping[str, int]
    named: Mapping[str, int | None]
    audiences: Sequence[str]
    languages: Sequence[str]
    known: frozenset[tuple[int, str, str]] = frozenset()


@dataclass(frozen=True)
class Recipient:
    """One line that can be read in."""

    unit: int
    audience: str
    child: str
    name: str
    email: str
    language: str
    is_protected: bool


def read_recipients(table: Table, asks: Asks, findings: Findings) -> list[Recipient]:
    """Return the people of a list. Whatever cannot be read in is a fault of its row."""
    read: list[Recipient] = []
    first: dict[tuple[int, str, str, str], int] = {}
    guardians: Counter[tuple[int, str]] = Counter()
    for line in lines(table, RECIPIENT_COLUMNS, findings):
        one = _recipient(line, asks, findings)
        if one is None:
            continue
        who = (one.unit, one.audience, one.child, one.email)
        if one.email and who in first:
            findings.fault(line.row, EMAIL, _("Samma person står på rad %(row)s.") % {"row": first[who]})
        first.setdefault(who, line.row)
        if one.child:
            guardians[one.unit, one.child] += 1
            if guardians[one.unit, one.child] > MOST_GUARDIANS:
                said = {"most": MOST_GUARDIANS}
                findings.fault(line.row, CHILD, _("Ett barn kan ha högst %(most)d vårdnadshavare.") % said)
        if (one.unit, one.audience, one.email) in asks.known:
            findings.warn(line.row, EMAIL, _("Adressen är redan inbjuden för enheten. Personen får en länk till."))
        read.append(one)
    return read


def _recipient(line: Line, asks: Asks, findings: Findings) -> Recipient | None:
    cells = line.cells
    unit, audience = _unit(line, asks, findings), _audience(line, asks, findings)
    is_protected = _is_protected(line, findings)
    email = _email(line, is_protected, findings)
    child = cells["child"]
    if IDENTITY.fullmatch(child):
        findings.fault(line.row, CHILD, _("Det ser ut som ett personnummer. Använd ett löpnummer i stället."))
    language = _language(line, asks, findings)
    if unit is None or audience is None:
        return None
    return Recipient(unit, audience, child, cells["name"], email, language, is_protected)


def _unit(line: Line, asks: Asks, findings: Findings) -> int | None:
    word = line.cells["unit"]
    if not word:
        return None
    if word.lower() in asks.units:
        return asks.units[word.lower()]
    named = sort_key(word)
    if asks.named.get(named, 0) is None:
        findings.fault(line.row, UNIT, _("Flera enheter heter %(name)s. Skriv nyckeln.") % {"name": word})
        return None
    found = asks.named.get(named)
    if found is None:
        findings.fault(line.row, UNIT, _("Omgången frågar ingen enhet som heter %(name)s.") % {"name": word})
    return found


def _audience(line: Line, asks: Asks, findings: Findings) -> str | None:
    word = line.cells["audience"]
    if not word:
        if len(asks.audiences) == 1:
            return asks.audiences[0]
        findings.fault(line.row, AUDIENCE, _("Omgången frågar flera målgrupper. Skriv vilken personen hör till."))
        return None
    found = meant(Audience, word)
    if found in asks.audiences:
        return found
    choices = ", ".join(str(Audience(audience).label) for audience in asks.audiences)
    said = {"word": word, "choices": choices}
    findings.fault(line.row, AUDIENCE, _("“%(word)s” är ingen målgrupp i omgången. Välj bland %(choices)s.") % said)
    return None


def _is_protected(line: Line, findings: Findings) -> bool:
    word = line.cells["is_protected"].casefold()
    if word not in YES + NO:
        findings.fault(line.row, PROTECTED, _("Skriv ja eller nej."))
    return word not in NO


def _email(line: Line, is_protected: bool, findings: Findings) -> str:
    email = line.cells["email"].lower()
    if is_protected:
        if email:
            findings.warn(line.row, EMAIL, _("Personen är skyddad. Adressen sparas inte och inget mejlas."))
        return ""
    if email and not is_email(email):
        findings.fault(line.row, EMAIL, _("“%(email)s” är ingen e-postadress.") % {"email": email})
    return email


def _language(line: Line, asks: Asks, findings: Findings) -> str:
    word = line.cells["language"]
    if not word:
        return asks.languages[0]
    own = {sort_key(name): tag for tag, name in OWN_NAMES.items()}
    tag = (
        word
        if word in asks.languages
        else SWEDISH_NAMES.get(word.casefold()) or own.get(sort_key(word)) or word.lower()
    )
    if tag in asks.languages:
        return tag
    findings.warn(
        line.row, LANGUAGE, _("Omgången finns inte på %(word)s. Brevet skrivs på det första språket.") % {"word": word}
    )
    return asks.languages[0]
