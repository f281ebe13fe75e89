"""A refusal: one sentence that says what is wrong and what to do, shown without a traceback."""

import errno
from collections.abc import Sequence

COMPOSE = "docker compose up"
FULL = {errno.ENOSPC, errno.EDQUOT}
CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG}


class Refusal(Exception):
    """Cannot go on. `text` says why and what to do; `lines` are the last lines of the log that shows it."""

    def __init__(self, text: str, lines: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.lines = list(lines)

    def __str__(self) -> str:
        return "\n".join([self.text, *(f"    {line}" for line in self.lines)])


def of_fault(fault: OSError) -> Refusal | None:
    """Return the sentence for an operating system's fault that a person can mend; None for any other."""
    where = fault.filename if fault.filename is not None else "disken"
    if fault.errno in FULL:
        return disk_full(str(where))
    if fault.errno in CLOSED:
        return unwritable(str(where))
    return None


def disk_full(where: str, lines: Sequence[str] = ()) -> Refusal:
    return Refusal(
        f"Disken är full ({where}). Frigör ungefär 1 GB och försök igen, eller lägg lagringen på en annan disk: "
        "make run STATE=/annan/disk/kvalitetshjulet",
        lines,
    )


def unwritable(where: str) -> Refusal:
    return Refusal(
        f"Det går inte att skriva i {where}. Ge dig själv skrivrätt dit, eller lägg lagringen på ett annat ställe: "
        "make run STATE=/en/mapp/som/är/din"
    )


def port_taken(port: int) -> Refusal:
    return Refusal(f"Port {port} är upptagen av ett annat program. Välj en annan: make run PORT={port + 1}")


def port_unusable(port: str) -> Refusal:
    return Refusal(f"PORT={port} går inte att använda. Ange ett tal mellan 1024 och 65535: make run PORT=8000")


def already_running(address: str) -> Refusal:
    return Refusal(
        f"Kvalitetshjulet är redan igång här: {address}\n"
        "Stäng av det med Ctrl-C där det startades. Vill du ha ett till bredvid: make run STATE=.state2 PORT=8001"
    )


def no_binaries(what: str) -> Refusal:
    return Refusal(
        f"Här finns ingen {what} att starta: inget färdigt paket för den här plattformen och ingen installerad. "
        f"Installera {what} (PostgreSQL 15 eller senare, Redis eller Valkey), eller kör allt i behållare: {COMPOSE}"
    )


def no_ordinary_user() -> Refusal:
    return Refusal(
        "PostgreSQL får inte köras som root, och här går det inte att byta till en annan användare. "
        f"Kör som en vanlig användare, eller i behållare: {COMPOSE}"
    )


def other_postgres(folder: str, made_by: str, here: int) -> Refusal:
    return Refusal(
        f"Databasen i {folder} skapades av PostgreSQL {made_by}, men här finns bara PostgreSQL {here}. "
        f"Installera PostgreSQL {made_by} om uppgifterna ska vara kvar. Annars börjar du om från början med: make clean"
    )


def wants_windows() -> Refusal:
    return Refusal(f"På Windows körs Kvalitetshjulet i behållare: {COMPOSE}")


def needs_environment() -> Refusal:
    return Refusal("Python-miljön saknas. Kör först: make env")


def no_venv(lines: Sequence[str]) -> Refusal:
    return Refusal(
        "Det gick inte att skapa Python-miljön .venv. På Debian och Ubuntu saknas ofta ett paket. "
        "Installera det: apt install python3-venv",
        lines,
    )


def failed_preparation(lines: Sequence[str]) -> Refusal:
    """Return the sentence for tables or demo data that could not be made ready, from the last lines that were written."""
    if is_full(lines):
        return disk_full("databasen", lines)
    return Refusal(
        "Databasen kunde inte göras i ordning. Har du bytt till en äldre version av koden, gå tillbaka till den nya. "
        "Är demouppgifterna inte värda att spara, börja om från början med: make clean",
        lines,
    )


def died(name: str, how: str, lines: Sequence[str]) -> Refusal:
    return Refusal(
        f"{name} har stannat ({how}), så allt annat stängdes av. Starta igen med: make run\nDet sista {name} skrev:",
        lines,
    )


def never_ready(address: str, lines: Sequence[str]) -> Refusal:
    return Refusal(f"Webben svarade aldrig på {address}, så allt stängdes av. Det sista den skrev:", lines)


def is_full(lines: Sequence[str]) -> bool:
    """Tell whether a log's last lines speak of a full disk."""
    return any(
        mark in line for line in lines for mark in ("No space left on device", "os error 28", "Disk quota exceeded")
    )


def failed_start(name: str, lines: Sequence[str]) -> Refusal:
    """Return the sentence for a server that would not start, from the last lines that it wrote."""
    if is_full(lines):
        return disk_full(name, lines)
    return Refusal(f"{name} gick inte att starta. Det sista den skrev:", lines)


def not_durable(state: str) -> Refusal:
    return Refusal(f"Servrarna för {state} är redan igång i testernas snabba läge. Vänta tills testerna är klara.")


def in_use(state: str) -> Refusal:
    return Refusal(f"Något använder servrarna i {state}. Vänta tills det är klart och försök igen.")


def needs_uv() -> Refusal:
    return Refusal("Att låsa versionerna kräver uv. Installera det: .venv/bin/python -m pip install uv")


def no_answer(name: str) -> Refusal:
    return Refusal(f"Servrarnas väktare för {name} svarar inte. Försök igen.")


def is_known_install_fault(lines: Sequence[str]) -> bool:
    """Tell whether an installer's last lines name a cause that trying again would not change."""
    return failed_install(lines, "").text != failed_install([], "").text


def failed_install(lines: Sequence[str], platform: str) -> Refusal:
    """Return the sentence for an install that failed, from the last lines that the installer wrote."""
    text = "\n".join(lines)
    if is_full(lines):
        return disk_full(".venv", lines)
    if any(mark in text for mark in NO_NETWORK):
        return Refusal(
            "Paketen kunde inte hämtas: nätet eller paketkällan svarar inte. Kontrollera nätet och kör igen.", lines
        )
    if "DO NOT MATCH THE HASHES" in text or "Hash mismatch" in text:
        return Refusal(
            "Ett hämtat paket är inte det som låsfilen anger. Töm pip:s mellanlager (pip cache purge) och kör igen. "
            "Händer det åter är paketkällan ändrad: installera inte.",
            lines,
        )
    if any(mark in text for mark in NO_WHEEL):
        return Refusal(
            f"Något paket finns inte färdigbyggt för den här plattformen ({platform}). Kör i behållare: {COMPOSE}",
            lines,
        )
    return Refusal(
        "Paketen gick inte att installera. Rätta felet nedan och kör igen; det som blev halvt görs om.", lines
    )


NO_NETWORK = (
    "Temporary failure in name resolution",
    "Failed to establish a new connection",
    "NewConnectionError",
    "Network is unreachable",
    "Connection refused",
    "timed out",
    "ProxyError",
    "Failed to fetch",
    "dns error",
)
NO_WHEEL = (
    "No matching distribution found",
    "no wheels with a matching",
    "has no usable wheels",
    "not a supported wheel on this platform",
    "Failed building wheel",
    "No solution found",
)
