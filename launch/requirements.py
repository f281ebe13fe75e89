"""Locked requirements as text: taken apart into shares that installers can work on at the same time."""


def entries(text: str) -> list[str]:
    """Return the requirements of a lock file, each with its hashes."""
    found: list[str] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0].isspace() and found:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def shares(text: str, count: int) -> list[str]:
    """Return the requirements in `count` shares of about the same work (fewer where there is little).

    What an installer spends its time on is a package's list of files, and that is as long as its list of hashes.
    """
    piles: list[list[str]] = [[] for _ in range(count)]
    for entry in sorted(entries(text), key=_work, reverse=True):
        min(piles, key=lambda pile: sum(map(_work, pile))).append(entry)
    return ["\n".join(pile) + "\n" for pile in piles if pile]


def _work(entry: str) -> int:
    return 20 + entry.count("--hash")
