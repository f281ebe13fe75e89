"""Asks this container's own web process whether it lives: `python -I config/healthcheck.py`."""

import http.client
import os
import sys
from urllib.parse import urlsplit

OK = 200


def lives(port: int = 8000) -> bool:
    """Return whether /healthz answers 200 under the host name of SITE_URL."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz", headers={"Host": urlsplit(os.environ["SITE_URL"]).netloc})
        return connection.getresponse().status == OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if lives() else 1)
