"""Where a simulated walk finds a web: the one that runs already, else one of its own for as long as it takes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

from surveys.demo.walking import Browser, Stuck, landed


class Silent(WSGIRequestHandler):
    """Writes no line for each request: an address holds the secret of a letter."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def web(link: str) -> Iterator[str]:
    """Yield the address of a web that opens a link: that of SITE_URL where it does, else one of this process.

    What answers at SITE_URL may be another house, or no house at all: only the link tells.
    """
    if _opens(settings.SITE_URL, link):
        yield settings.SITE_URL
        return
    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent)
    server.set_app(WSGIHandler())
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def _opens(site: str, link: str) -> bool:
    try:
        with Browser(site) as browser:
            landed(browser, link)
    except (OSError, Stuck, ValueError):
        return False
    return True
