"""Every address that the house answers, read from the resolver."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def doors() -> Iterator[tuple[str, str]]:
    """Yield the name and the route of every address. An address without a name is yielded with its route as its name."""
    yield from _under(get_resolver(), "")


def _under(resolver: URLResolver, route: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name or here, here
        else:
            yield from _under(pattern, here)
