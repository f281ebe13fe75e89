"""Mail as an effect: one connection per batch, one Message-ID per effect, and an exact word on how it went."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend
from django.utils.translation import gettext as _

from ledger.kinds.effects import EffectKind, EffectRow, NeverDone, NotDone, Skipped, Unclear, Unreachable
from ledger.rules import chain, outbox

SMTP = "django.core.mail.backends.smtp.EmailBackend"
CLOSING = 421
PERMANENT = 500  # RFC 5321: 4xx may pass, 5xx will not
Compose = Callable[[EffectRow], EmailMessage | None]


class _Told(smtplib.SMTP):
    """An SMTP connection that knows whether the letter itself was handed over."""

    handed_over = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand over the letter: from here until the answer nobody knows whether it arrives."""
        self.handed_over = True
        answer = super().data(msg)
        self.handed_over = False
        return answer


class _ToldInside(_Told, smtplib.SMTP_SSL):
    """The same, inside TLS from the first byte."""


class PostOffice(EmailBackend):
    """Django's SMTP backend over a connection that knows how far a letter came."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The class of the connection."""
        return _ToldInside if self.use_ssl else _Told


_open: ContextVar[BaseEmailBackend | None] = ContextVar("ledger_post_office", default=None)


@contextmanager
def post_office() -> Iterator[None]:
    """Let all mail sent inside go over one connection, opened by the first and closed at the end."""
    office = PostOffice() if settings.EMAIL_BACKEND == SMTP else get_connection()
    token = _open.set(office)
    try:
        yield
    finally:
        _open.reset(token)
        _close(office)


def mail_kind(compose: Compose, **options: Any) -> EffectKind:
    """Return a kind of effect that sends the letter which `compose` writes; `options` are those of `EffectKind`.

    compose: given the row, returns the letter, or None where it is not to be sent any more (or raises `Skipped` with
        the reason). It only reads: it may be called again.
    """

    def perform(row: EffectRow) -> None:
        try:
            message = compose(row)
        except (NotDone, Skipped):
            raise
        except Exception as fault:
            raise NotDone(_("Brevet kunde inte skrivas (%(what)s).") % {"what": type(fault).__name__}) from fault
        if message is None:
            raise Skipped(_("Det behövs inte längre."))
        message.extra_headers["Message-ID"] = outbox.message_id(
            secret=chain.derived(settings.LEDGER_KEY, "message-id"), kind=row.kind, key=row.key, host=_host()
        )
        deliver(message)

    return EffectKind(perform, outside=True, during=post_office, **options)


def deliver(message: EmailMessage) -> None:
    """Send one letter. Raises `Unreachable`, `NotDone` or `NeverDone` where it surely did not go, else `Unclear`."""
    office = _open.get()
    if office is None:
        with post_office():
            deliver(message)
        return
    _connect(office)
    try:
        office.send_messages([message])
    except smtplib.SMTPRecipientsRefused as fault:
        codes = [code for code, _answer in fault.recipients.values()]
        raise _refused(max(codes, default=550), _("Mejlservern tog inte emot adressen")) from None
    except smtplib.SMTPResponseException as fault:
        if fault.smtp_code == CLOSING:
            _close(office)
        raise _refused(fault.smtp_code, _("Mejlservern tog inte emot brevet")) from None
    except OSError as fault:
        handed_over = getattr(getattr(office, "connection", None), "handed_over", False)
        _close(office)
        if handed_over:
            raise Unclear(
                _("Mejlserverns svar bröts av (%(what)s). Brevet kan ha kommit fram.") % {"what": type(fault).__name__}
            ) from None
        raise NotDone(_("Mejlservern bröt samtalet (%(what)s).") % {"what": type(fault).__name__}) from None


def _connect(office: BaseEmailBackend) -> None:
    try:
        office.open()
    except smtplib.SMTPAuthenticationError:
        raise Unreachable(_("Mejlservern godtar inte våra inloggningsuppgifter.")) from None
    except OSError as fault:
        raise Unreachable(_("Mejlservern svarar inte (%(what)s).") % {"what": type(fault).__name__}) from None


def _close(office: BaseEmailBackend) -> None:
    """Say goodbye; what a broken connection answers to that is of no use to anybody."""
    try:
        office.close()
    except OSError:
        if isinstance(office, EmailBackend):
            office.connection = None


def _refused(code: int, sentence: str) -> NotDone:
    return (NeverDone if code >= PERMANENT else NotDone)(f"{sentence} ({code}).")


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
