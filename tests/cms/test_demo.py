"""The demo's plans are pages: this year's adopted, a second draft under way."""

import pytest

from organisation.kinds import Loaders, demo


def test_loaders_run_behind_what_they_build_on_whatever_the_order():
    loaders = Loaders("The demo loader")
    for name, after in (("cms", ["quality", "gone"]), ("quality", ["organisation"]), ("organisation", [])):
        loaders.register(name, lambda: None, after=after)
    assert [name for name, _ in loaders.items()] == ["organisation", "quality", "cms"]


def test_loaders_that_wait_for_each_other_are_refused():
    loaders = Loaders("The demo loader")
    loaders.register("a", lambda: None, after=["b"])
    loaders.register("b", lambda: None, after=["a"])
    with pytest.raises(ValueError, match="a → b → a"):
        loaders.items()


def test_the_house_loads_organisation_then_quality_then_cms():
    names = [name for name, _ in demo.items()]
    assert names.index("organisation") < names.index("quality") < names.index("cms")
