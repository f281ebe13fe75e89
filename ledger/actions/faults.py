"""Says what went wrong without saying about whom: sentences for the page Drift and for the log."""

import traceback

from django.utils.translation import gettext as _

from ledger.kinds import NotDone, Skipped, Unclear


def sentence(*, fault: BaseException) -> str:
    """Return a fault as a sentence. Our own say what they mean; of others only the class and the place are told,
    because their text may hold names, addresses or tokens."""
    if isinstance(fault, NotDone | Skipped | Unclear) and str(fault):
        return str(fault)
    return _("Oväntat fel: %(what)s.") % {"what": place(fault=fault)}


def place(*, fault: BaseException) -> str:
    """Return the class of a fault and the line of code where it arose, and nothing of its text."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = f" i {frames[-1].filename.rsplit('/', 1)[-1]} rad {frames[-1].lineno}" if frames else ""
    return f"{type(fault).__name__}{where}"
