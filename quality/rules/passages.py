"""What may be kept of an answer: words that stand in it, in their order."""

LONGEST = 1000


def passage_in(answer: str, chosen: str) -> str:
    """Return `chosen` with plain blanks where its words stand together in `answer`, else nothing."""
    wanted = " ".join(chosen.split())[:LONGEST]
    return wanted if wanted in " ".join(answer.split()) else ""
