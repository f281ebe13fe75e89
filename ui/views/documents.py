"""A document as an answer: set as PDF when it is first asked for, then kept by its content."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.text import slugify

from ui.typeset import code_version, pdf

KEPT = 60 * 60 * 24 * 30  # seconds
SPACE = 32
FOR_ALL, FOR_ONE = "public, no-cache", "private, no-cache"
NO_PICTURES: Mapping[str, bytes] = {}


def document_response(
    request: HttpRequest,
    template: Path,
    data: Mapping[str, Any],
    *,
    title: str,
    pictures: Mapping[str, bytes] = NO_PICTURES,
    control: str = FOR_ONE,
    stored: bool = True,
) -> HttpResponse:
    """Return `data` set by `template` as PDF, or that the reader has it already.

    data, pictures: as `ui.typeset.pdf` says. title: what the file is called. control: who may keep it. stored: whether the
    house keeps it too, for a month; not where its words may have to be forgotten before. Raises NotTypeset.
    """
    name = _content_name(template, data, pictures)
    response = get_conditional_response(request, etag=quote_etag(name))
    if response is None:
        made = _kept(template, data, pictures, name) if stored else pdf(template, data, pictures=pictures)
        response = HttpResponse(made, content_type="application/pdf")
    if response.status_code == HttpResponse.status_code:
        response["Content-Disposition"] = disposition(title)
        response["ETag"] = quote_etag(name)
        response["Cache-Control"] = control
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def plain_name(title: str) -> str:
    """Return a title as the name of a file on any machine: without what parts folders or drives."""
    return " ".join("".join(" " if mark in '/\\:*?"<>|' or ord(mark) < SPACE else mark for mark in title).split())[:120]


def disposition(title: str, ending: str = "pdf", *, kept: bool = False) -> str:
    """Return the header that names the file, for old readers in plain letters and for others as it is spelled.

    kept: it is stored at once, not shown.
    """
    plain = slugify(title)[:100].strip("-") or "dokument"
    spelled = " ".join(title.replace("/", "-").split())[:120] or "dokument"
    shown = "attachment" if kept else "inline"
    return f"{shown}; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(spelled, safe='')}.{ending}"


def _content_name(template: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> str:
    said = hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode())
    for name in sorted(pictures):
        said.update(pictures[name])
    return f"{said.hexdigest()[:32]}-{code_version(template)}"


def _kept(template: Path, data: Mapping[str, Any], pictures: Mapping[str, bytes], name: str) -> bytes:
    key = f"document-{name}"
    made: bytes | None = cache.get(key)
    if made is None:
        made = pdf(template, data, pictures=pictures)
        cache.set(key, made, KEPT)
    return made
