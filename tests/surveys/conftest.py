"""What every test of surveys may ask for."""

from tests.surveys.rounds import keys

__all__ = ["keys"]
