"""A condition as a sentence: "Visas om ‘Hur ofta är ni ute?’ är ‘Sällan’ eller ‘Aldrig’"."""

from surveys.rules.definition.fields import Field, fields
from surveys.rules.definition.texts import shortened
from surveys.rules.definition.version import Version
from surveys.rules.logic.tree import Node, Op, field_name
from surveys.rules.tables import bilingual, speech

_WORDS = bilingual("""
shown
    Visas om {condition}
    Shown if {condition}
asked
    Svara bara om {condition}
    Answer only if {condition}
always
    Visas alltid
    Always shown
and
    och
    and
or
    eller
    or
==
    {left} är {right}
    {left} is {right}
!=
    {left} är besvarad med något annat än {right}
    {left} is answered with something else than {right}
!=-value
    {left} är något annat än {right}
    {left} is something else than {right}
<
    {left} är mindre än {right}
    {left} is less than {right}
<=
    {left} är högst {right}
    {left} is at most {right}
>
    {left} är mer än {right}
    {left} is more than {right}
>=
    {left} är minst {right}
    {left} is at least {right}
<-date
    {left} är före {right}
    {left} is before {right}
<=-date
    {left} är senast {right}
    {left} is {right} at the latest
>-date
    {left} är efter {right}
    {left} is after {right}
>=-date
    {left} är tidigast {right}
    {left} is {right} at the earliest
answered
    {left} är besvarad
    {left} is answered
not-answered
    {left} inte är besvarad
    {left} is not answered
includes
    {right} är valt i {left}
    {right} is chosen in {left}
matches
    {left} är skrivet som {right}
    {left} is written like {right}
weight
    poängen för {left}
    the points of {left}
count
    antalet av ({parts}) som är besvarade eller stämmer
    how many of ({parts}) are answered or hold
sum
    summan av {parts}
    the sum of {parts}
mean
    medelvärdet av {parts}
    the mean of {parts}
min
    det minsta av {parts}
    the least of {parts}
max
    det största av {parts}
    the greatest of {parts}
today
    dagens datum
    today's date
date_diff_days
    antalet dagar från {left} till {right}
    the number of days from {left} to {right}
if
    {then} om {condition}
    {then} if {condition}
else
    annars {value}
    else {value}
true
    ja
    yes
false
    nej
    no
null
    inget
    nothing
""")
ORDERED = ("<", "<=", ">", ">=")
SIGNS = {"+": " + ", "-": " − ", "*": " · ", "/": " / "}


def in_words(version: Version, node: Node, language: str = "sv", said: str = "shown") -> str:
    """Return when something is shown, in Swedish, or in English for any other language. Texts are cut at about 48 characters.

    said: "asked" where nothing can be hidden, on paper.
    """
    words = _Words(version, speech(language))
    return words.say("always") if node is None else words.say(said, condition=words.phrase(node, outer=True))


