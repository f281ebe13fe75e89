"""What every page's shell needs: menu, header, footer, and the reader's own choices of language and appearance."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language, get_language_bidi

from ui.navigation import FooterLinks, Identity, IdentityHook, Link, Navigation, Place, address
from ui.navigation import footer as all_footer_links
from ui.navigation import identity as identity_hook
from ui.navigation import navigation as whole_navigation
from ui.rules.choices import TEXT, THEME, Choice, chosen


class Shell:
    """The frame around a page, worked out piece by piece as a template asks for it.

    A bare shell knows no menu and no person: it reads cookies only, so that it stands when the database does not.
    """

    def __init__(
        self,
        request: HttpRequest,
        *,
        bare: bool = False,
        navigation: Navigation = whole_navigation,
        identity: IdentityHook = identity_hook,
        footer: FooterLinks = all_footer_links,
    ) -> None:
        self.request = request
        self.bare = bare
        self._navigation = navigation
        self._identity = identity
        self._footer = footer

    @cached_property
    def places(self) -> list[Place]:
        """The menu."""
        return [] if self.bare else self._navigation.places(self.request)

    @cached_property
    def beyond_thumbs(self) -> list[Place]:
        """What a phone's five tabs have no room for: the page *Mer*."""
        return [place for place in self.places if not place.thumb]

    @cached_property
    def more(self) -> Place | None:
        """The tab *Mer*, when there is more than the tabs hold; it stands for what is behind it."""
        if not self.beyond_thumbs:
            return None
        url = address("more")
        current = "page" if self.request.path == url else "true" if any(p.current for p in self.beyond_thumbs) else ""
        return Place(
            key="more",
            label="",
            url=url,
            icon="menu",
            badge=sum(place.badge for place in self.beyond_thumbs),
            current=current,
        )

    @cached_property
    def identity(self) -> Identity | None:
        """Who is signed in."""
        return None if self.bare else self._identity.of(self.request)

    @cached_property
    def footer_links(self) -> list[Link]:
        """The links of the footer."""
        return [] if self.bare else self._footer.links(self.request)

    @cached_property
    def theme(self) -> str:
        """The reader's own theme: `light`, `dark`, or empty for the system's."""
        return chosen(THEME, self.request.COOKIES)

    @cached_property
    def text(self) -> str:
        """The reader's own text size: `large`, or empty for the usual."""
        return chosen(TEXT, self.request.COOKIES)

    @property
    def language(self) -> str:
        """The language of the page, as BCP 47."""
        return get_language() or settings.LANGUAGE_CODE

    @property
    def direction(self) -> str:
        """The direction of the page's script."""
        return "rtl" if get_language_bidi() else "ltr"

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages there are: code and own name."""
        return list(settings.LANGUAGES)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What the footer lets the reader choose, languages apart."""
        return (THEME, TEXT)

    @property
    def organiser(self) -> str:
        """Who runs the house."""
        return str(settings.ORGANISER)

    @property
    def home(self) -> str:
        """Where the brand leads."""
        return address("start") or "/"

    @property
    def back_to(self) -> str:
        """Where a choice in the footer returns to: this page."""
        return self.request.get_full_path() if self.request.method == "GET" else self.request.path


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the shell of a page; nothing in it is looked up before it is drawn."""
    return {"shell": Shell(request)}
