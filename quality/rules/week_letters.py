"""When the week's letter goes out: on Monday morning, after the morning's other letters; at most a day late."""

import datetime as dt

FROM = dt.time(7)
LATEST = 1  # weekday: Tuesday; later in the week it is no news


def week_to_send(local: dt.datetime) -> str:
    """Return the week, like “2026-W48”, whose letters may go out by the local time; empty where none may."""
    year, week, _day = local.date().isocalendar()
    if local.weekday() > LATEST or (local.weekday() == 0 and local.time() < FROM):
        return ""
    return f"{year}-W{week:02d}"
