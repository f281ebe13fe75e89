"""A condition as a sentence: "Visas om ‘Hur ofta är ni ute?’ är ‘Sällan’ eller ‘Aldrig’"."""

from collections.abc import Mapping

from surveys.rules.definition.fields import Field, fields
from surveys.rules.definition.texts import shortened
from surveys.rules.definition.version import Version
from surveys.rules.logic.sayings import SAYINGS
from surveys.rules.logic.tree import Node, Op, field_name
from surveys.rules.phrases import READ, Phrases, phrases
from surveys.rules.tables import speech

ORDERED = ("<", "<=", ">", ">=")
SIGNS = {"+": " + ", "-": " − ", "*": " · ", "/": " / "}


def in_words(version: Version, node: Node, language: str = "sv") -> str:
    """Return when something is shown, in Swedish, or in English for any other language. Texts are cut at about 48 characters."""
    words = _Words(version, phrases(speech(language)))
    return words.say("always") if node is None else words.say("shown", condition=words.phrase(node, outer=True))


def asked_in_words(version: Version, node: Node, words: Phrases, numbers: Mapping[str, str]) -> str:
    """Return when something is to be answered, where nothing can be hidden: on paper, in the language of `words`.

    numbers: of the questions as they are printed, by name of field; they stand before the texts that are spoken of.
    """
    said = _Words(version, words, numbers)
    return said.say("asked", condition=said.phrase(node, outer=True))


class _Words:
    def __init__(self, version: Version, words: Phrases, numbers: Mapping[str, str] | None = None) -> None:
        self.version = version
        self.words = words
        self.language = words.language
        self.numbers = numbers or {}
        self.by_name = {field.name: field for field in fields(version)}

    def say(self, key: str, **values: str) -> str:
        if self.language in READ:
            return SAYINGS[key][self.language].format(**values)
        return self.words.say(f"when-{key}", **values)

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
            return self.quoted(self.numbered(name, text.shown(self.language, self.version.base)[0] or name))
        return self.quoted(name)

    def numbered(self, name: str, text: str) -> str:
        """Return a question with its number before it, where questions have numbers."""
        return f"{self.numbers[name]}. {text}" if name in self.numbers else text

    def literal(self, value: object, field: Field | None) -> str:
        """Return a literal: the label of a code when it is compared with a field."""
        if isinstance(value, Op):
            return self.phrase(value)
        if isinstance(value, bool) or value is None:
            return self.say("null" if value is None else str(value).lower())
        if isinstance(value, int | float):
            text = f"{value:g}" if abs(value) < 10**6 else f"{value:.10g}"
            return (text if self.language == "en" else text.replace(".", ",")).replace("-", "−")
        option = field.scale.option(str(value)) if field and field.scale else None
        return self.quoted(option.shown(self.language, self.version.base)[0] if option else str(value))

    def listed(self, texts: list[str], word: str) -> str:
        """Return "a, b or c"."""
        return f"{', '.join(texts[:-1])} {self.say(word)} {texts[-1]}" if len(texts) > 1 else "".join(texts)

    def quoted(self, text: str) -> str:
        return f"‘{shortened(text)}’"
