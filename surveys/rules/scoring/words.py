"""The rule of a score in words, to be printed beside every figure."""

from collections.abc import Mapping
from decimal import Decimal

from surveys.rules.definition.fields import Field, fields
from surveys.rules.definition.scores import Score, ScoreItem
from surveys.rules.definition.texts import shortened
from surveys.rules.definition.version import Version
from surveys.rules.scoring.reckoning import points_of, positive_codes
from surveys.rules.tables import bilingual, speech

_WORDS = bilingual("""
mean-persons
    Medelvärde: först för varje person över {items}, sedan för alla personer
    Mean: first each person's over {items}, then that of all persons
mean-items
    Medelvärde: först av varje fråga, sedan över {items}
    Mean: first of each question, then over {items}
mean-answers
    Medelvärde av alla svar på {items}
    Mean of all answers to {items}
sum-persons
    Summa för varje person av {items}, sedan medelvärdet för alla personer
    Each person's sum of {items}, then the mean of all persons
sum-items
    Summa av medelvärdena för {items}
    Sum of the means of {items}
share-persons
    Andel positiva svar i procent: först för varje person över {items}, sedan medelvärdet för alla personer
    Share of positive answers in percent: first each person's over {items}, then the mean of all persons
share-items
    Andel positiva svar i procent: först för varje fråga, sedan medelvärdet över {items}
    Share of positive answers in percent: first of each question, then the mean over {items}
share-answers
    Andel positiva svar i procent av alla svar på {items}
    Share of positive answers in percent of all answers to {items}
parts
    Medelvärde av {parts}
    Mean of {parts}
one-item
    en fråga
    one question
many-items
    {count} frågor
    {count} questions
points
    Poäng: {points}
    Points: {points}
points-differ
    Poängen skiljer sig mellan frågorna
    The points differ between the questions
positive
    Positiva svar: {codes}
    Positive answers: {codes}
positive-differ
    Vilka svar som är positiva skiljer sig mellan frågorna
    Which answers are positive differs between the questions
reversed
    Vänd skala: {names}
    Reversed: {names}
least-all
    Räknas bara för den som har svarat på alla frågor
    Counted only for those who answered all questions
least-share
    Räknas för den som har svarat på minst {share} procent av frågorna
    Counted for those who answered at least {share} percent of the questions
least-half
    Räknas för den som har svarat på minst hälften av frågorna
    Counted for those who answered at least half of the questions
unknown-in
    {labels} räknas med i nämnaren
    {labels} count in the denominator
unknown-out
    {labels} räknas inte med
    {labels} are left out
weights
    Frågorna väger olika
    The questions have different weights
transform
    Värdet räknas om: (värde − {minus}) · {times}
    The value is converted: (value − {minus}) · {times}
decimals-0
    Visas utan decimaler, halvor avrundas uppåt
    Shown without decimals, halves rounded up
decimals-1
    Visas med en decimal, halvor avrundas uppåt
    Shown with one decimal, halves rounded up
decimals-n
    Visas med {count} decimaler, halvor avrundas uppåt
    Shown with {count} decimals, halves rounded up
and
    och
    and
yes
    Ja
    Yes
no
    Nej
    No
""")
HALF, WHOLE = Decimal("0.5"), Decimal(1)


def rule_in_words(version: Version, key: str, language: str = "sv") -> str:
    """Return how the score `key` is reckoned, in sentences, in Swedish, or in English for any other language."""
    score = next(score for score in version.scores if score.key == key)
    by_name = {field.name: field for field in fields(version)}
    return _Rule(version, score, speech(language), by_name).sentences()


