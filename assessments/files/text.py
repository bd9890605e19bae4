"""What a reader sees of a text: the same to the eye is the same, whatever the bytes are."""

from __future__ import annotations

import re
import unicodedata

# Not drawn at all, though Unicode counts them as letters, marks or symbols.
BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U000e0100-\U000e01ef\ufe00-\ufe0f\u180b-\u180f"
# Drawn, though Unicode counts them as formatting: Arabic and Indic signs before a number.
DRAWN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Joiners shape the letters of Arabic and Indic scripts; between other letters nobody sees them.
JOINING = "\u0600-\u0dff\u0e80-\u0fff\u1000-\u109f\u1780-\u17ff\ufb50-\ufdff\ufe70-\ufefe"
_blank = re.compile(f"[{BLANK}]")
_idle_joiner = re.compile(f"(?<![{JOINING}])[\u200c\u200d]|[\u200c\u200d](?![{JOINING}])")
_joiner = re.compile("[\u200c\u200d]")
_whole = re.compile(r"(\d+)[.,]0+")
_zeros = re.compile(r"(?<![\d.,])0+(?=\d)")
_numbered_team = re.compile(r"team (?=\d+$)")


def visible(text: str) -> str:
    """What can be seen of it, on one line: composed, without invisible characters, and with single spaces."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    drawn = _idle_joiner.sub("", _blank.sub("", composed))
    return " ".join("".join(filter(_is_drawn, drawn)).split())


def _is_drawn(character: str) -> bool:
    if character in "\u200c\u200d" or character in DRAWN:
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


def address(typed: str) -> str:
    """An e-mail address as it counts: what cannot be seen makes no other one, nor do capitals."""
    return same(typed).lower()


def name(cell: str) -> str:
    """A person or team as a file names it: a whole number stays one, however a program wrote it (1.0 is 1)."""
    seen = visible(cell)
    number = _whole.fullmatch(seen)
    return number[1] if number else seen


def same(text: str) -> str:
    """Equal for two texts that nobody can tell apart."""
    return _joiner.sub("", visible(text))


def alike(text: str) -> str:
    """Equal for two texts whose difference can be seen, but is hardly meant: capitals, wide letters, 07 and 7."""
    plain = unicodedata.normalize("NFKC", same(text)).casefold()
    digits = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in plain)
    return _numbered_team.sub("", _zeros.sub("", unicodedata.normalize("NFC", digits)))


def is_text(text: str) -> bool:
    """False for what no file, database or screen takes: NUL, and bytes that were no text in an argument."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def natural(text: str) -> tuple[bool, int, str]:
    """In which order people count: numbers before words and by size, 2 before 10."""
    return (not text.isdecimal(), int(text) if text.isdecimal() else 0, text)


def shown(text: str, most: int = 40) -> str:
    """The beginning of what somebody wrote, to repeat it in a message."""
    seen = visible(text[: 4 * most])
    return seen if len(seen) <= most else f"{seen[: most - 1]}…"
