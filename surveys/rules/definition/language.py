"""Languages of a questionnaire: tags after BCP 47 (language, script, region), their own names, and which way they run."""

import re

from surveys.rules.definition.shape import String

TAG_PATTERN = "[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
TAG = String(TAG_PATTERN, 12, "language-tag")

RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "arz", "azb", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn"}
    | {"nqo", "pnb", "prs", "ps", "rhg", "sd", "syr", "ug", "ur", "yi"}
)

OWN_NAMES = {
    "ar": "العربية",
    "bs": "Bosanski",
    "ckb": "کوردیی ناوەندی",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "et": "Eesti",
    "fa": "فارسی",
    "fi": "Suomi",
    "fr": "Français",
    "hi": "हिन्दी",
    "hr": "Hrvatski",
    "it": "Italiano",
    "kmr": "Kurmancî",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "pl": "Polski",
    "prs": "دری",
    "ps": "پښتو",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "se": "Davvisámegiella",
    "sk": "Slovenčina",
    "so": "Soomaali",
    "sq": "Shqip",
    "sr": "Српски",
    "sv": "Svenska",
    "th": "ไทย",
    "ti": "ትግርኛ",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh": "中文",
}


def is_tag(tag: str) -> bool:
    """Tell whether `tag` is a language tag in canonical case: sv, pt-BR, sr-Latn, es-419."""
    return re.fullmatch(TAG_PATTERN, tag, re.ASCII) is not None


def direction(tag: str) -> str:
    """Return "rtl" or "ltr". A script in the tag decides, else the language."""
    language, *rest = tag.split("-")
    scripts = [part for part in rest if len(part) == 4]  # noqa: PLR2004 - a script subtag has four letters
    if scripts:
        return "rtl" if scripts[0] in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def own_name(tag: str) -> str:
    """Return what speakers call the language; the tag itself when it is not known here."""
    name = OWN_NAMES.get(tag) or OWN_NAMES.get(tag.partition("-")[0])
    return f"{name} ({tag})" if name and tag not in OWN_NAMES else name or tag


def fallbacks(tag: str, base: str) -> tuple[str, ...]:
    """Return the languages to look for a text in, best first: the tag, its parents, the base."""
    parts = tag.split("-")
    chain = ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys([*chain, base]))
