"""Rounding, once, at the end: half away from zero, as one learns it at school and as readers expect of 2.25 → 2,3.

Sums and quotients are kept as fractions until then, so that 2.25 is 2.25 and not 2.2499999999999996.
"""

from decimal import Decimal
from fractions import Fraction

HALF = Fraction(1, 2)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Return the value with this many decimals, halves away from zero: 2.25 → 2.3, −2.25 → −2.3."""
    scaled = abs(value) * 10**decimals + HALF
    whole = scaled.numerator // scaled.denominator
    return Decimal(-whole if value < 0 else whole).scaleb(-decimals)


def written(value: Fraction, decimals: int, language: str = "sv") -> str:
    """Return the rounded value as text: "3,7" in Swedish, "3.7" in English; a minus is a minus sign."""
    text = f"{rounded(value, decimals):.{decimals}f}"
    text = text.replace("-", "−") if rounded(value, decimals) else text.removeprefix("-")
    return text if language == "en" else text.replace(".", ",")
