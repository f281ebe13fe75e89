"""A page of a version in one language: its questions compiled to HTML, and what decides which of them are shown."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from surveys.forms.drawing import MOST_STEPS, Drawer
from surveys.forms.slots import Compiled
from surveys.rules.answering.plan import Step, page_data, section_plan
from surveys.rules.definition.fields import Field, Kind, fields_of
from surveys.rules.definition.items import Matrix, Single
from surveys.rules.definition.texts import State, Text
from surveys.rules.definition.version import Section, Version
from surveys.rules.phrases import Phrases


class Page:
    """Made once; what differs between respondents is filled in by a `PageForm`."""

    def __init__(self, version: Version, section: Section, language: str, plan: tuple[Step, ...]) -> None:
        self.version = version
        self.section = section
        self.language = language
        self.plan = plan
        self.steps = section_plan(version, section)
        self.drawer = Drawer(version, language)
        self.fields: tuple[Field, ...] = tuple(
            field for item in section.items for field in fields_of(item, section.key, version)
        )

    @property
    def key(self) -> str:
        """The key of the section."""
        return self.section.key

    @property
    def phrases(self) -> Phrases:
        """What stands beside the questions."""
        return self.drawer.words.phrases

    @property
    def title(self) -> Any:
        """The heading, escaped."""
        return self.drawer.words.said(self.section.title)

    @property
    def plain_title(self) -> str:
        """The heading as text."""
        return self.drawer.words.plain(self.section.title)

    @property
    def lead(self) -> Any:
        """The text under the heading, in its paragraphs."""
        return self.drawer.words.rich(self.section.lead)

    @cached_property
    def compiled(self) -> Compiled:
        """The questions with slots."""
        return Compiled("\n".join(self.drawer.draw(item, self.section.key) for item in self.section.items))

    @cached_property
    def is_machine_made(self) -> bool:
        """Whether any text of the page stands in this language as a machine wrote it."""
        return any(text.state(self.language) is State.MACHINE for text in self._texts())

    def _texts(self) -> list[Text]:
        found = [self.section.title, self.section.lead]
        for item in self.section.items:
            found += [item.text, item.help]
            found += [row.text for row in item.rows] if isinstance(item, Matrix) else []
        scales = {field.scale.key: field.scale for field in self.fields if field.scale}
        return found + [option.label for scale in scales.values() for option in scale.options]

    def first_id(self, name: str, hidden: Collection[str] = ()) -> str:
        """Return the id of a field's first control that is not `hidden`: what a link in the list of faults leads to."""
        field = self._by_name[name]
        grouped = field.kind in (Kind.CHOICES, Kind.BOOLEAN) or (field.kind is Kind.CHOICE and self._is_group(field))
        first = next((code for code in field.codes if code not in hidden), "")
        return f"q-{name}:{first}" if grouped and first else f"q-{name}"

    def _is_group(self, field: Field) -> bool:
        if isinstance(field.item, Single):
            return field.item.show != "dropdown"
        scales = [self.version.scale_of[key] for key in field.item.scales] if isinstance(field.item, Matrix) else []
        return all(len(scale.substantive) <= MOST_STEPS for scale in scales)

    def question(self, name: str) -> str:
        """Return the text of a field's question, escaped, marked where it is in another language than the page."""
        field = self._by_name[name]
        if field.other_of:
            return self.phrases["other"]
        return self.drawer.words.said(field.row.text if field.row else field.item.text)

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    def data(self, values: Mapping[str, object]) -> dict[str, Any]:
        """Return what the script needs: steps, and of earlier pages only what they refer to."""
        return page_data(self.version, self.section, values)

    @cached_property
    def has_conditions(self) -> bool:
        """Whether an answer on the page can show or hide something on it."""
        return any(step.step in ("other", "calculated") or step.when is not None or step.options for step in self.steps)
