"""From bytes to text, in whichever of the usual encodings a program saved it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from .problems import bad

LARGEST = 50  # MB
UTF_8, UTF_16, LATIN = "UTF-8", "UTF-16", "Windows-1252"
_control = re.compile("[\0-\x08\x0e-\x1f\x7f]")
_letters_of_utf8 = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True)
class Text:
    """What stands in a file, and the encoding in which it was found."""

    text: str
    encoding: str


def bytes_of(path: Path) -> bytes:
    """What a file holds, up to what is read of any; raises BadFile."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST * 1_000_000 + 1)
    except OSError as error:
        bad("cannot_read", file=ascii(str(path))[1:-1], why=error.strerror or "")
    except ValueError:  # NUL
        bad("bad_option", typed=ascii(str(path))[1:-1])


def decode(data: bytes) -> Text:
    """With or without a byte order mark; raises BadFile for what is no text, with the line where that begins."""
    if len(data) > LARGEST * 1_000_000:
        bad("too_large", most=LARGEST)
    text, encoding = _decoded(data)
    if found := _control.search(text):
        bad("not_text", line=text.count("\n", 0, found.start()) + 1)
    if not text.strip():
        bad("empty_file")
    # Files of old Macs end their lines with a return alone.
    return Text(text if "\n" in text else text.replace("\r", "\n"), encoding)


def _decoded(data: bytes) -> tuple[str, str]:
    codec = _utf16(data)
    try:
        return (data.decode(codec), UTF_16) if codec else (data.decode("utf-8-sig"), UTF_8)
    except UnicodeDecodeError as error:
        # A file that is partly UTF-8 is broken, and a guess would garble names.
        if codec or _letters_of_utf8.search(data):
            bad("not_text" if codec else "not_utf8", line=data.count(b"\n", 0, error.start) + 1)
    try:
        return data.decode("cp1252"), LATIN
    except UnicodeDecodeError as error:
        bad("not_utf8", line=data.count(b"\n", 0, error.start) + 1)


def _utf16(data: bytes) -> str:
    """By its mark, or by the zeros beside plain letters."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = data[:1000]
    if len(start) < 2 or start.count(0) * 3 < len(start):
        return ""
    return "utf-16-le" if start[1] == 0 else "utf-16-be"
