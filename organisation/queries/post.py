"""What the private post office of the demo has received: a Maildir, read."""

import datetime as dt
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

NEWEST = 50


@dataclass(frozen=True)
class Letter:
    """One mail, as its reader sees it."""

    key: str
    to: str
    subject: str
    text: str
    sent_at: dt.datetime | None


def letters(folder: str) -> list[Letter]:
    """Return the fifty newest mails in the Maildir `folder`, newest first; none when there is no such folder."""
    if not folder or not (Path(folder) / "new").is_dir():
        return []
    files = [path for part in ("new", "cur") for path in (Path(folder) / part).glob("*") if path.is_file()]
    newest = sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)[:NEWEST]
    return [_read(path) for path in newest]


def letter(folder: str, key: str) -> Letter | None:
    """Return the mail named `key` among the newest, or None."""
    return next((found for found in letters(folder) if found.key == key), None)


def _read(path: Path) -> Letter:
    message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(path.read_bytes())
    body = message.get_body(preferencelist=("plain",))
    return Letter(
        key=path.name.partition(":")[0],
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=str(body.get_content()) if body else "",
        sent_at=_moment(str(message["Date"] or "")),
    )


def _moment(date: str) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(date)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
