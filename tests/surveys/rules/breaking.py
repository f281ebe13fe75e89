"""Documents with parts exchanged for what does not belong there."""

from copy import deepcopy

STRANGE = [
    None, True, False, 0, 1, -1, 2.5, 0.125, 10**10, "", "a", "ute", "sv", "single", "2024-08-19", "<script>", "å", " ",
    [], {}, [[]], [None], [1, "a"], {"sv": "x"}, {"var": "ute"}, {"answered": {"var": "ute"}}, {"type": "info", "key": "x"},
    {"==": [{"var": "ute"}, "ofta"]}, {"text": "x", "state": "done"}, {"key": "x", "options": []}, {"code": "a"},
    {"sv": {"text": "x", "state": "stale"}}, {"if": [1, 2]}, {"var": ["ute"]}, {"in": [1, [1, 2]]},
]  # fmt: skip


def places(node, path=()):
    """Yield the way to every part of a document."""
    yield path
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, part in pairs:
        yield from places(part, (*path, name))


def at(document, path):
    """Return the part that a way leads to."""
    for name in path:
        document = document[name]
    return document


def broken(rng, document):
    """Return the document with one to three parts exchanged, taken away, doubled or added."""
    for _ in range(rng.randint(1, 3)):
        path = rng.choice([path for path in places(document) if path])
        holder, name = at(document, path[:-1]), path[-1]
        choice = rng.random()
        if choice < 0.6:
            holder[name] = deepcopy(rng.choice(STRANGE))
        elif choice < 0.75:
            del holder[name]
        elif choice < 0.9:
            other = rng.choice([path for path in places(document) if path])
            holder[name] = deepcopy(at(document, other))
        elif isinstance(holder, dict):
            holder[rng.choice(("key", "text", "when", "type", "nytt", "a/b~c", ""))] = deepcopy(rng.choice(STRANGE))
        else:
            holder.append(deepcopy(rng.choice(STRANGE)))
    return document
