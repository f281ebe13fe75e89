"""Codes that are typed from paper: Crockford's alphabet, sixteen characters of which the last is a check.

The check is a sum in the field of 32 elements, each character times another power of a generator: every single mistake and
every exchange of two characters is found.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
DATA = LENGTH - 1
BITS = 5
_READ = {"O": "0", "I": "1", "L": "1"}
_MODULUS = 0b100101  # x⁵ + x² + 1, primitive


def _times_x(value: int) -> int:
    value <<= 1
    return value ^ _MODULUS if value & 32 else value


def _check(digits: list[int]) -> int:
    total = 0
    for digit in digits:
        total = _times_x(total ^ digit)
    return total


def code_of(number: bytes) -> str:
    """Return the code of the first 75 bits of `number`."""
    whole = int.from_bytes(number, "big") >> (len(number) * 8 - DATA * BITS)
    digits = [whole >> (BITS * place) & 31 for place in reversed(range(DATA))]
    return "".join(ALPHABET[digit] for digit in [*digits, _check(digits)])


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed, with or without hyphens and in any case; None where it is none."""
    plain = "".join(_READ.get(mark, mark) for mark in typed.upper() if mark not in " -–\t")
    if len(plain) != LENGTH or any(mark not in ALPHABET for mark in plain):
        return None
    digits = [ALPHABET.index(mark) for mark in plain]
    return plain if _check(digits[:-1]) == digits[-1] else None


def grouped(code: str) -> str:
    """Return a code as it is printed: four by four."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))
