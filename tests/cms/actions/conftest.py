"""One cast for all tests of a module."""

from tests.cast import same_cast

cast = same_cast()
