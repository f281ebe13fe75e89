"""What the gallery shows, group by group: the name of each component and when to use it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ui.views.gallery import charts, examples, fields

Text = str | Promise
Context = Callable[[HttpRequest], dict[str, Any]]


def _nothing(request: HttpRequest) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Sample:
    """One component: its template is `ui/gallery/<key>.html`, drawn with what `context` returns."""

    key: str
    title: Text
    use: Text
    avoid: Text = ""
    context: Context = _nothing

    @property
    def template(self) -> str:
        """The template that shows the component in its states."""
        return f"ui/gallery/{self.key}.html"


@dataclass(frozen=True)
class Group:
    """A page of the gallery."""

    key: str
    title: Text
    lead: Text
    samples: Sequence[Sample]


GROUPS: tuple[Group, ...] = (
    Group(
        "grund",
        _("Grunden"),
        _("Lugn botten, en accentfärg, rubriker i läsarens eget antikva typsnitt. Inget typsnitt laddas."),
        (
            Sample(
                "colours",
                _("Färger"),
                _("Allt hämtar färg härifrån, i ljust och mörkt."),
                _("Färg som ensam bärare av något."),
            ),
            Sample(
                "text", _("Rubriker och text"), _("En rubrik per sida som säger läget. Löptext är högst 38 rem bred.")
            ),
            Sample("icons", _("Ikoner"), _("Alltid bredvid ett ord."), _("Ikon utan ord."), examples.icons),
        ),
    ),
    Group(
        "handlingar",
        _("Handlingar och vägar"),
        _("Det som går att trycka på, och vägarna mellan sidorna."),
        (
            Sample(
                "buttons",
                _("Knappar"),
                _(
                    "Huvudknappen är sidans enda viktigaste handling. Den andra är för övriga, den tysta för att avbryta."
                ),
                _("Navigering. Två farliga knappar bredvid varandra. En släckt knapp utan skäl intill."),
            ),
            Sample(
                "links",
                _("Vägar vidare och källor"),
                _("Vägen vidare leder längre in. Källan står under varje siffra och citat."),
                _("Väg vidare mitt i en mening."),
            ),
            Sample("crumbs", _("Brödsmulor"), _("När sidan ligger djupare än menyn visar."), context=examples.crumbs),
            Sample(
                "tabs",
                _("Flikar"),
                _("Flera sidor om samma sak. Varje flik är en länk med egen adress."),
                _("Att gömma fält i ett formulär."),
                examples.tabs,
            ),
            Sample(
                "languages",
                _("Språkval"),
                _("Före en enkät: varje språk under sitt eget namn."),
                context=examples.languages,
            ),
            Sample("pages", _("Sidor"), _("Listor som är längre än en sida."), context=examples.pages),
            Sample(
                "dialog",
                _("Dialog"),
                _("En enda fråga om följder. Utan skript är den en egen sida."),
                _("Formulär."),
            ),
        ),
    ),
    Group(
        "hjulet",
        _("Hjulets steg"),
        _("Fyra steg: alltid färg, kvarten av hjulet och ord, tillsammans."),
        (
            Sample(
                "stages",
                _("Stegmärke och steglinje"),
                _("Vilket steg något är i."),
                _("Kategorier eller framsteg i ett formulär."),
                examples.stages,
            ),
            Sample("status", _("Läge"), _("Uppnått, delvis, inte uppnått, inte mätt."), _("Hjulets steg.")),
            Sample("todo", _("Att göra"), _("Steg, vad, varför, när och en knapp."), _("Läslistor."), examples.todos),
            Sample("agenda", _("Det som kommer"), _("Datum och händelser i tur och ordning."), context=examples.agenda),
            Sample(
                "thread",
                _("Tråd"),
                _("Ett måls historia, det nyaste sist, en knut per steg."),
                _("Händelseloggar."),
                examples.thread,
            ),
            Sample(
                "chain", _("Målkedja"), _("Målnivåer från fullmäktige till enhet."), _("Brödsmulor."), examples.chain
            ),
        ),
    ),
    Group(
        "formular",
        _("Formulär"),
        _("Ett formulär ritas med en rad, och säger själv vad som är fel och vart man ska."),
        (
            Sample(
                "fields",
                _("Fält"),
                _("Ledtexten står före fältet. Det som får lämnas tomt märks ut."),
                _("Platshållare i stället för rubrik."),
                fields.fresh,
            ),
            Sample(
                "choices",
                _("Val"),
                _("Ett eller flera val, högst nio. Fler än så blir en lista."),
                context=fields.choices,
            ),
            Sample(
                "faults",
                _("När något saknas"),
                _("Fellistan kommer först, får fokus och leder till varje fält."),
                _("Framgång."),
                fields.faulty,
            ),
            Sample(
                "likert",
                _("Påståenden i rad"),
                _("Kort på telefon, tabell på bred skärm. Orden står i varje val."),
                _("Fler än sju steg."),
                examples.likert,
            ),
            Sample(
                "decide",
                _("Beslut"),
                _("Godkänna eller skicka tillbaka. Följer med på bred skärm."),
                context=fields.decision,
            ),
        ),
    ),
    Group(
        "besked",
        _("Besked"),
        _("Vad som just hände, vad som saknas och varför, i en vänlig mening."),
        (
            Sample(
                "messages",
                _("Besked"),
                _("Det som just hände, och vad man gör nu."),
                _("Reklam. Rutor som försvinner av sig själva."),
                examples.messages,
            ),
            Sample(
                "again",
                _("Skicka igen"),
                _("När det inte går just nu: det som skrevs är kvar på sidan och skickas en gång till."),
                context=examples.again,
            ),
            Sample("empty", _("Tomt läge"), _("Inget här: vad som kommer, och en väg vidare."), context=examples.empty),
            Sample(
                "hidden",
                _("Dold uppgift"),
                _("I stället för diagrammet när gruppen är för liten."),
                _("När inget har mätts: använd det tomma läget."),
            ),
            Sample("progress", _("Framsteg"), _("Var i en följd man är."), _("Läget för ett mål.")),
            Sample(
                "errors",
                _("När det blev fel"),
                _("Sidor som säger vad som hände och vad man kan göra."),
                context=examples.errors,
            ),
        ),
    ),
    Group(
        "innehall",
        _("Innehåll"),
        _("Hårlinjer före lådor, luft före hårlinjer."),
        (
            Sample(
                "cards",
                _("Kort"),
                _("Något att göra eller läsa som en helhet. Det sänkta är för bakgrund."),
                _("Att rama in varje avsnitt."),
            ),
            Sample(
                "figures",
                _("Nyckeltal"),
                _("Två till fyra tal, vart och ett med förändring och källa."),
                _("Fler än fyra."),
                examples.figures,
            ),
            Sample(
                "table",
                _("Tabell som blir kort"),
                _("Indikatorer, aktiviteter, register. En rad blir ett kort på telefon."),
                _("Layout."),
                examples.tables,
            ),
            Sample(
                "quote",
                _("Citat, ändringar och kommentarer"),
                _("Ord ur ett dokument, vad som ändrats sedan sist, och en anmärkning på sin plats."),
                context=examples.words,
            ),
            Sample(
                "details",
                _("Utfällning"),
                _("Tabeller bakom diagram, och hur vi räknar."),
                _("Det som alla måste läsa."),
            ),
        ),
    ),
    Group(
        "diagram",
        _("Diagram"),
        _("Färg, mönster och utskrivet tal. Tabellen med samma tal ligger alltid strax under."),
        (
            Sample(
                "scale", _("Staplad skala"), _("Svar på två till fem steg, en rad per fråga."), context=charts.scales
            ),
            Sample("bars", _("Staplar"), _("Ett tal var för några saker. Axeln börjar på noll."), context=charts.bars),
            Sample(
                "trend",
                _("Utveckling"),
                _("En enhet över tid, högst en jämförelse, och målet."),
                _("Fler än två linjer."),
                charts.trends,
            ),
            Sample(
                "heat",
                _("Värmekarta"),
                _("Enheter och områden på samma skala."),
                _("Fler än tio områden."),
                charts.heats,
            ),
        ),
    ),
    Group(
        "ytterlagen",
        _("Ytterlägen"),
        _("Långa ord, många saker, annat håll, stor text. Inget får gå sönder."),
        (
            Sample(
                "long",
                _("Lång text och många saker"),
                _("Prova hit innan en ny komponent är klar."),
                context=examples.long,
            ),
            Sample(
                "rtl",
                _("Från höger till vänster"),
                _("Pilar vänder, tal och diagram gör det inte."),
                context=charts.arabic,
            ),
        ),
    ),
)


def group(key: str) -> Group | None:
    """Return the group with `key`, or None."""
    return next((found for found in GROUPS if found.key == key), None)
