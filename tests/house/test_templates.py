"""Every template is used, and stands in its app's own folder."""

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


def test_every_template_is_used():
    """By its whole name, so that a search finds who draws it."""
    users = {path: words_of(path) for path in [*TEMPLATES.values(), *tree.files(".py", under=tuple(tree.packages()))]}
    tree.refuse(
        f"{tree.short(path)} is drawn by nobody: no view, no template and no letter names “{name}”."
        for name, path in TEMPLATES.items()
        if name not in BY_NAME
        and not any(f'"{name}"' in words or f"'{name}'" in words for user, words in users.items() if user != path)
    )


def test_a_template_stands_in_a_folder_of_its_app():
    tree.refuse(
        f"{tree.short(path)} could hide another app's template: move it to templates/{path.relative_to(tree.ROOT).parts[0]}/."
        for name, path in TEMPLATES.items()
        if name not in BY_NAME and name.split("/")[0] != path.relative_to(tree.ROOT).parts[0]
    )
