"""Where things lie: the state folder with its parts, the short folder for sockets, and the folder elsewhere for root."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from launch.refusal import unwritable

CHECKOUT = Path(__file__).resolve().parent.parent
SOCKET_LIMIT = 100  # bytes; a unix socket's path may be 104 (macOS) or 108 (Linux) long


def state_folder(named: str | Path | None, checkout: Path = CHECKOUT) -> Path:
    """Return the state folder: `named`, else STATE, else `.state`; relative ones lie in the checkout."""
    return Path(os.path.realpath(checkout / (named or os.environ.get("STATE") or ".state")))


@dataclass(frozen=True)
class Places:
    """The paths that belong to one state folder."""

    state: Path

    @property
    def key(self) -> str:
        """A short name for the state folder, the same every time."""
        return hashlib.sha256(os.fsencode(self.state)).hexdigest()[:10]

    @property
    def log(self) -> Path:
        return self.state / "log"

    @property
    def mail(self) -> Path:
        """The Maildir in which every mail lands."""
        return self.state / "mail"

    @property
    def anchors(self) -> Path:
        return self.state / "anchors"

    @property
    def keys(self) -> Path:
        return self.state / "keys"

    @property
    def media(self) -> Path:
        return self.state / "media"

    @property
    def static(self) -> Path:
        """Where static files would be collected; here they are served from where they lie."""
        return self.state / "static"

    @property
    def elsewhere(self) -> Path:
        """The servers' folder where the state folder can't be reached by the user they run as."""
        return Path("/var/tmp") / f"kvalitetshjulet-{self.key}"  # noqa: S108 - its owner and mode are checked

    @property
    def sockets(self) -> Path:
        """The short folder of every socket; the servers' own lie in `servers` inside it."""
        return short_root() / f"kv-{self.key}"

    @property
    def servers(self) -> Path:
        return self.sockets / "s"

    @property
    def control(self) -> Path:
        """The keeper's socket."""
        return self.sockets / "keeper"


def short_root() -> Path:
    """Return the folder with the shortest name that anyone may write in."""
    for name in ("/tmp", tempfile.gettempdir()):  # noqa: S108 - what is made there is private, and checked
        if os.access(name, os.W_OK | os.X_OK):
            return Path(name)
    raise unwritable(tempfile.gettempdir())


def make_own(folder: Path, mode: int) -> Path:
    """Make `folder` with `mode` in a place where others write too, or take over our own; refuse another's."""
    try:
        folder.mkdir(mode)
    except FileExistsError:
        seen = folder.lstat()
        if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != os.geteuid():
            raise unwritable(f"{folder} (den tillhör någon annan)") from None
    folder.chmod(mode)
    return folder
