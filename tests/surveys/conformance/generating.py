"""Random trees, patterns, values and questionnaires, from a seed."""

from surveys.rules.logic.tree import OPERATORS

KINDS = ("boolean", "number", "choice", "text", "date", "list")
NUMBERS = (0, 1, 2, 3, 5, -1, -7, 0.1, 0.2, 2.5, 1e-6, 1e9, 100, 3.75)
DATES = ("2024-08-19", "2024-08-18", "2024-02-29", "1999-12-31", "2025-01-01", "0001-01-01", "9999-12-31")
BROKEN_DATES = ("2023-02-29", "2024-13-01", "2024-1-1", "")
CODES = ("a", "b", "c", "vet-ej")
TEXTS = ("a", "b", "ab", "aab", "1", "12", "a-1", "å", "😀", "a\nb", "aaaa", "ba1")
SIGNS = ("a", "b", "1", "å", "😀", "-", " ")
NAMES = {
    "boolean": ("b1", "b2"),
    "number": ("n1", "n2", "n3", "c1.weight"),
    "choice": ("c1", "c2"),
    "text": ("t1", "t2"),
    "date": ("d1", "d2"),
    "list": ("m1", "m2"),
}
LITERALS = {"boolean": (True, False), "number": NUMBERS, "choice": CODES, "text": TEXTS, "date": DATES}
RESULTS = {
    "boolean": ("==", "!=", "<", "<=", ">", ">=", "and", "or", "!", "in", "answered", "matches"),
    "number": ("count", "+", "-", "*", "/", "sum", "mean", "min", "max", "date_diff_days", "if"),
    "date": ("today",),
}


class Trees:
    """Makes trees over named variables. `noise` is the share of parts that have some other type than they should."""

    def __init__(self, rng, names=None, noise=0.0):
        self.rng = rng
        self.names = NAMES if names is None else names
        self.noise = noise

    def tree(self, operator, depth=3):
        """Return a tree with this operator at its root."""
        make = {
            "var": lambda: {"var": self.rng.choice([name for names in self.names.values() for name in names])},
            "today": lambda: {"today": []},
            "in": lambda: {"in": self.member(depth)},
            "answered": lambda: {"answered": [self.tree("var")]},
            "!": lambda: {
                "!": [self.part("boolean", depth) if self.rng.random() < self.noise else self.tree("answered")]
            },
            "count": lambda: {"count": [self.counted(depth) for _ in range(self.rng.randint(1, 4))]},
            "if": lambda: {"if": self.branches(depth)},
            "date_diff_days": lambda: {"date_diff_days": [self.part("date", depth), self.part("date", depth)]},
            "matches": lambda: {"matches": [self.part("text", 0), self.pattern()]},
        }
        return make[operator]() if operator in make else self.plain(operator, depth)

    def plain(self, operator, depth):
        """Return a tree of an operator whose parts are all of one type."""
        least, most = OPERATORS[operator]
        many = self.rng.randint(least, min(most, 4))
        if operator in ("==", "!="):
            kind = self.rng.choice(("choice", "number", "text", "date", "boolean"))
            if kind == "boolean":
                return {operator: [self.leaf(kind), self.rng.random() < 0.5]}
        elif operator in ("<", "<=", ">", ">="):
            kind = self.rng.choice(("number", "number", "date"))
            if kind == "date" and not self.noise:
                return {operator: [{"today": []}, self.part(kind, depth)]}
        else:
            kind = "boolean" if operator in ("and", "or") else "number"
        return {operator: [self.part(kind, depth) for _ in range(many)]}

    def part(self, kind, depth):
        """Return a tree of about this type."""
        if self.rng.random() < self.noise:
            kind = self.rng.choice(KINDS)
        if depth > 0 and kind in RESULTS and self.rng.random() < 0.55:
            return self.tree(self.rng.choice(RESULTS[kind]), depth - 1)
        return self.leaf(kind)

    def leaf(self, kind):
        """Return a variable or a literal."""
        if kind in LITERALS and (not self.names.get(kind) or self.rng.random() < (0.5 if kind == "number" else 0.25)):
            return self.rng.choice(LITERALS[kind])
        names = self.names.get(kind)
        return {"var": self.rng.choice(names)} if names else self.rng.choice(CODES)

    def member(self, depth):
        """Return the two sides of `in`."""
        if self.rng.random() < 0.4 and self.names.get("list"):
            return [self.rng.choice(CODES), self.leaf("list")]
        kind = self.rng.choice(("choice", "choice", "number", "text"))
        listed = [self.rng.choice(LITERALS[kind]) for _ in range(self.rng.randint(1, 3))]
        return [self.part(kind, depth), listed]

    def counted(self, depth):
        """Return something that can be counted."""
        return self.tree("var") if self.rng.random() < 0.5 else self.part("boolean", depth)

    def branches(self, depth):
        """Return conditions and values of an `if`, all values numbers."""
        parts = []
        for _ in range(self.rng.randint(1, 2)):
            parts += [self.part("boolean", depth), self.part("number", depth - 1)]
        return [*parts, self.part("number", depth - 1)]

    def pattern(self):
        """Return a pattern over a few signs; now and then one that is not understood."""
        if self.rng.random() < 0.06:
            return self.rng.choice(("(a)", "a**", "[", "a{3,2}", "", "\\w", "a|", "[b-a]", "a{0}", "$a"))
        return "|".join(
            "".join(self.atom() + self.times() for _ in range(self.rng.randint(1, 3)))
            for _ in range(self.rng.randint(1, 2))
        )

    def atom(self):
        """Return one character of a pattern."""
        return self.rng.choice((*SIGNS, "a", "b", ".", "\\d", "[ab]", "[^ab]", "[a-c1-2]", "[\\d-]", "\\.", "[å😀]"))

    def times(self):
        """Return how often."""
        return self.rng.choice(("", "", "", "?", "*", "+", "{2}", "{1,2}", "{0,3}", "{1,}"))


def values(rng, nulls=0.25, noise=0.05):
    """Return values of the variables in `NAMES`: some null, a few of another type."""
    pools = {**LITERALS, "list": (["a"], ["a", "b"], ["vet-ej"], []), "date": DATES * 3 + BROKEN_DATES}
    made = {}
    for kind, names in NAMES.items():
        for name in names:
            if rng.random() < nulls:
                if rng.random() < 0.3:
                    made[name] = None
                continue
            pool = rng.choice(list(pools.values())) if rng.random() < noise else pools[kind]
            made[name] = (
                "".join(rng.choices(SIGNS, k=rng.randint(0, 5)))
                if pool is TEXTS and rng.random() < 0.5
                else rng.choice(pool)
            )
    return made


def cases(rng, many):
    """Yield trees with values: every operator at the root, those that are often true or null twice, and within as it comes."""
    trees = Trees(rng, noise=0.05)
    roots = [*OPERATORS, "or", "answered", "-", "/", "date_diff_days"]
    for number in range(many):
        yield trees.tree(roots[number % len(roots)]), values(rng), rng.choice(DATES[:5])


def operators(tree):
    """Yield the operators of a tree."""
    if isinstance(tree, dict):
        for name, args in tree.items():
            yield name
            for arg in args if isinstance(args, list) else [args]:
                yield from operators(arg)
