"""What the demo's leaders wrote about last year's goals: why it went as it did, and what was to be done about it."""

from dataclasses import dataclass

from quality.enums import Became, TurnOutcome


@dataclass(frozen=True)
class Planned:
    """An improvement: what, who answers for it (by e-mail's first part), and what came of it this year, once it is said."""

    measure: str
    owner: str
    became: Became | None = None
    note: str = ""


@dataclass(frozen=True)
class Analysed:
    """The analysis of a goal, by its key: outcome, result, why; the causes by name, each with what it is seen from.

    named: each cause with words of what it is seen from, among what belonged to the turn then; without words it is seen from
    nothing that is written.
    """

    goal: str
    outcome: TurnOutcome
    result: str
    causes: str
    named: tuple[tuple[str, str], ...]
    planned: tuple[Planned, ...]


ANALYSES = (
    Analysed(
        "n-rost",
        TurnOutcome.PARTLY,
        "Fler barn är med och bestämmer på barnmötena, men vi når inte två möten i veckan på alla avdelningar.",
        "Där mötet har en fast plats i veckan blir det av. Där det ska hinnas med mellan annat faller det bort, "
        "och då är det de tystaste barnen som inte hörs.",
        (
            ("Barnmötet har en fast tid på hälften av avdelningarna.", "Barnmöten per grupp och vecka"),
            (
                "Familjerna märker skillnaden när barnen berättar hemma om det de har bestämt.",
                "Mitt barns tankar och idéer tas på allvar",
            ),
        ),
        (
            Planned(
                "Alla avdelningar lägger barnmötet på två fasta tider i veckoplanen.",
                "dragan.petrovic",
                Became.DONE,
                "Tiderna står i veckoplanen sedan mars, och mötena har blivit fler på båda förskolorna.",
            ),
            Planned(
                "Bildstöd på varje möte, så att barn som inte pratar än också kan rösta.",
                "karin.sjodin",
                Became.PARTLY,
                "Månskäran har korten framme. Tärnan väntar på sina.",
            ),
        ),
    ),
    Analysed(
        "n-dorren",
        TurnOutcome.NOT_REACHED,
        "Färre familjer än förra året svarar att de får höra hur barnets dag har varit. Sämst är det för dem som hämtar sist.",
        "Tavlan vid dörren fylls i av den som går hem först. När det glöms bort har den som stänger inget att berätta.",
        (
            (
                "Den som stänger vet inte alltid vad som har hänt på de andra avdelningarna.",
                "Andel vårdnadshavare som får veta hur barnets dag har varit",
            ),
        ),
        (
            Planned(
                "Skriv på tavlan före klockan tre, och visa nya kollegor hur den används.",
                "karin.sjodin",
                Became.DONE,
                "Det sitter. Vikarierna får en rundtur första morgonen.",
            ),
        ),
    ),
    Analysed(
        "s-inskolning",
        TurnOutcome.PARTLY,
        "Introduktionen har blivit lugnare. Samtalet efter tre veckor glöms bort när många barn börjar samtidigt.",
        "I augusti började elva barn på samma vecka på Ekorren. Ingen hade ansvar för att boka samtalen.",
        (
            ("Samtalen bokas inte redan vid första besöket.", "Samtal efter tre veckor"),
            ("Familjer som fick en egen kontaktperson är nöjdare.", "Jag blir väl bemött när jag lämnar och hämtar"),
        ),
        (
            Planned(
                "Boka samtalet redan vid första besöket, och låt högst fyra barn börja i samma vecka.",
                "camilla.roos",
                Became.DONE,
                "Nästan alla samtal blev av i höstas.",
            ),
            Planned("Skriv en sida om introduktionen på lätt svenska, arabiska och somaliska.", "paula.engdahl"),
        ),
    ),
    Analysed(
        "s-mat",
        TurnOutcome.REACHED,
        "Måltiderna är lugnare, och vi slänger mindre mat än för ett år sedan.",
        "Barnen tar själva från små skålar som fylls på, och en vuxen sitter vid varje bord hela måltiden.",
        (("Små skålar som fylls på i stället för fulla karotter.", "Matsvinn per barn och dag"),),
        (),
    ),
    Analysed(
        "s-flersprak",
        TurnOutcome.PARTLY,
        "Fler grupper än förra året arbetar med språken varje vecka, men inte åtta av tio. Språken syns mer än de hörs.",
        "Vi har lagt ansvaret på de kollegor som själva talar språken. När de är borta händer inget.",
        (
            ("Arbetet hänger på enskilda kollegor.", "Grupper som arbetar med barnens modersmål varje vecka"),
            ("Inget material fanns på de minsta språken.", ""),
        ),
        (
            Planned(
                "Varje arbetslag väljer en saga i månaden och hör den på ett språk till.",
                "nadia.rahimi",
                Became.NOT_DONE,
                "Kvarnhjulet kom i gång. På de andra saknades någon som läste in. Vi provar med familjerna i vår.",
            ),
        ),
    ),
)
