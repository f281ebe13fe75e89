"""Conditions and calculations: a JSONLogic-shaped tree with a fixed list of operators and a semantics of its own.

- Hidden = unanswered = null, everywhere. A comparison with null is false, `!=` too; so is one of two different types.
- `and`, `or` and `!` take true, false and null (null is "not known": `false and null` is false, `true and null` is null).
- `!` is written before `answered` only: "not (q < 2)" would be true of an unanswered q.
- `+ - * /` are null when a part is null; `sum mean min max` leave null out, and are null when nothing is left.
- Numbers are IEEE doubles, as in JavaScript; what is not finite is null. Dates are texts "2024-08-19".
- A condition holds when its value is exactly true.
"""
