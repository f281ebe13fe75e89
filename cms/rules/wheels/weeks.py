"""Weeks and days as people write them: “28–31, 52” and “7, 1”."""

import re
from collections.abc import Iterable

RUN = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")
LONGEST_RUN = 60


def written_weeks(weeks: Iterable[int]) -> str:
    """Return weeks as they are written: those that follow each other as a stretch."""
    runs: list[list[int]] = []
    for week in sorted(weeks):
        if runs and runs[-1][-1] == week - 1:
            runs[-1].append(week)
        else:
            runs.append([week])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def weeks_in(text: str) -> list[int | str]:
    """Return the weeks of a text in order, each once. What is none stays as it was written, for the checks to name."""
    found: list[int | str] = []
    for part in (part.strip() for part in re.split(r"[,;\n]", text)):
        run = RUN.fullmatch(part)
        if run and int(run[1]) <= int(run[2]) <= int(run[1]) + LONGEST_RUN:
            found += range(int(run[1]), int(run[2]) + 1)
        elif part:
            found.append(number_in(part))
    return list(dict.fromkeys(found))


def numbers_in(text: str) -> list[int | str]:
    """Return the numbers of a text with commas between. What is none stays as it was written."""
    return [number_in(part) for part in (part.strip() for part in re.split(r"[,;\s]", text)) if part]


def number_in(text: str) -> int | str:
    """Return the whole number that a text is, else the text."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else text