class _Words:
    def __init__(self, version: Version, language: str) -> None:
        self.version = version
        self.language = language
        self.by_name = {field.name: field for field in fields(version)}

    def say(self, key: str, **values: str) -> str:
        return _WORDS[key][self.language].format(**values)

    def phrase(self, node: Node, *, outer: bool = False) -> str:
        """Return a part in words; groups within groups stand in brackets."""
        if not isinstance(node, Op):
            return self.literal(node, None)
        if node.name in ("and", "or"):
            return self._group(node, outer=outer)
        if node.name in ("==", "!=", *ORDERED):
            return self._comparison(node)
        if node.name in SIGNS:
            text = SIGNS[node.name].join(self.phrase(arg) for arg in node.args)
            return text if outer else f"({text})"
        return self._other(node)

    def _other(self, node: Op) -> str:
        args = node.args
        if node.name == "var":
            return self.variable(str(args[0]))
        if node.name == "!":
            inner = args[0]
            return self.say("not-answered", left=self.phrase(inner.args[0] if isinstance(inner, Op) else inner))
        if node.name == "in":
            return self._in(node)
        if node.name == "if":
            return self._if(node)
        if node.name in ("count", "sum", "mean", "min", "max"):
            return self.say(node.name, parts=self.listed([self.phrase(arg) for arg in args], "and"))
        texts = [self.phrase(arg) for arg in args]
        return self.say(node.name, **dict(zip(("left", "right"), texts, strict=False)))

    def _group(self, node: Op, *, outer: bool) -> str:
        merged = self._merged(node) if node.name == "or" else None
        if merged:
            return merged
        text = f" {self.say(node.name)} ".join(self.phrase(arg) for arg in node.args)
        return text if outer or len(node.args) == 1 else f"({text})"

    def _merged(self, node: Op) -> str | None:
        """Say "q is a or b" of "q is a" or "q is b"."""
        names, codes = set(), []
        for arg in node.args:
            if (
                not isinstance(arg, Op)
                or arg.name != "=="
                or not isinstance(arg.args[0], Op)
                or arg.args[0].name != "var"
            ):
                return None
            names.add(str(arg.args[0].args[0]))
            codes.append(arg.args[1])
        if len(names) != 1 or any(isinstance(code, Op) for code in codes):
            return None
        return self._is_one_of(names.pop(), codes)

    def _is_one_of(self, name: str, codes: list[Node]) -> str:
        field = self.by_name.get(name)
        return self.say(
            "==", left=self.variable(name), right=self.listed([self.literal(code, field) for code in codes], "or")
        )

    def _comparison(self, node: Op) -> str:
        left, right = node.args
        fields_of = [self.field(arg) for arg in (left, right)]
        texts = [
            self.phrase(arg) if isinstance(arg, Op) else self.literal(arg, other)
            for arg, other in ((left, fields_of[1]), (right, fields_of[0]))
        ]
        key = node.name
        if key in ORDERED and any(self._is_date(arg) for arg in (left, right)):
            key = f"{key}-date"
        elif key == "!=" and not (isinstance(left, Op) and left.name == "var"):
            key = "!=-value"
        return self.say(key, left=texts[0], right=texts[1])

    def _is_date(self, node: Node) -> bool:
        field = self.field(node)
        return (isinstance(node, Op) and node.name == "today") or (field is not None and field.kind.value == "date")

    def _in(self, node: Op) -> str:
        left, right = node.args
        if isinstance(right, Op):
            return self.say("includes", left=self.phrase(right), right=self.literal(left, self.field(right)))
        codes = list(right) if isinstance(right, tuple) else [right]
        if isinstance(left, Op) and left.name == "var":
            return self._is_one_of(str(left.args[0]), list(codes))
        return self.say(
            "==", left=self.phrase(left), right=self.listed([self.literal(code, None) for code in codes], "or")
        )

    def _if(self, node: Op) -> str:
        args, said = node.args, []
        for index in range(0, len(args) - 1, 2):
            said.append(self.say("if", condition=self.phrase(args[index]), then=self.phrase(args[index + 1])))
        return f"({', '.join([*said, self.say('else', value=self.phrase(args[-1]))])})"

    def field(self, node: Node) -> Field | None:
        """Return the field that a part of a condition names, not its weight."""
        return self.by_name.get(str(node.args[0])) if isinstance(node, Op) and node.name == "var" else None

    def variable(self, name: str) -> str:
        """Return the text of what a variable stands for, in quotation marks."""
        if name.endswith(".weight"):
            return self.say("weight", left=self.variable(field_name(name)))
        field = self.by_name.get(name)
        if field and not field.other_of:
            text = field.row.text if field.row else field.item.text
            return self.quoted(text.shown(self.language, self.version.base)[0] or name)
        return self.quoted(name)

    def literal(self, value: object, field: Field | None) -> str:
        """Return a literal: the label of a code when it is compared with a field."""
        if isinstance(value, Op):
            return self.phrase(value)
        if isinstance(value, bool) or value is None:
            return self.say("null" if value is None else str(value).lower())
        if isinstance(value, int | float):
            text = f"{value:g}" if abs(value) < 10**6 else f"{value:.10g}"
            return text.replace(".", ",").replace("-", "−") if self.language == "sv" else text.replace("-", "−")
        option = field.scale.option(str(value)) if field and field.scale else None
        return self.quoted(option.shown(self.language, self.version.base)[0] if option else str(value))

    def listed(self, texts: list[str], word: str) -> str:
        """Return "a, b or c"."""
        return f"{', '.join(texts[:-1])} {self.say(word)} {texts[-1]}" if len(texts) > 1 else "".join(texts)

    def quoted(self, text: str) -> str:
        return f"‘{shortened(text)}’"
