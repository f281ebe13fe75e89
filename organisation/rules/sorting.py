"""Swedish alphabetical order without the help of a collation library."""

import unicodedata

SWEDISH = str.maketrans({"å": "{", "ä": "|", "ö": "}", "æ": "|", "ø": "}"})
SEPARATE = str.maketrans({"ð": "d", "þ": "th", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "œ": "oe"})


def sort_key(text: str) -> str:
    """Return `text` so that plain byte order is Swedish order: a … z å ä ö, capitals and other accents ignored.

    The letters å, ä, ö become the three characters after z; é sorts as e, ü as y (as in Swedish lists).
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(SWEDISH).replace("ü", "y")
    plain = unicodedata.normalize("NFKD", folded.translate(SEPARATE))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())
