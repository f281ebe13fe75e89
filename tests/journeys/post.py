"""A post office of real SMTP that keeps whole letters, so that they can be opened."""

import re
from email.header import decode_header, make_header

from tests.faults.sink import Sink


class PostOffice(Sink):
    """The mail server; its letters are read as their receivers read them."""

    def __init__(self):
        super().__init__()
        self.opened = []

    def keep(self, letter):
        super().keep(letter)
        with self.lock:
            self.opened.append(letter)

    def texts(self, address):
        """Return the subjects and the plain texts of the letters to an address, in the order in which they came."""
        with self.lock:
            letters = [letter for letter in self.opened if letter["To"] == address]
        return [(str(make_header(decode_header(letter["Subject"]))), _plain(letter)) for letter in letters]

    def links(self, address, path=r"/svara/[\w-]{22}/"):
        """Return the first link to a path in each of the letters to an address, without the site."""
        found = [re.search(rf"https?://[^/\s]+({path}\S*)", text) for _subject, text in self.texts(address)]
        return [link[1] for link in found if link]


def _plain(letter):
    (text,) = [part for part in letter.walk() if part.get_content_type() == "text/plain"]
    return text.get_payload(decode=True).decode()
