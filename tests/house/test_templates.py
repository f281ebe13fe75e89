"""Every template is used, and stands in its app's own folder."""

import re

from tests.house import tree

TEMPLATES = {
    path.relative_to(path.parents[len(path.relative_to(tree.ROOT).parts) - 3]).as_posix(): path
    for path in tree.files(".html", ".txt", under=tuple(tree.apps()))
    if "templates" in path.parts
}
BY_NAME = {
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "429.html",
    "500.html",
}  # Django and allauth look for these


def words_of(path):
    """Return what a file says."""
    return path.read_text(encoding="utf-8")


def composed(words):
    """Return a pattern for each template name that a Python file puts together, such as f"ui/gallery/{key}.html"."""
    names = re.findall(r'f"([^"\s]*\{[^"\s]*\.(?:html|txt))"', words)
    return [re.compile("(.+)".join(map(re.escape, re.split(r"\{[^}]*\}", name)))) for name in names]


def is_used(name, own, users):
    """Return whether a file names the template, or puts its name together from a word that its app holds."""
    if any(f'"{name}"' in words or f"'{name}'" in words for user, words in users.items() if user != own):
        return True
    return any(
        all(f'"{part}"' in "".join(words_in(user.relative_to(tree.ROOT).parts[0], users)) for part in hit.groups())
        for user, words in users.items()
        if user.suffix == ".py"
        for pattern in composed(words)
        if (hit := pattern.fullmatch(name))
    )


def words_in(app, users):
    """Return what an app's Python files say."""
    return [
        words for user, words in users.items() if user.suffix == ".py" and user.relative_to(tree.ROOT).parts[0] == app
    ]


def test_every_template_is_used():
    users = {path: words_of(path) for path in [*TEMPLATES.values(), *tree.files(".py", under=tuple(tree.packages()))]}
    tree.refuse(
        f"{tree.short(path)} is drawn by nobody: no view, no template and no letter names “{name}”."
        for name, path in TEMPLATES.items()
        if name not in BY_NAME and not is_used(name, path, users)
    )


def test_a_template_stands_in_a_folder_of_its_app():
    tree.refuse(
        f"{tree.short(path)} could hide another app's template: move it to templates/{path.relative_to(tree.ROOT).parts[0]}/."
        for name, path in TEMPLATES.items()
        if name not in BY_NAME and name.split("/")[0] != path.relative_to(tree.ROOT).parts[0]
    )
