"""What keeps a plan from being adopted, in sentences that name the row."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quality.rules.plan import Fault, FaultKind

OF_THE_PLAN = {
    FaultKind.TITLE: gettext_lazy("Planen har ingen titel. Skriv vad den heter."),
    FaultKind.TOO_LONG: gettext_lazy("Planens titel är för lång. Korta den till 255 tecken."),
    FaultKind.PERIOD: gettext_lazy("Planens sista dag ligger före den första. Rätta perioden."),
}
OF_A_ROW = {
    FaultKind.LEVEL: gettext_lazy(
        "”%(row)s” har ingen nivå. Välj om det är ett nämndmål, ett enhetsmål eller något annat."
    ),
    FaultKind.PERIODICITY: gettext_lazy("Indikatorn ”%(row)s” har en periodicitet som inte finns. Välj en i listan."),
    FaultKind.DIRECTION: gettext_lazy("Indikatorn ”%(row)s” har en riktning som inte finns. Välj en i listan."),
    FaultKind.DUPLICATE: gettext_lazy(
        "”%(row)s” har samma id som en annan rad. Ta bort den ena raden och skriv den på nytt, så får den ett eget."
    ),
    FaultKind.UNKNOWN_PARENT: gettext_lazy(
        "”%(row)s” ligger under ett mål som inte finns i planen. Välj ett annat, eller inget."
    ),
    FaultKind.OWN_ANCESTOR: gettext_lazy(
        "”%(row)s” ligger under sig självt, genom andra mål. Välj ett annat mål att ligga under."
    ),
    FaultKind.DATES: gettext_lazy("Aktiviteten ”%(row)s” slutar innan den börjar. Rätta dagarna."),
    FaultKind.TOO_LONG: gettext_lazy(
        "”%(row)s” har ett fält som är för långt. Årsmål och ansvarig rymmer 255 tecken, läroplansmål 60 och måttenhet 40."
    ),
    FaultKind.NOT_HIGHER: gettext_lazy(
        "”%(row)s” bidrar till ett mål som inte hör till en plan högre upp. Välj ett annat, eller inget."
    ),
}
LONGEST = 120


def sentences(found: Iterable[Fault]) -> list[str]:
    """Return a sentence for each fault, each once."""
    return list(dict.fromkeys(sentence(fault) for fault in found))


def sentence(fault: Fault) -> str:
    """Return what is wrong and what to do about it."""
    if fault.id is None:
        return str(
            OF_THE_PLAN.get(fault.kind) or _("Planen kan inte antas som den är (%(kind)s).") % {"kind": fault.kind}
        )
    if fault.kind == FaultKind.TITLE:
        return _("Ett mål, en indikator eller en aktivitet saknar text. Skriv vad det är, eller ta bort raden.")
    words = OF_A_ROW.get(fault.kind) or gettext_lazy("”%(row)s” kan inte antas som det är.")
    return str(words) % {"row": fault.title[:LONGEST].strip() or _("utan rubrik")}
