"""Bytes become text in whichever of the usual encodings they are, or are refused with the line at fault."""

from __future__ import annotations

import codecs

import pytest

from assessments.files.decoding import LATIN, UTF_8, UTF_16, decode
from assessments.files.problems import BadFile
from assessments.files.words import sentences

TEXT = "who,whom\nAndré,Zoë\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), UTF_8),
        (TEXT.encode("utf-8-sig"), UTF_8),
        (TEXT.encode("utf-16"), UTF_16),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), UTF_16),
        (TEXT.encode("utf-16-le"), UTF_16),
        (TEXT.encode("utf-16-be"), UTF_16),
        (TEXT.encode("latin-1"), LATIN),
        (TEXT.encode("cp1252"), LATIN),
        (TEXT.replace("\n", "\r").encode(), UTF_8),
    ],
)
def test_the_usual_encodings(data: bytes, encoding: str) -> None:
    found = decode(data)
    assert (found.text, found.encoding) == (TEXT, encoding)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (codecs.BOM_UTF8 + b" \n", "The file is empty."),
        (b"a,b\n\0", "Line 2: this is not text. Save the file as “CSV UTF-8”."),
        (b"a,b\nx\x1b[0m", "Line 2: this is not text. Save the file as “CSV UTF-8”."),
        ("é\n".encode() + b"\xe9", "Line 2: this is not UTF-8. Save the file as “CSV UTF-8”."),
        (b"\x81\x8d", "Line 1: this is not UTF-8. Save the file as “CSV UTF-8”."),
        (b"PK\x03\x04" + b"\0" * 40, "Line 1: this is not text. Save the file as “CSV UTF-8”."),
        (b"x" * 50_000_001, "The file is larger than 50 MB."),
    ],
    ids=["empty", "mark", "nul", "escape", "both", "neither", "workbook", "large"],
)
def test_what_is_no_text_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(BadFile) as refused:
        decode(data)
    assert sentences(refused.value) == [said]
