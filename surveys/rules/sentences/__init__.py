"""The sentences of findings, in Swedish and English, with what each means for publishing; and the names of places."""

from surveys.rules.sentences.publishing import CONDITIONS, PARTS, VERSIONS
from surveys.rules.sentences.shape import SHAPE
from surveys.rules.tables import bilingual

_ALL = {head: texts for table in (SHAPE, PARTS, CONDITIONS, VERSIONS) for head, texts in bilingual(table).items()}

SENTENCES = {head.split()[0]: texts for head, texts in _ALL.items()}
"""code → language → sentence"""

SEVERITIES = dict(head.split() for head in _ALL)
"""code → severity"""

_PLACES = """
sections | avsnitt | section
items | fråga | question
rows | rad | row
scales | skala | scale
options | alternativ | option
scores | index | index
parts | delindex | part
bands | band | band
when | villkor | condition
value | uträkning | calculation
text | text | text
help | hjälptext | help text
title | rubrik | title
lead | ingress | lead
closing | sluttext | closing text
label | etikett | label
key | nyckel | key
code | kod | code
weight | poäng | weight
languages | språk | language
headings | rubrik | heading
lineage | förhållande till förra utgåvan | relation to the version before
scale | skala | scale
points | poäng | points
positive | positiva svar | positive answers
pattern | mönster | pattern
least | minst | at least
most | högst | at most
type | sort | type
show | visning | shown as
format | format | format
base | grundspråk | base language
name | svar | answer
option | alternativ | option
state | läge | state
missing | vet ej eller ej aktuellt | don't know or not applicable
exclusive | utesluter andra | excludes others
other | annat, nämligen | other, namely
required | krav på svar | whether an answer is needed
group | grupp | group
decimals | decimaler | decimals
unit | enhet | unit
lines | rader | lines
pattern_hint | hjälp till mönstret | help with the pattern
earliest | tidigast | earliest
latest | senast | latest
consent | samtycke | consent
yes | text för ja | text for yes
no | text för nej | text for no
source | källa | source
measure | mått | measure
over | räknas över | reckoned over
reversed | vänd skala | reversed
unknown_counts | vet ej i nämnaren | don't know in the denominator
minus | minus | minus
times | gånger | times
start | början | start
"""
PLACES: dict[str, dict[str, str]] = {"sv": {"": "enkäten"}, "en": {"": "the questionnaire"}}
"""Steps of a JSON pointer, as an editor calls them."""

for _line in _PLACES.strip().split("\n"):
    _step, PLACES["sv"][_step], PLACES["en"][_step] = _line.split(" | ")
