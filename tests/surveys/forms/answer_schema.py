"""What an answer may be, as JSON Schema made from the document alone: a second opinion that forms are held to."""

from tests.surveys.forms.sending import TODAY

LONGEST_OTHER = 200
ONE_LINE = r"^[^\n]*$"
ANY = r"^[\s\S]*$"


def schemas(document):
    """Return the schema of each answer, by its name."""
    scales = {scale["key"]: scale["options"] for scale in document["scales"]}
    made = {}
    for section in document["sections"]:
        for item in section["items"]:
            if item["type"] in _MAKERS:
                made |= _MAKERS[item["type"]](item, scales)
    return made


def _codes(options):
    return [option["code"] for option in options]


def _single(item, scales):
    return {item["key"]: {"enum": _codes(scales[item["scale"]])}} | _other(item, scales)


def _other(item, scales):
    if not any(option.get("other") for option in scales[item["scale"]]):
        return {}
    text = {"type": "string", "minLength": 1, "maxLength": LONGEST_OTHER, "pattern": ONE_LINE}
    return {f"{item['key']}.other": text}


def _multi(item, scales):
    options = scales[item["scale"]]
    alone = [option["code"] for option in options if option.get("exclusive") or option.get("missing")]
    others = [code for code in _codes(options) if code not in alone]
    few, many = max(1, item.get("least", 0)), item.get("most") or len(others)
    several = {"type": "array", "items": {"enum": others}, "minItems": few, "maxItems": many}
    one = {"type": "array", "items": {"enum": alone}, "minItems": 1, "maxItems": 1}
    return {item["key"]: {"anyOf": [several, one]}} | _other(item, scales)


def _matrix(item, scales):
    return {
        row["key"] if len(item["scales"]) == 1 else f"{row['key']}.{scale}": {"enum": _codes(scales[scale])}
        for row in item["rows"]
        for scale in item["scales"]
    }


def _number(item, scales):
    limits = {"minimum": item.get("least", -(10**12)), "maximum": item.get("most", 10**12)}
    return {item["key"]: {"type": "number", "multipleOf": f"1e-{item.get('decimals', 0)}", **limits}}


def _text(item, scales):
    anything = ONE_LINE if item.get("lines", 1) == 1 else ANY
    pattern = f"^(?:{item['pattern']})$" if "pattern" in item else anything
    lengths = {"minLength": max(1, item.get("least", 0)), "maxLength": item.get("most", 2_000)}
    return {item["key"]: {"type": "string", "pattern": pattern, **lengths}}


def _date(item, scales):
    limits = {"formatMinimum": item.get("earliest", "0001-01-01"), "formatMaximum": item.get("latest", "9999-12-31")}
    limits = {word: TODAY if day == "today" else day for word, day in limits.items()}
    return {item["key"]: {"type": "string", "format": "date", **limits}}


def _boolean(item, scales):
    return {item["key"]: {"const": True} if item.get("consent") else {"type": "boolean"}}


_MAKERS = {
    "single": _single,
    "multi": _multi,
    "matrix": _matrix,
    "number": _number,
    "text": _text,
    "date": _date,
    "boolean": _boolean,
}
