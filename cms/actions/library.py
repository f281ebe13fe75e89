"""The place in the tree where what is written for the library lies."""

from django.conf import settings
from wagtail.models import Locale, Page

from cms.models import LibraryHome


def library_home() -> LibraryHome:
    """Return the place with its row locked; made where it is not there yet."""
    home: LibraryHome | None = LibraryHome.objects.first()
    if home is None:
        Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        home = LibraryHome(title="Bibliotek", slug="bibliotek")
        root.add_child(instance=home)
    locked: LibraryHome = LibraryHome.objects.select_for_update().get(pk=home.pk)
    return locked
