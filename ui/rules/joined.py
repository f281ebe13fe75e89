"""How the parts of a bar are laid side by side when some are only known to be small."""

from collections.abc import Sequence
from dataclasses import dataclass

WHOLE = 100.0
LEAST = 1.0  # per cent: a joined part is never left out, nor drawn thinner than this


@dataclass(frozen=True)
class Block:
    """A part as it is drawn: the steps it stands for (`first` to `last`), where it starts, how wide it is, in per cent.

    `share` is the number that may be printed in it; None for a joined part, which prints none.
    """

    first: int
    last: int
    start: float
    width: float
    share: float | None

    @property
    def joined(self) -> bool:
        """Whether several steps are drawn as one."""
        return self.share is None


def blocks(shares: Sequence[float | None], step: float = 1.0) -> list[Block]:
    """Return the parts of one bar. A share of None is one that the release calls small without saying how small.

    Small parts are drawn joined with what stands between them, and one alone is joined with its neighbour towards the
    middle: neither its own width nor the sum of the rest then tells it. Parts of zero are not drawn. Raises `ValueError`
    for negative shares, or for shares that add up to more than rounding to whole `step`s explains.
    """
    known = [share for share in shares if share is not None]
    slack = len(shares) * step / 2
    if any(share < 0 for share in known) or sum(known) > WHOLE + slack:
        raise ValueError(f"Shares of one whole can't be {list(shares)}.")
    if not any(known) and len(known) == len(shares):
        return []
    span = _joined_span(shares)
    widths: list[tuple[int, int, float, float | None]] = []
    for index, share in enumerate(shares):
        if index in span:
            if index == span[0]:
                outside = sum(part or 0.0 for place, part in enumerate(shares) if place not in span)
                widths.append((span[0], span[-1], max(WHOLE - outside, LEAST), None))
        elif share:
            widths.append((index, index, share, share))
    return _laid(widths)


def _joined_span(shares: Sequence[float | None]) -> range:
    small = [index for index, share in enumerate(shares) if share is None]
    if not small:
        return range(0)
    first, last = small[0], small[-1]
    if first == last and len(shares) > 1:
        if first < (len(shares) - 1) / 2 or first == 0:
            last += 1
        else:
            first -= 1
    return range(first, last + 1)


def _laid(widths: list[tuple[int, int, float, float | None]]) -> list[Block]:
    total = sum(width for _, _, width, _ in widths)
    laid, start = [], 0.0
    for first, last, width, share in widths:
        drawn = width * WHOLE / total
        laid.append(Block(first, last, start, drawn, share))
        start += drawn
    return laid
