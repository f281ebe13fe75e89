"""What may never stand in a file: a path of one machine, a registry's host, an inline style or script."""

import re

import pytest

from tests.house import tree

BINARY = (".png", ".jpg", ".ico", ".woff2", ".ttf", ".mo", ".xlsx", ".pdf", ".docx", ".ods", ".zip", ".gz", ".sav")
# Written apart, so that this file does not hold what it looks for.
MACHINE = re.compile(
    "|".join([r"(?<![\w.…-])/" + "work/", r"(?<![\w.…-])/" + r"root\b(?!_)", "/Us" + r"ers/\w", "/ho" + r"me/\w"])
)
REGISTRY = re.compile(
    "|".join(
        re.escape(a + b) for a, b in [("pypi", ".org"), ("pythonhosted", ".org"), ("npmjs", ".org"), ("npmjs", ".com")]
    )
)
INLINE = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc\s*=)[\s>]", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}


def text_files():
    """Return the files of the tree that hold text."""
    return [path for path in tree.files() if not path.name.endswith(BINARY)]


def found(pattern, paths):
    """Return file, line and match for each hit of `pattern`."""
    return [
        f"{tree.short(path)}:{number} {hit.group()}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if (hit := pattern.search(line))
    ]


def test_no_file_holds_a_path_of_one_machine():
    tree.refuse(found(MACHINE, text_files()))


def test_no_file_holds_the_host_of_a_registry():
    tree.refuse(found(REGISTRY, text_files()))


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds(what):
    templates = tree.files(".html", ".svg", under=tuple(tree.apps()))
    holding = [
        f"{tree.short(path)} holds {what}: {hit.group()[:80]!r}. The page's policy forbids it: use a class or static/."
        for path in templates
        for hit in INLINE[what].finditer(path.read_text(encoding="utf-8"))
    ]
    tree.refuse(holding)


def test_no_code_writes_an_inline_style():
    inline = re.compile(r"""\bstyle\s*=\s*\\?["'][^"']*:|<script>|<style>""")
    tree.refuse(found(inline, tree.files(".py", ".js", under=tuple(tree.apps()))))


def test_nothing_is_left_to_do():
    left = re.compile("|".join([r"\bTO" + "DO", r"\bFIX" + "ME", r"\bXX" + "X", r"raise NotImplemented" + "Error"]))
    tree.refuse(found(left, tree.files(".py", ".html", ".js", ".css")))
