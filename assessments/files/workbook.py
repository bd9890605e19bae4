"""The first sheet of an XLSX workbook as rows of text, in bounded time and memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from .problems import bad
from .rows import Row

BEGINS = b"PK\x03\x04"
UNPACKED = 30  # MB: a workbook is a ZIP file, and a few kB can unpack to anything
MOST_ROWS, MOST_COLUMNS = 5_000, 50


def rows(data: bytes) -> Iterator[Row]:
    """Those that are not empty, each with its number; raises BadFile."""
    _refuse_bombs(data)
    try:
        yield from _rows_of_first_sheet(data)
    except Exception:  # openpyxl raises whatever a broken workbook brings about
        bad("not_workbook")


def _refuse_bombs(data: bytes) -> None:
    """By the sizes that it declares: nothing more than these is ever unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        bad("not_workbook")
    if size > UNPACKED * 1_000_000:
        bad("large_workbook", most=UNPACKED)


def _rows_of_first_sheet(data: bytes) -> Iterator[Row]:
    # openpyxl takes 30 MB and .2 s to load: only who brings a workbook pays for it.
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheet = book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True)
    for number, cells in enumerate(islice(sheet, MOST_ROWS), start=1):
        written = [_written(cell) for cell in cells]
        while written and not written[-1]:
            written.pop()
        if written:
            yield number, written


def _written(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()
