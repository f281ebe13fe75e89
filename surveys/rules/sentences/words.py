"""Words of the format that stand in sentences, as an editor says them."""

from surveys.rules.tables import bilingual

KINDS = bilingual("""
array
    en lista
    a list
boolean
    sant eller falskt
    true or false
null
    tomt
    empty
number
    ett tal
    a number
object
    ett objekt
    an object
other
    något annat
    something else
string
    en text
    a text
""")
"""What a JSON value is."""

MEANINGS = bilingual("""
boolean
    ja eller nej
    yes or no
calculated
    ett uträknat värde
    a calculated value
date
    ett datum
    a date
grid
    en tabell
    a table
hidden
    ett värde från omgången
    a value from the round
info
    en text att läsa
    a text to read
matrix
    en matris
    a matrix
multi
    flera alternativ
    several options
number
    ett tal
    a number
ranking
    en rangordning
    a ranking
row
    en rad i en matris
    a row of a matrix
score
    ett index
    an index
single
    ett alternativ
    one option
text
    fritext
    free text
unknown
    en fråga som inte går att visa än
    a question that cannot be shown yet
?
    något annat
    something else
""")
"""What a key stands for."""

_TYPED = ("string", "boolean", "number", "list", "object", "text", "condition")
_SAID = {f"not-{expected}": (("value",), KINDS) for expected in _TYPED} | {"key-reused": (("before", "now"), MEANINGS)}


def worded(code: str, values: dict[str, str], language: str) -> dict[str, str]:
    """Return the values of a finding's sentence with words of the format ("object") in words of the language ("ett objekt")."""
    names, table = _SAID.get(code, ((), {}))
    return {
        name: table[value][language] if name in names and value in table else value for name, value in values.items()
    }
