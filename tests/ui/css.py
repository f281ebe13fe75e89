"""Reads the stylesheets as a browser does, as far as the tests need: tokens, colours, contrast."""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "ui" / "static" / "ui"
SHEETS = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.css"))}
TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")


def layer(sheet, name):
    """Return the text of every `@layer name { … }` in a sheet."""
    text, found = SHEETS[sheet], []
    for start in re.finditer(rf"@layer {name} \{{", text):
        depth, index = 1, start.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[index], 0)
            index += 1
        found.append(text[start.end() : index - 1])
    return "\n".join(found)


def block(selector):
    """Return the tokens set under `selector` in the layer of tokens."""
    tokens = layer("ground.css", "tokens")
    start = tokens.index(selector + " {") + len(selector) + 2
    return dict(TOKEN.findall(tokens[start : tokens.index("}", start)]))


LIGHT = block(":root")
SYSTEM_DARK = block(':root:not([data-theme="light"])')
CHOSEN_DARK = block(':root[data-theme="dark"]')
DARK = LIGHT | CHOSEN_DARK


def contrast(first, second):
    """Return the contrast of two colours as WCAG 2.2 counts it."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    """Return the relative luminance of `#rrggbb`."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lightness(colour):
    """Return CIE L* of `#rrggbb`."""
    whole = luminance(colour)
    return 116 * whole ** (1 / 3) - 16 if whole > 0.008856 else 903.3 * whole
