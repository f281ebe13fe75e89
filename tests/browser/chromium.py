"""Which Chromium the suite drives, and how it is started."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
]


def path() -> str:
    """Return the path of the system's Chromium, or an empty string. CHROMIUM names another."""
    named = os.environ.get("CHROMIUM", "")
    if named and Path(named).exists():
        return named
    return next((found for name in NAMES if (found := shutil.which(name))), "")
