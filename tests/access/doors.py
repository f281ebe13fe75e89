"""Every address that the house answers, read from the resolver."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

BACK_OFFICE = "redaktion/"


def doors() -> Iterator[tuple[str, str]]:
    """Yield the name and the route of every address. An address without a name is yielded with its route as its name.

    The back office has its own test of every address, tests/cms/views/test_back_office.py.
    """
    yield from (door for door in _under(get_resolver(), "") if not door[1].startswith(BACK_OFFICE))


def _under(resolver: URLResolver, route: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name or here, here
        else:
            yield from _under(pattern, here)
