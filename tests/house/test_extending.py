"""Where one hooks in: every registry and every signal is described in docs/extending.md, and every signal is sent."""

import importlib
import pkgutil
import re

from django.dispatch import Signal

from tests.house import tree

DOCS = tree.ROOT / "docs/extending.md"


def modules():
    """Return every module of the apps, imported; migrations and commands left out."""
    for app in tree.apps():
        yield importlib.import_module(app)
        for found in pkgutil.walk_packages([str(tree.ROOT / app)], f"{app}."):
            if not {"migrations", "management"} & set(found.name.split(".")):
                yield importlib.import_module(found.name)


def is_registry(thing):
    """Return whether something of ours can be registered in `thing`."""
    kind = type(thing)
    return kind.__module__.split(".")[0] in tree.apps() and callable(getattr(kind, "register", None))


def is_signal(thing):
    """Return whether `thing` is a signal of ours."""
    return isinstance(thing, Signal) and any(thing is other for other in declared_signals())


def declared_signals():
    """Return the signals of every signals.py."""
    rooms = [
        importlib.import_module(f"{app}.signals") for app in tree.apps() if (tree.ROOT / app / "signals.py").exists()
    ]
    return [thing for room in rooms for thing in vars(room).values() if isinstance(thing, Signal)]


def hooks(wanted):
    """Return every module-level thing that is `wanted`, each as the set of names it can be imported by."""
    found = {}
    for module in modules():
        for name, thing in vars(module).items():
            if not name.startswith("__") and wanted(thing):
                found.setdefault(id(thing), set()).add(f"{module.__name__}.{name}")
    return list(found.values())


def documented():
    """Return what docs/extending.md has a heading for."""
    return set(re.findall(r"^### `([\w.]+)`$", DOCS.read_text(encoding="utf-8"), re.MULTILINE))


def undescribed(wanted):
    """Return a sentence for each hook that docs/extending.md has no heading for."""
    shortest = [min(names, key=len) for names in hooks(wanted) if not names & documented()]
    return [f"{name} can be hooked into: describe it in docs/extending.md under “### `{name}`”." for name in shortest]


def test_every_registry_is_described():
    tree.refuse(undescribed(is_registry))


def test_every_signal_is_described():
    tree.refuse(undescribed(is_signal))


def test_every_signal_is_declared_in_signals_and_sent():
    code = {path: path.read_text(encoding="utf-8") for path in tree.files(".py", under=tuple(tree.apps()))}
    declared = [
        (tree.short(path), name)
        for path, words in code.items()
        for name in re.findall(r"^(\w+)\s*(?::\s*Signal)?\s*= Signal\(", words, re.MULTILINE)
    ]
    tree.refuse(
        f"{name} is declared in {where}: signals are declared in signals.py."
        for where, name in declared
        if not where.endswith("/signals.py")
    )
    tree.refuse(
        f"{where} declares {name}, and nothing sends it: declare a signal when something happens that others may hear."
        for where, name in declared
        if not any(re.search(rf"\b{name}\.send(?:_robust)?\(", words) for words in code.values())
    )


def test_what_is_described_exists():
    real = {name for names in [*hooks(is_registry), *hooks(is_signal)] for name in names}
    assert documented() - real == set()
