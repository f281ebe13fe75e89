"""The one way in which a file is turned away."""


class Refused(Exception):
    """The file cannot be read as a plan. `str()` is a Swedish sentence that the reader can act on.

    `sentence` is that sentence with blanks in braces, `values` what fills them: so it can be said in another language.
    """

    def __init__(self, sentence: str, **values: str | int) -> None:
        super().__init__(sentence.format(**values) if values else sentence)
        self.sentence = sentence
        self.values = values
