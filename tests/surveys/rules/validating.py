"""A small reader of JSON Schema (2020-12), for the words that our schema uses and no others."""

import re
from datetime import date
from decimal import Decimal

WORDS = {
    *("$schema", "$id", "$defs", "$ref", "title", "description", "type", "const", "enum", "anyOf", "oneOf"),
    *("properties", "required", "additionalProperties", "propertyNames", "maxProperties"),
    *("items", "minItems", "maxItems", "minLength", "maxLength", "pattern", "minimum", "maximum", "multipleOf"),
    *("format", "formatMinimum", "formatMaximum"),
}
TYPES = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int | float) and not isinstance(value, bool) and value == int(value),
}


class Schema:
    """Says whether a value is valid."""

    def __init__(self, schema):
        self.root = schema

    def accepts(self, value, schema=None):
        schema = self.root if schema is None else schema
        assert set(schema) <= WORDS, set(schema) - WORDS
        if "$ref" in schema:
            return self.accepts(value, self.root["$defs"][schema["$ref"].removeprefix("#/$defs/")])
        return (
            self._is_one(value, schema)
            and (not isinstance(value, str) or self._string(value, schema))
            and (not TYPES["number"](value) or self._number(value, schema))
            and (not isinstance(value, list) or self._array(value, schema))
            and (not isinstance(value, dict) or self._object(value, schema))
            and ("anyOf" not in schema or any(self.accepts(value, part) for part in schema["anyOf"]))
            and ("oneOf" not in schema or sum(self.accepts(value, part) for part in schema["oneOf"]) == 1)
        )

    def _is_one(self, value, schema):
        types = schema.get("type", [])
        types = [types] if isinstance(types, str) else types
        return (
            (not types or any(TYPES[name](value) for name in types))
            and ("const" not in schema or (type(value), value) == (type(schema["const"]), schema["const"]))
            and ("enum" not in schema or (isinstance(value, str) and value in schema["enum"]))
        )

    def _string(self, value, schema):
        # ECMAScript's $ means the end, Python's also the place before a last newline
        pattern = schema.get("pattern", "").replace("$", r"\Z")
        few, many = schema.get("minLength", 0), schema.get("maxLength", len(value))
        return few <= len(value) <= many and bool(re.search(pattern, value)) and self._date(value, schema)

    def _date(self, value, schema):
        if schema.get("format") != "date":
            return True
        try:
            day = date.fromisoformat(value) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
        except ValueError:
            day = None
        return day is not None and schema["formatMinimum"] <= value <= schema["formatMaximum"]

    def _number(self, value, schema):
        within = schema.get("minimum", value) <= value <= schema.get("maximum", value)
        return within and ("multipleOf" not in schema or Decimal(repr(value)) % Decimal(schema["multipleOf"]) == 0)

    def _array(self, value, schema):
        few, many = schema.get("minItems", 0), schema.get("maxItems", len(value))
        return few <= len(value) <= many and all(self.accepts(part, schema.get("items", {})) for part in value)

    def _object(self, value, schema):
        known = schema.get("properties", {})
        others = schema.get("additionalProperties", {})
        return (
            all(name in value for name in schema.get("required", ()))
            and len(value) <= schema.get("maxProperties", len(value))
            and all(self.accepts(name, schema.get("propertyNames", {})) for name in value)
            and all(self.accepts(part, known[name]) for name, part in value.items() if name in known)
            and all(
                others is not False and self.accepts(part, others) for name, part in value.items() if name not in known
            )
        )
