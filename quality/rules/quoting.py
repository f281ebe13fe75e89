"""Quoting word for word: whether a passage stands in a text."""


def passage(words: str) -> str:
    """Return the words as they are compared: spaces and line breaks are all one space."""
    return " ".join(words.split())


def is_passage(words: str, text: str) -> bool:
    """Return whether `words` stand in `text` word for word, whole words only, whatever their line breaks."""
    wanted, whole = passage(words).split(" "), passage(text).split(" ")
    return bool(wanted[0]) and any(
        whole[start : start + len(wanted)] == wanted for start in range(len(whole) - len(wanted) + 1)
    )
