"""One style sheet: when static files are collected, the sheets it imports and the icons are written into it.

Before a phone can draw anything it waits for every sheet, and each further one costs it a round trip
(docs/performance.md). While developing, the browser follows the imports itself.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import quote

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = ("css/site.css", "css/site.rtl.css")
IMPORT = re.compile(r'@import url\("(?P<url>[^"]+)"\)(?: layer\((?P<layer>\w+)\))?;')
ICON = re.compile(r'url\("(?P<url>[^":]+\.svg)"\)')
COMMENT = re.compile(r"/\*(?!!).*?\*/", re.DOTALL)  # a licence, which begins with a !, stays
SAFE = " =:/'"  # in an address between double quotes; all else is escaped


class OneSheetStorage(CompressedManifestStaticFilesStorage):
    # A module of ours imports others by their hashed names; vendored scripts are left as they came.
    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        whole = InMemoryStorage()
        for name in (sheet for sheet in SHEETS if sheet in paths and not dry_run):
            whole.save(name, ContentFile(_written_out(name, paths).encode()))
            paths[name] = (whole, name)
        yield from super().post_process(paths, dry_run, **options)


def _written_out(name: str, paths: dict[str, Any]) -> str:
    text = IMPORT.sub(
        lambda found: _sheet(_beside(name, found["url"]), found["layer"], paths), _read(name, paths)
    )
    text = ICON.sub(lambda found: _data_url(_read(_beside(name, found["url"]), paths)), text)
    return COMMENT.sub("", text)


def _sheet(name: str, layer: str | None, paths: dict[str, Any]) -> str:
    text = _read(name, paths).removeprefix('@charset "UTF-8";')
    return f"@layer {layer} {{\n{text}\n}}" if layer else text


def _data_url(svg: str) -> str:
    single = svg.strip().replace('"', "'")
    return f'url("data:image/svg+xml,{quote(single, safe=SAFE)}")'


def _beside(name: str, url: str) -> str:
    return normpath(str(PurePosixPath(name).parent / url))


def _read(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
