"""Texts in two languages, written as blocks of three lines: a name, the Swedish, the English."""


def bilingual(table: str) -> dict[str, dict[str, str]]:
    """Return name → {"sv": …, "en": …}."""
    lines = table.strip().split("\n")
    return {
        name.strip(): {"sv": swedish.strip(), "en": english.strip()}
        for name, swedish, english in zip(lines[::3], lines[1::3], lines[2::3], strict=True)
    }


def speech(language: str) -> str:
    """Return the language to speak: Swedish, or English for any other."""
    return "sv" if language == "sv" else "en"
