"""Typeset documents: data in, a tagged PDF (PDF/UA-1 and PDF/A-2a) out, by typst.

`pdf(template, data)` sets what the template (a `.typ` file of ours) makes of `data`. What people have written is data and
nothing else: it reaches typst as JSON, is never a part of a source, and so prints as it was typed, whatever it looks like.
"""

from ui.typeset.pdf import Limits, NotTypeset, code_version, pdf

__all__ = ["Limits", "NotTypeset", "code_version", "pdf"]
