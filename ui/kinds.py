"""What the apps above may add to pages that ui draws without knowing them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from ui.rules.registering import AlreadyRegistered


@dataclass(frozen=True)
class Voice:
    """How some pages say that they cannot be had just now. `speaks` tells whether a page is theirs; `answer` asks no database."""

    speaks: Callable[[HttpRequest], bool]
    answer: Callable[[HttpRequest], HttpResponse]


class Voices:
    """Who says it on which pages; where nobody does, the house itself."""

    def __init__(self) -> None:
        self._voices: dict[str, Voice] = {}

    def register(self, key: str, voice: Voice) -> None:
        """Add a voice under `key` (app.what). Raises AlreadyRegistered."""
        if key in self._voices:
            raise AlreadyRegistered(key)
        self._voices[key] = voice

    def of(self, request: HttpRequest) -> Voice | None:
        """Return the voice of a page, or None where the house itself speaks."""
        return next((voice for voice in self._voices.values() if voice.speaks(request)), None)


voices = Voices()
