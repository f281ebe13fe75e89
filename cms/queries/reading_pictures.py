"""The pictures of a plan, as a document takes them."""

import io
from collections.abc import Iterable
from typing import Any

from django.core.files import File
from PIL import Image, ImageOps
from wagtail.images import get_image_model

from cms.rules.reading import Picture, Reading

WIDEST = 1600  # pixels: the width of the text on paper at 250 to the inch
QUALITY = 82
MOST_PIXELS = 60_000_000


def pictures_of(reading: Reading) -> dict[int, bytes]:
    """Return the plan's pictures as JPEG by number; one whose file is gone or cannot be read is left out."""
    wanted = {piece.number for piece in reading.pieces if isinstance(piece, Picture)}
    if not wanted:
        return {}
    stored = get_image_model().objects.filter(pk__in=wanted)
    return {image.pk: made for image in stored if (made := picture_bytes(image))}


def names_of(pictures: Iterable[int]) -> dict[int, str]:
    """Return the file name that each picture has beside the template."""
    return {number: f"{number}.jpg" for number in pictures}


def picture_bytes(image: Any) -> bytes:
    """Return a stored picture as a JPEG on white, turned upright and no wider than paper; nothing if it cannot be read."""
    file: File[bytes] = image.file
    try:
        with file.open("rb") as stream, Image.open(stream) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return b""
            turned = ImageOps.exif_transpose(opened).convert("RGBA")
            turned.thumbnail((WIDEST, WIDEST * 2))
            paper = Image.new("RGB", turned.size, "white")
            paper.paste(turned, mask=turned.getchannel("A"))
            kept = io.BytesIO()
            paper.save(kept, "JPEG", quality=QUALITY)
            return kept.getvalue()
    except (OSError, ValueError, Image.DecompressionBombError):
        return b""
