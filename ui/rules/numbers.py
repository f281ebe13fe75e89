"""Numbers as they are read: `4,9` and `83 %` with a no-break space in Swedish, `4.9` and `83%` in English."""

NO_BREAK = "\u00a0"
MINUS = "\u2212"


def number(value: float, *, decimals: int | None = None, language: str = "sv") -> str:
    """Return `value` in words of figures: thousands apart, `decimals` of them (None: as many as it has, at most two)."""
    swedish = language.startswith("sv")
    places = _places(value) if decimals is None else decimals
    rounded = round(value, places)
    text = f"{abs(rounded):,.{places}f}"
    if swedish:
        text = text.replace(",", NO_BREAK).replace(".", ",")
    return (MINUS if rounded < 0 else "") + text


def percent(value: float, *, decimals: int | None = None, language: str = "sv") -> str:
    """Return `value` (83 means 83 per cent) with its sign."""
    between = NO_BREAK if language.startswith("sv") else ""
    return number(value, decimals=decimals, language=language) + between + "%"


def with_unit(value: float, unit: str, *, decimals: int | None = None, language: str = "sv") -> str:
    """Return `value` with `unit` after it; `%` as `percent` writes it, an empty unit as a bare number."""
    if unit == "%":
        return percent(value, decimals=decimals, language=language)
    text = number(value, decimals=decimals, language=language)
    return f"{text}{NO_BREAK}{unit}" if unit else text


def _places(value: float) -> int:
    return next(places for places in (0, 1, 2) if round(value, places) == round(value, 2))
