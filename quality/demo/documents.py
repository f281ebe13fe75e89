"""What the demo's teams write: texts for each kind of document, and the hands that write, hand in, return and approve them."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence

from ledger import clock
from organisation.models import User
from quality.actions.documents import (
    approve_document,
    link_document,
    return_document,
    start_document,
    submit_document,
    write_draft,
)
from quality.enums import CurriculumArea, DocumentKind
from quality.models import Document
from quality.queries.documents import document_of, goals_for
from quality.rules.documents import mark
from workflows.models import Task

Said = dict[str, Sequence[str]]
HAPPENED = (
    "Barnen byggde en kiosk av lådor och bjöd in de yngre att handla. Vi skrev prislappar tillsammans.",
    "Vi gick till skogsbacken och letade former. Två barn ritade kartor över vägen dit.",
    "En konflikt om gungorna blev ett samtal i hela gruppen, och barnen kom själva på en turordning.",
    "Vi läste samma bok varje dag och barnen började spela upp den på gården.",
    "Barnen undersökte vatten och is. Frågorna blev fler än svaren, och det var meningen.",
    "Vi sjöng på tre språk i samlingen, och ett barn lärde de andra räkna till tio på sitt.",
)
SEEN = (
    "De använder ord som större, mindre och lika många utan att vi ber om det.",
    "Fler barn tar plats i samtalet när vi delar gruppen i två.",
    "De förklarar för varandra i stället för att hämta en vuxen.",
    "",
)
NEXT = (
    "Vi går dit igen nästa vecka och låter barnen välja vad vi ska titta efter.",
    "Vi delar gruppen på förmiddagarna och skriver upp vilka frågor barnen ställer.",
    "Vi tar fram mer material för bygget och lämnar det framme hela veckan.",
    "Vi prövar samma sak ute, med hälften av barnen i taget.",
)
LATER = (
    "Efter samtalet med er ser vi tydligare att det var miljön som bar leken: materialet fanns framme hela dagen.",
    "Vi har lagt till hur barnen gjorde: de delade upp arbetet och frågade varandra, inte oss.",
)
REASONS = (
    "Vi var en vuxen kort i tre dagar och flyttade den planerade stunden till veckan efter.",
    "Barnen ville vidare med bygget, och vi lät dem göra det.",
)
AIMS = (
    "Att barnen får uppleva att deras ord räknas när gruppen bestämmer något.",
    "Att leka med språket: rim, ramsor och berättelser på flera språk.",
)
MISSING = "Berätta mer om vad barnen gjorde och sa, så att det går att följa till nästa gång."
ASKED = {
    DocumentKind.REFLECTION: ("hande", "Vad gjorde barnen? Ge gärna ett exempel."),
    DocumentKind.TEACHING_PLAN: ("syfte", "Vilket mål i läroplanen siktar ni på?"),
    DocumentKind.ANALYSIS: ("orsak", "Varför blev det så? Beskriv orsaken, inte bara vad ni gjorde."),
}
LEVELS = ("2", "3", "3", "4", "4", "5")
RATED = {
    "normer": ("n-alla", "n-demokrati", "n-krank"),
    "larande6": ("l-lek", "l-sprak", "l-miljo"),
    "inflytande6": ("i-intresse", "i-beslut"),
    "hem6": ("f-dialog", "f-delta"),
    "kvalitet6": ("k-dok", "k-orsak", "k-atgard"),
}
WALKED = ("v-samspel", "v-lek", "v-miljo", "v-sprak", "v-inflyt")
SOME = 0.4


class Writers:
    """Hands that write, each with their habits."""

    def __init__(self, habits: random.Random) -> None:
        self.habits = habits

    def hand_in(self, task: Task, actor: User) -> None:
        """Write what a task asks for and hand it in; what came back is written further first."""
        self.hand_in_written(self.write(task, actor), actor)

    def write(self, task: Task, actor: User) -> Document:
        """Write the document of a task, or go on with it, and leave it as a draft."""
        kind = DocumentKind(task.work)
        document = document_of(task) or start_document(kind=kind, unit=task.unit, task=task, actor=actor)
        said = self._further(document) if document.submissions.exists() else self._said(kind, clock.today())
        seen = {field: mark(document.draft.get(field, ())) for field in said}
        write_draft(document=document, seen=seen, sent=said, actor=actor)
        return document

    def hand_in_written(self, document: Document, actor: User) -> None:
        """Say what a document is about, and hand it in."""
        goals = list(goals_for(document.unit, clock.today()).values_list("goal", flat=True)[:6])
        tags = self.habits.sample(CurriculumArea.values, 2)
        chosen = self.habits.sample(goals, min(1, len(goals)))
        link_document(document=document, goals=chosen, tags=tags, actor=actor)
        submit_document(document=document, actor=actor)

    def send_back(self, document: Document, reviewer: User) -> None:
        """Return a document with a comment in all and one on an answer."""
        field, text = ASKED.get(DocumentKind(document.kind), ("", ""))
        remarks = {field: text} if field else {}
        return_document(document=document, comment=MISSING, remarks=remarks, actor=reviewer)

    def approve(self, document: Document, reviewer: User) -> None:
        """Approve a document."""
        approve_document(document=document, comment="Bra och tydligt.", remarks={}, actor=reviewer)

    def _further(self, document: Document) -> Said:
        field = ASKED.get(DocumentKind(document.kind), ("hande", ""))[0]
        before = "\n".join(document.draft.get(field, ()))
        return {field: [f"{before}\n\n{self.habits.choice(LATER)}"]}

    def _said(self, kind: DocumentKind, today: dt.date) -> Said:
        match kind:
            case DocumentKind.REFLECTION:
                return self._reflection(today)
            case DocumentKind.TEACHING_PLAN:
                return self._plan(today)
            case DocumentKind.WALK:
                return self._walk(today)
            case DocumentKind.SELF_RATING:
                return self._rating()
        return self._analysis()

    def _reflection(self, today: dt.date) -> Said:
        went = self.habits.choice(("ja", "ja", "delvis"))
        said = {
            "datum": today.isoformat(),
            "hande": self.habits.choice(HAPPENED),
            "sett": self.habits.choice(SEEN),
            "enligt-plan": went,
            "nasta": self.habits.choice(NEXT),
        }
        if went != "ja":
            said["varfor-inte"] = self.habits.choice(REASONS)
        return _one_each(said)

    def _plan(self, today: dt.date) -> Said:
        said = {
            "omraden-valda": self.habits.choice(("normer", "sprak", "lek", "natur")),
            "syfte": self.habits.choice(AIMS),
            "fran": today.isoformat(),
            "gora": "Vi delar gruppen, läser samma bok flera gånger och låter barnen berätta vidare.",
            "miljo": "Ett bord med bilder, pennor och mikrofon står framme hela veckan.",
            "tecken": "Barnen återberättar för varandra och hittar på egna slut.",
            "uppfoljning": "Vi skriver en rad var efter varje stund och läser dem tillsammans på fredagen.",
        }
        return _one_each(said)

    def _walk(self, today: dt.date) -> Said:
        said = {
            "dag": today.isoformat(),
            "minuter": str(self.habits.choice((30, 45, 60))),
            "antal-barn": str(self.habits.randint(11, 19)),
            **{row: self.habits.choice(("lite", "tydligt", "tydligt", "starkt")) for row in WALKED},
            "exempel": self.habits.choice(HAPPENED),
            "fraga": "Vad hade hänt om materialet stod kvar framme också efter lunch?",
            "overens": "Vi prövar det i två veckor och ses igen.",
        }
        return _one_each(said)

    def _rating(self) -> Said:
        said: dict[str, str] = {}
        for section, rows in RATED.items():
            said |= {row: self.habits.choice(LEVELS) for row in rows}
            if self.habits.random() < SOME:
                said[f"varfor-{section}"] = "Vi var oense först och enades när vi gick igenom veckans reflektioner."
        return _one_each(said)

    def _analysis(self) -> Said:
        reached = self.habits.choice(("ja", "delvis", "delvis", "nej"))
        said = {
            "uppnatt": reached,
            "vad": "Barnen tar oftare egna initiativ i språket, mest på de avdelningar som delade gruppen varje dag.",
            "skillnader": "Skillnaden mellan avdelningarna är större än mellan åldrarna.",
            "orsak": "Där gruppen delades hann alla till tals. Där vi var färre vuxna blev det en samling för alla.",
            "sakerhet": "troligt",
            "behall": "Den delade gruppen på förmiddagen.",
        }
        if reached != "ja":
            said["atgard"] = "Alla avdelningar delar gruppen minst tre förmiddagar i veckan från januari."
        return _one_each(said)


def _one_each(said: Mapping[str, str]) -> Said:
    return {field: [text] for field, text in said.items() if text}
