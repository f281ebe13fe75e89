"""From one possible world to many: a few people change their answers, as long as everything published stays true."""

from collections.abc import Iterator, Sequence

import numpy as np

from surveys.attacker.programme import Column, Programme

TRIES, AT_ONCE, BLANKS = 160, 20, 0.3


def walk(programme: Programme, answers: np.ndarray, steps: int, random: np.random.Generator) -> Iterator[np.ndarray]:
    """Yield possible worlds, each a few answers away from the one before. `answers` is a flat world to begin from."""
    here, sums = answers.copy(), programme.rows @ answers
    columns = programme.rows.T.copy()
    for _step in range(steps):
        moves = _moves(len(programme.columns), programme.steps, random)
        there = _first(programme, columns, here, sums, moves)
        if there is not None:
            here, sums = there, programme.rows @ there
            yield here


def _first(
    programme: Programme, columns: np.ndarray, here: np.ndarray, sums: np.ndarray, moves: np.ndarray
) -> np.ndarray | None:
    """Return what the first of the moves that agrees with everything leads to; a few of them are looked at together."""
    for start in range(0, len(moves), AT_ONCE):
        some = moves[start : start + AT_ONCE]
        after = sums + _change(columns, some)
        for number in np.flatnonzero((after >= programme.low).all(axis=1) & (after <= programme.high).all(axis=1)):
            there = _moved(here, some[number])
            if (there >= programme.least).all() and (there <= programme.most).all():
                return there
    return None


def _moved(here: np.ndarray, move: np.ndarray) -> np.ndarray:
    there = here.copy()
    for variable, by in move:
        if variable >= 0:
            there[variable] += by
    return there


def _moves(columns: int, steps: int, random: np.random.Generator) -> np.ndarray:
    """Return tries × 4 × (variable, by): somebody changes an answer, mostly another person too; −1: a blank."""
    moves = np.zeros((TRIES, 4, 2), dtype=np.int64)
    for person in (0, 2):
        column = random.integers(0, columns, TRIES)
        for place, by in ((person, -1), (person + 1, 1)):
            category = (
                random.integers(-1, steps, TRIES) if random.random() < BLANKS else random.integers(0, steps, TRIES)
            )
            moves[:, place, 0] = np.where(category < 0, -1, column * steps + category)
            moves[:, place, 1] = by
    moves[: TRIES // 4, 2:, 0] = -1
    return moves


def _change(columns: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """Return what moves do to the rows: tries × rows."""
    padded = np.vstack([columns, np.zeros((1, columns.shape[1]), dtype=columns.dtype)])
    return np.asarray((padded[moves[:, :, 0]] * moves[:, :, 1][:, :, None]).sum(axis=1))


def dealt(
    answers: np.ndarray, parts: Sequence[Sequence[int]], columns: Sequence[Column], random: np.random.Generator
) -> np.ndarray:
    """Return a world of single atoms (columns × categories): the answers of each class dealt out among its atoms anyhow."""
    steps = answers.shape[1]
    if len(parts) == len(columns):
        return answers[np.argsort([number for numbers in parts for number in numbers])]
    found = np.array([column.own for column in columns], dtype=np.int64).reshape(len(columns), steps)
    for counts, numbers in zip(answers, parts, strict=True):
        room = [columns[n].ballots - sum(columns[n].own) - columns[n].own_blank for n in numbers]
        deck = np.repeat(np.arange(steps), counts - found[numbers].sum(axis=0))
        deck = np.append(deck, np.full(sum(room) - len(deck), steps))
        random.shuffle(deck)
        for number, cards in zip(numbers, np.split(deck, np.cumsum(room)[:-1]), strict=True):
            found[number] += np.bincount(cards, minlength=steps + 1)[:steps]
    return found