class _Rule:
    def __init__(self, version: Version, score: Score, language: str, by_name: Mapping[str, Field]) -> None:
        self.version = version
        self.score = score
        self.language = language
        self.items = [(item, by_name[item.name]) for item in score.items]

    def sentences(self) -> str:
        said = [self._parts()] if self.score.parts else [self._measure(), self._worth(), self._reversed()]
        if self.items:
            said += [self._least(), self._unknown()]
            if len({item.weight for item, _field in self.items}) > 1:
                said.append(self.say("weights"))
        if self.score.minus or self.score.times != 1:
            said.append(self.say("transform", minus=self.number(self.score.minus), times=self.number(self.score.times)))
        known = f"decimals-{self.score.decimals}"
        said.append(self.say(known if known in _WORDS else "decimals-n", count=self.score.decimals))
        return " ".join(f"{sentence}." for sentence in said if sentence)

    def say(self, key: str, **values: object) -> str:
        return _WORDS[key][self.language].format(**values)

    def number(self, value: Decimal) -> str:
        text = f"{value:f}".replace("-", "−")
        return text.replace(".", ",") if self.language == "sv" else text

    def listed(self, names: list[str]) -> str:
        return f"{', '.join(names[:-1])} {self.say('and')} {names[-1]}" if len(names) > 1 else "".join(names)

    def quoted(self, text: str) -> str:
        return f"‘{shortened(text)}’"

    def text_of(self, field: Field) -> str:
        text = field.row.text if field.row else field.item.text
        return self.quoted(text.shown(self.language, self.version.base)[0])

    def label(self, field: Field, code: str) -> str:
        if code in ("yes", "no") and field.scale and field.scale.key == "yes-no":
            return self.say(code)
        option = field.scale.option(code) if field.scale else None
        return option.shown(self.language, self.version.base)[0] if option else code

    def _parts(self) -> str:
        titles = {score.key: score.title.shown(self.language, self.version.base)[0] for score in self.version.scores}
        return self.say("parts", parts=self.listed([self.quoted(titles[part]) for part in self.score.parts]))

    def _measure(self) -> str:
        many = len(self.items)
        items = self.say("one-item") if many == 1 else self.say("many-items", count=many)
        return self.say(f"{self.score.measure}-{self.score.over}", items=items)

    def _worth(self) -> str:
        if self.score.measure == "share":
            listed = {
                tuple(self.label(field, code) for code in self._positive(item, field)) for item, field in self.items
            }
            return (
                self.say("positive", codes=self.listed(list(listed.pop())))
                if len(listed) == 1
                else self.say("positive-differ")
            )
        maps = {self._points(item, field) for item, field in self.items}
        return self.say("points", points=", ".join(maps.pop())) if len(maps) == 1 else self.say("points-differ")

    def _positive(self, item: ScoreItem, field: Field) -> tuple[str, ...]:
        """The positive codes before an item is reversed: what is reversed is said apart."""
        codes = positive_codes(self.score, item, field)
        substantive = [option.code for option in (field.scale.substantive if field.scale else ())]
        if not item.reversed:
            return codes
        return tuple(mirror for code, mirror in zip(substantive, reversed(substantive), strict=True) if code in codes)

    def _points(self, item: ScoreItem, field: Field) -> tuple[str, ...]:
        worths = zip(field.codes, points_of(self.score, item, field)[1:], strict=True)
        said = ((self.label(field, code), self.number(worth)) for code, worth in worths if worth is not None)
        return tuple(worth if label == worth else f"{label} {worth}" for label, worth in said)

    def _reversed(self) -> str:
        names = [self.text_of(field) for item, field in self.items if item.reversed]
        return self.say("reversed", names=self.listed(names)) if names else ""

    def _least(self) -> str:
        least = self.score.least
        if self.score.over != "persons" or len(self.items) == 1 or not least:
            return ""
        if least in (HALF, WHOLE):
            return self.say("least-half" if least == HALF else "least-all")
        return self.say("least-share", share=self.number((least * 100).normalize()))

    def _unknown(self) -> str:
        missing = {
            self.quoted(option.shown(self.language, self.version.base)[0]): None
            for _item, field in self.items
            for option in (field.scale.options if field.scale else ())
            if option.missing
        }
        counts = self.score.measure == "share" and self.score.unknown_counts
        return self.say("unknown-in" if counts else "unknown-out", labels=self.listed(list(missing))) if missing else ""
