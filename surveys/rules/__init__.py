"""What a questionnaire is, and what follows from answers to it: pure functions on frozen dataclasses, no Django, no database.

findings     a fault with its place (a JSON pointer) and its sentence
definition   the document: texts, scales, items, sections, scores; read, written, hashed
logic        conditions: the tree, its evaluator, its type checks, its sentence in words
checks       what must hold before a version is published
answering    what is shown, what an answer may be, what is missing, how it is stored
scoring      scores and indices, exact to the last decimal
"""
