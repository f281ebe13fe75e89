"""Writes `ledger/baseline.sql`: an empty database as the migrations leave it, walked from the first to the last."""

import hashlib
import subprocess
from pathlib import Path

from launch.places import CHECKOUT
from launch.postgres import DATABASE, ROLE
from launch.refusal import Refusal

SCRIPT = CHECKOUT / "ledger" / "baseline.sql"
FIRST = "--\n-- Name: "
LEFT_OUT = ("\\restrict", "\\unrestrict", "COMMENT ON EXTENSION")
HEAD = (
    "-- The tables of an empty house. Written by `make baseline`; read by ledger/baseline.py. Don't edit.\n{made_of}\n"
)


def dumped(psql: Path, sockets: Path) -> str:
    """Return the database behind `sockets` as a script that any PostgreSQL of ours reads. Raises Refusal."""
    options = ["--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=500"]
    where = ["--host", str(sockets), "--username", ROLE, "--dbname", DATABASE]
    done = subprocess.run(
        [psql.with_name("pg_dump"), *options, *where], check=False, capture_output=True, text=True, timeout=120
    )
    if done.returncode:
        raise Refusal(done.stderr.strip())
    return HEAD.format(made_of=made_of()) + cleaned(done.stdout)


def made_of() -> str:
    """Return the line of the script that changes with the house's own migrations: the digest of all of them."""
    found = hashlib.sha256()
    for path in sorted(CHECKOUT.glob("*/migrations/*.py")):
        found.update(f"{path.relative_to(CHECKOUT)}\0".encode() + path.read_bytes() + b"\0")
    return f"-- Made of the migrations {found.hexdigest()[:32]}.\n"


def cleaned(script: str) -> str:
    """Take away the settings of the session that dumped, the client program's own orders, and what only an owner may say."""
    kept = FIRST + script.partition(FIRST)[2]
    return "".join(line for line in kept.splitlines(keepends=True) if not line.startswith(LEFT_OUT))
