"""Asks this machine's own web process whether it lives: `python -I config/healthcheck.py [port]`."""

import http.client
import os
import sys
from urllib.parse import urlsplit

OK = 200


def lives(port: int = 8000) -> bool:
    """Return whether /healthz answers 200 under the host name of SITE_URL."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz", headers={"Host": urlsplit(os.environ["SITE_URL"]).hostname or ""})
        return connection.getresponse().status == OK
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if lives(*map(int, sys.argv[1:])) else 1)
