"""The row of points under a question: drawn once for each choice, then kept, as it names nobody."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..results.questions import Point, Question

register = template.Library()


@register.simple_tag
def points(question: Question) -> SafeString:
    return _drawn(question.key, question.points, question.cant_say, question.has_focus, get_language())


@lru_cache(maxsize=2048)
def _drawn(
    key: str, row: tuple[Point, ...], cant_say: bool | None, focus: bool, language: str | None
) -> SafeString:
    context = {"key": key, "points": row, "cant_say": cant_say, "focus": focus}
    return render_to_string("parts/points.html", context)
