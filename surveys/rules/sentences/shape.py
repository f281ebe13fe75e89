"""What can be wrong with the shape of a document: code and severity, then the sentence in Swedish and in English."""

SHAPE = """
not-json error
    Filen är inte JSON: den går inte att läsa vid rad {line}, tecken {column}.
    The file is not JSON: it cannot be read at line {line}, character {column}.
json-refused error
    Filen säger ”{value}” två gånger i samma objekt, eller är det inget tal.
    The file says “{value}” twice in one object, or it is no number.
too-many-bytes error
    Filen är större än {most} MB.
    The file is larger than {most} MB.
too-deep error
    Det är för många nivåer inuti varandra.
    There are too many levels inside one another.
format-unknown error
    Filen säger att den är ”{value}”. Här läses {choices}.
    The file says that it is “{value}”. What is read here is {choices}.
not-string error
    Här ska stå en text, men det är {value}.
    A text belongs here, but it is {value}.
not-boolean error
    Här ska stå sant eller falskt, men det är {value}.
    True or false belongs here, but it is {value}.
not-number error
    Här ska stå ett tal, men det är {value}.
    A number belongs here, but it is {value}.
not-list error
    Här ska stå en lista, men det är {value}.
    A list belongs here, but it is {value}.
not-object error
    Här ska stå ett objekt, men det är {value}.
    An object belongs here, but it is {value}.
not-text error
    Här ska stå texter per språk, men det är {value}.
    Texts by language belong here, but it is {value}.
not-condition error
    Här ska stå ett villkor, men det är {value}.
    A condition belongs here, but it is {value}.
not-allowed-text error
    Texten innehåller tecken som inte får stå här.
    The text holds characters that may not stand here.
not-a-choice error
    ”{value}” går inte att välja här. Välj bland: {choices}.
    “{value}” cannot be chosen here. Choose among: {choices}.
not-whole error
    Talet {value} ska vara ett heltal.
    The number {value} must be whole.
too-many-decimals error
    Talet {value} har för många decimaler: högst {most}.
    The number {value} has too many decimals: at most {most}.
number-outside error
    Talet ska ligga mellan {least} och {most}.
    The number must lie between {least} and {most}.
too-long error
    Texten är för lång: högst {most} tecken.
    The text is too long: at most {most} characters.
too-many error
    Det är {count} stycken. Högst {most} ryms.
    There are {count}. At most {most} fit.
too-many-items error
    Det är {count} frågor. En enkät har högst {most}.
    There are {count} questions. A questionnaire has at most {most}.
unknown-field error
    ”{value}” hör inte hemma här.
    “{value}” does not belong here.
field-missing error
    ”{value}” saknas.
    “{value}” is missing.
language-tag error
    ”{value}” är ingen språkkod. Skriv till exempel sv, en eller pt-BR.
    “{value}” is no language tag. Write for instance sv, en or pt-BR.
text-state error
    En text har ”text” och ”state”. Läget är ett av: {choices}.
    A text has “text” and “state”. The state is one of: {choices}.
key-slug error
    ”{value}” duger inte som nyckel: små bokstäver a–z, siffror, bindestreck, och en bokstav först.
    “{value}” will not do as a key: small letters a–z, digits, hyphens, a letter first.
code-slug error
    ”{value}” duger inte som kod: bokstäver a–z, siffror och bindestreck.
    “{value}” will not do as a code: letters a–z, digits and hyphens.
date-limit error
    ”{value}” är inget datum. Skriv som 2024-08-19, eller today.
    “{value}” is no date. Write like 2024-08-19, or today.
item-type error
    ”{value}” är ingen frågesort. Det finns: {choices}.
    “{value}” is no type of question. There are: {choices}.
tree-too-large error
    Villkoret är för stort: högst {deep} nivåer och {most} delar.
    The condition is too large: at most {deep} levels and {most} parts.
operator-unknown error
    ”{value}” går inte att räkna med. Det som går är: {known}.
    “{value}” cannot be worked with. What can: {known}.
operator-arguments error
    ”{value}” tar {least} till {most} delar men har {count}; ”if” ett udda antal.
    “{value}” takes {least} to {most} parts but has {count}; “if” an odd number.
var-name error
    ”{value}” kan inte vara namnet på ett svar.
    “{value}” cannot be the name of an answer.
"""
