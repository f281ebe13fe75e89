"""Given names in what a team has typed: a reminder that children are never named, not a proof that one is."""

import re
from collections.abc import Iterable

_COMMON = """
Adam Agnes Albin Alexander Alfred Ali Alice Alicia Alma Alva Amanda Amir Anton Aria Arvid Astrid August Axel Benjamin
Bianca Bonnie Celine Charlie Cornelia Daniel David Ebba Edvin Elias Elin Elina Elisa Ella Ellen Ellie Ellinor Elliot
Elsa Elvira Emil Emilia Emma Emmy Erik Ester Fatima Felicia Felix Filip Filippa Folke Frank Freja Gabriel Greta Gustav
Hanna Harry Hedda Hedvig Henry Hilda Hilma Hugo Ian Ibrahim Ida Idun Ines Ingrid Iris Isabella Isak Jack Jakob Jasmine
Joel Johanna Joline Jonathan Josef Julia Julian Juni Kevin Kian Klara Lea Leah Leia Leo Leon Levi Liam Lilly Lina Linnea
Lisa Livia Loke Lova Love Lovis Lovisa Luca Lucas Ludvig Luna Maja Majken Malte Maria Matilda Max Maximilian Meja
Melissa Melker Melvin Mila Milo Milton Mira Moa Mohammed Molly Myra Märta Nathan Nellie Nicole Nils Noah Noel Noelle
Nora Nova Novalie Oliver Olivia Ollie Omar Oscar Otto Penny Ronja Rut Saga Sally Sam Samuel Sara Sebastian Selma Sigge
Signe Sigrid Simon Siri Sixten Sofia Stella Stina Svea Tage Thea Theo Theodor Tilda Tilde Tuva Tyra Valter Vera Victor
Viggo Vilda Vilgot Vilma Vincent Walter Wilhelm William Wilma Yusuf Zoe
"""
_WORDS_TOO = """
Alva Ask Björn Bo Boa Dag Disa Eden Frej Fri Hav Idol Liv Lo My Nova Saga Sol Sten Storm Ture Ulv Vide
"""
COMMON = frozenset(_COMMON.split())
WORDS_TOO = frozenset(_WORDS_TOO.split())
"""Names that are words as well: told only where they do not begin a sentence."""
SENTENCE = re.compile(r"[^.!?\n:•–-]+")
WORD = re.compile(r"[^\W\d_]+")
MOST = 5  # named in one warning


def names_in(texts: Iterable[str]) -> list[str]:
    """Return given names that stand in `texts`, as they are written, in order and once each; a genitive s is taken off."""
    found: dict[str, None] = {}
    for text in texts:
        for sentence in SENTENCE.findall(text):
            for number, word in enumerate(WORD.findall(sentence)):
                name = _name(word)
                if name and not (number == 0 and name in WORDS_TOO):
                    found[name] = None
    return list(found)[:MOST]


def _name(word: str) -> str:
    known = COMMON | WORDS_TOO
    if word in known:
        return word
    return word[:-1] if word.endswith("s") and word[:-1] in known else ""
