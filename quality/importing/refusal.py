"""The one way in which a file is turned away."""


class Refused(Exception):
    """The file cannot be read as a plan. `str()` is a Swedish sentence that the reader can act on."""
