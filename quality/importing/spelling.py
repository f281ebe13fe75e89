"""Words that are one letter off."""


def one_off(written: str, meant: str) -> bool:
    """Return whether `written` is `meant` with one letter changed, added or missing, or in other case. The same is not."""
    if written == meant or abs(len(written) - len(meant)) > 1:
        return False
    a, b = written.casefold(), meant.casefold()
    if a == b:
        return True
    if len(a) > len(b):
        a, b = b, a
    at = next((i for i, letter in enumerate(a) if letter != b[i]), len(a))
    return a[at:] == b[at + 1 :] or (len(a) == len(b) and a[at + 1 :] == b[at + 1 :])
