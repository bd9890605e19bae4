"""A list of leaders, however somebody brings it: pasted lines, CSV, a workbook; and what is wrong with it, by line."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from assessments.files.problems import BadFile
from assessments.files.roster import MOST_PEOPLE, as_lines, read
from assessments.files.text import address, name
from assessments.files.words import sentences

ADA, BEN = ("Ada Lee", "ada@x.example", "Chief"), ("Ben", "ben@x.example", "")


def is_address(typed: str) -> bool:
    return "@" in typed and " " not in typed


def people(data: str | bytes) -> list[tuple[str, str, str]]:
    found = read(data.encode() if isinstance(data, str) else data, is_address)
    return [(one.name, one.email, one.title) for one in found]


def problems(data: str | bytes) -> list[str]:
    with pytest.raises(BadFile) as refused:
        people(data)
    return sentences(refused.value)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, written = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    "pasted",
    [
        "Ada Lee, ada@x.example, Chief\nBen, ben@x.example",
        "Ada Lee\tada@x.example\tChief\r\nBen\tben@x.example\r\n",
        "ada@x.example; Ada Lee; Chief\n\nben@x.example; Ben;\n",
        "name,e-mail,job title\nAda Lee,ADA@x.example,Chief\nBen,ben@x.example,\n",
        "Job title;Last name;First name;Email\nChief;Lee;Ada;ada@x.example\n;;Ben;ben@x.example\n",
        '\ufeffName,Mail,Position\n"Ada  Lee",ada@x.example\u200b,Chief\nBen,ben@x.example\n',
    ],
)
def test_the_ways_in_which_people_write_lists(pasted: str) -> None:
    assert people(pasted) == [ADA, BEN]


@pytest.mark.parametrize(
    "pasted",
    [
        "Ada Lee <ada@x.example>; Ben <ben@x.example>",
        '"Ada Lee" <ada@x.example>, Ben <ben@x.example>,\n',
        "Ada Lee <ada@x.example>\nBen <ben@x.example>",
    ],
)
def test_addresses_as_a_mail_program_copies_them(pasted: str) -> None:
    assert people(pasted) == [(*ADA[:2], ""), BEN]


def test_a_workbook() -> None:
    data = workbook(
        ("Name", "E-mail", "Job title"), (), ("Ada Lee", "ada@x.example", "Chief"), ("Ben", "ben@x.example")
    )
    assert people(data) == [ADA, BEN]
    assert [one.line for one in read(data, is_address)] == [3, 4]


def test_numbers_and_dates_in_a_workbook_are_text() -> None:
    assert people(workbook((7, "seven@x.example", None, None))) == [("7", "seven@x.example", "")]


def test_somebody_without_an_address_can_be_named() -> None:
    assert people("Ada Lee\nBen") == [("Ada Lee", "", ""), ("Ben", "", "")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ben@x.example", "Line 2: there is no name."),
        ("Ben, ben@", None),
        ("Ben, b n@x.example", "Line 2: “b n@x.example” is not an e-mail address."),
        ("Ben, a@x.example, b@x.example", "Line 2: “a@x.example b@x.example” is not an e-mail address."),
        ("Ben, Ada@X.example", "Line 2: ada@x.example stands in line 1 already."),
        (f"{'x' * 121}, ben@x.example", "Line 2: a name or job title is longer than 120 characters."),
    ],
)
def test_a_wrong_line_is_named(line: str, said: str | None) -> None:
    text = f"Ada, ada@x.example\n{line}"
    if said is None:
        assert len(people(text)) == 2
    else:
        assert problems(text) == [said]


def test_two_of_one_name_need_addresses() -> None:
    assert problems("Ben\nBen\u200b") == [
        "Line 2: Ben stands in line 1 already; give each an e-mail address to tell two apart."
    ]
    assert len(people("Ben, ben@x.example\nBen, ben@y.example")) == 2


def test_a_list_has_somebody_and_not_too_many() -> None:
    assert problems("\n,,\n") == ["Nobody is named there."]
    assert problems("name,e-mail\n") == ["Nobody is named there."]
    assert problems("\n".join(f"P{n}" for n in range(MOST_PEOPLE + 1))) == [
        "Line 201: there are more than 200 people."
    ]


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 and no more", "This workbook cannot be read. Save it anew as XLSX, or as “CSV UTF-8”."),
        (workbook(("Ada",))[:-30], "This workbook cannot be read. Save it anew as XLSX, or as “CSV UTF-8”."),
        (bomb(), "This workbook unpacks to more than 30 MB."),
        (b"\x89PNG\r\n\x1a\n\0", "Line 1: this is not UTF-8. Save the file as “CSV UTF-8”."),
    ],
    ids=["cut", "truncated", "bomb", "picture"],
)
def test_a_file_that_is_no_list(data: bytes, said: str) -> None:
    assert problems(data)[0].endswith(said.removeprefix("Line 1: this is not UTF-8. ")) or problems(data) == [
        said
    ]


names = st.text('abcÅé,;"\t -', min_size=1, max_size=8).map(name).filter(bool)


@given(
    st.lists(
        st.tuples(names, st.integers(0, 99), names), min_size=1, max_size=5, unique_by=lambda one: one[1]
    )
)
def test_what_was_understood_reads_as_the_same_again(rows: list[tuple[str, int, str]]) -> None:
    written = workbook(
        ("name", "email", "title"), *((who, f"p{at}@x.example", what) for who, at, what in rows)
    )
    found = read(written, is_address)
    again = read(as_lines(found).encode(), is_address)
    assert [(o.name, o.email, o.title) for o in again] == [(o.name, o.email, o.title) for o in found]
    assert all(one.email == address(one.email) for one in found)
