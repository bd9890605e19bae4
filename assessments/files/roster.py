"""Who leads: pasted lines, a CSV file or a workbook, as people with name, job title and address."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import workbook
from .decoding import decode
from .problems import Problems, bad
from .rows import Row
from .text import address, same, shown, visible

MOST_PEOPLE = 200
LONGEST = 120  # letters of a name or job title
HEADINGS = {
    "name": "name",
    "full name": "name",
    "leader": "name",
    "first name": "first",
    "given name": "first",
    "last name": "last",
    "surname": "last",
    "family name": "last",
    "e-mail": "email",
    "email": "email",
    "mail": "email",
    "e-mail address": "email",
    "email address": "email",
    "job title": "title",
    "title": "title",
    "position": "title",
}
_bracketed = re.compile(r"(.*?)<([^<>]*@[^<>]*)>")

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Person:
    """`email` is "" for somebody who will not sign in."""

    line: int
    name: str
    title: str = ""
    email: str = ""


def read(data: bytes, is_address: Callable[[str], bool]) -> tuple[Person, ...]:
    """In the order in which they stand there; raises BadFile with every line at fault."""
    problems = Problems()
    people: list[Person] = []
    for line, cells in _named(workbook.rows(data) if data.startswith(workbook.BEGINS) else _pasted(data)):
        people.append(_person(line, cells))
        _check(people[-1], is_address, problems)
        if len(people) > MOST_PEOPLE:
            problems.add(line, "too_many_leaders", most=MOST_PEOPLE)
            break
    _check_apart(people, problems)
    problems.refuse()
    if not people:
        bad("nobody")
    return tuple(people)


def as_lines(people: Sequence[Person]) -> str:
    """What reads as the same people again."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter="\t")  # which no name holds
    writer.writerow(["name", "e-mail", "job title"])
    writer.writerows([one.name, one.email, one.title] for one in people)
    return written.getvalue()


def _pasted(data: bytes) -> Iterator[Row]:
    """Divided by tabs if there are any, else by semicolons, else by commas."""
    text = decode(data).text.replace("\r\n", "\n")
    delimiter = next((mark for mark in "\t;" if mark in text), ",")
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            if any(map(visible, cells)):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        bad("not_columns", line=line)


def _named(rows: Iterator[Row]) -> Iterator[tuple[int, Cells]]:
    """Cells by what they hold: as the first row names them, or by how they look."""
    columns: Sequence[str] = ()
    for place, (line, cells) in enumerate(rows):
        seen = [visible(cell) for cell in cells]
        headings = [HEADINGS.get(cell.casefold(), "") for cell in seen]
        if place == 0 and {"name", "last"} & {*headings} and not any("@" in cell for cell in seen):
            columns = headings
        elif columns:
            yield line, dict(zip(columns, seen, strict=False))
        else:
            yield from ((line, one) for one in _guessed(seen))


def _guessed(cells: Sequence[str]) -> Iterator[Cells]:
    """“Ada Lee, ada@example.org, Director”; or addresses as mail programs write them, one or several on a line."""
    bracketed = [found for cell in cells if (found := _bracketed.fullmatch(cell))]
    if bracketed:
        yield from ({"name": visible(one[1]).strip('" '), "email": one[2]} for one in bracketed)
        return
    addresses = [cell for cell in cells if "@" in cell]
    words = [cell for cell in cells if cell and "@" not in cell]
    yield dict(zip(("name", "title"), words, strict=False)) | {"email": " ".join(addresses)}


def _person(line: int, cells: Cells) -> Person:
    name = cells.get("name") or f"{cells.get('first', '')} {cells.get('last', '')}".strip()
    return Person(line, name, cells.get("title", ""), address(cells.get("email", "")))


def _check(person: Person, is_address: Callable[[str], bool], problems: Problems) -> None:
    if not person.name:
        problems.add(person.line, "no_name")
    if len(person.name) > LONGEST or len(person.title) > LONGEST:
        problems.add(person.line, "long_name", most=LONGEST)
    if person.email and not is_address(person.email):
        problems.add(person.line, "bad_address", typed=shown(person.email))


def _check_apart(people: Sequence[Person], problems: Problems) -> None:
    """An address is one person's; without addresses two of one name could not be told apart."""
    first: dict[str, Person] = {}
    for person in people:
        other = first.setdefault(person.email or same(person.name), person)
        if other is not person and person.name:
            code = "repeated_address" if person.email else "repeated_name"
            problems.add(person.line, code, typed=shown(person.email or person.name), first=other.line)
