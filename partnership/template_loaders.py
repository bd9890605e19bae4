"""Templates are indented for those who read the files; what is sent does without, at no cost at run time."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import app_directories, filesystem

# A line break stays: between two words it is a blank. Text that keeps its blanks (textarea) comes in as a value.
INDENTED = re.compile(r"\n\s+")


def unindented(name: str, contents: str) -> str:
    return INDENTED.sub("\n", contents) if name.endswith(".html") else contents


class OfTheProject(filesystem.Loader):
    def get_contents(self, origin: Origin) -> str:
        return unindented(origin.name, super().get_contents(origin))


class OfTheApps(app_directories.Loader):
    def get_contents(self, origin: Origin) -> str:
        return unindented(origin.name, super().get_contents(origin))
