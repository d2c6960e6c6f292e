"""The languages that surveys may be translated into: each one's name in itself, and the direction of its writing."""

from __future__ import annotations

# The languages that England's schools record most (Department for Education, "Schools, pupils and their
# characteristics"), and Welsh. Another one is shown by its code.
NAMES = {
    "en": "English",
    "ar": "العربية",
    "bg": "Български",
    "bn": "বাংলা",
    "cy": "Cymraeg",
    "es": "Español",
    "fa": "فارسی",
    "fr": "Français",
    "gu": "ગુજરાતી",
    "hu": "Magyar",
    "it": "Italiano",
    "ku": "Kurdî",
    "ckb": "کوردی",
    "lt": "Lietuvių",
    "pa": "ਪੰਜਾਬੀ",
    "pl": "Polski",
    "ps": "پښتو",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "so": "Soomaali",
    "ta": "தமிழ்",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "zh": "中文",
}
RIGHT_TO_LEFT = {"ar", "ckb", "fa", "he", "ps", "ur", "yi"}


def name_of(language: str) -> str:
    """The language's name in itself, or its code."""
    return NAMES.get(language, NAMES.get(language.split("-", maxsplit=1)[0], language))


def direction_of(language: str) -> str:
    """ "rtl" or "ltr", as HTML's `dir` takes it."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"
