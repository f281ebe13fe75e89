"""An attacker of releases: reads what is published and what people know, and finds what can be worked out from it.

It was written from the description of the release's format alone, shares no code with what makes releases, and must go on so.
"""
