"""What the script of a page of answers is told of one control: saved, nothing, changed elsewhere since, or why not."""

from __future__ import annotations

from datetime import datetime

from django.http import JsonResponse
from django.utils.translation import gettext as _

from ...forms.sheets import NOTHING, SheetForm, all_errors
from ...models.sheets import Sheet, Taken
from ...results.questions import as_sent


def of(form: SheetForm, sheet: Sheet, taken: Taken, now: datetime) -> JsonResponse:
    """What this answers is what the page may call saved."""
    if taken.behind:
        return _behind(sheet, taken)
    if form.says_nothing and not taken.news:
        return JsonResponse({"why": NOTHING, "version": sheet.version}, status=422)
    return JsonResponse({"saved_at": (sheet.answered_at or now).isoformat(), "version": sheet.version})


def _behind(sheet: Sheet, taken: Taken) -> JsonResponse:
    now = as_sent(sheet.said())
    return JsonResponse(
        {
            "why": _("This was answered somewhere else meanwhile."),
            "version": sheet.version,
            "now": {name: now.get(name, "") for name in sorted(taken.behind)},
        },
        status=409,
    )


def bad(form: SheetForm) -> JsonResponse:
    return JsonResponse({"why": all_errors(form)}, status=422)


def closed() -> JsonResponse:
    return JsonResponse({"why": _("The round has closed; this was not saved.")}, status=409)


def promise_not_read() -> JsonResponse:
    return JsonResponse({"why": _("Please read first who will see your answers.")}, status=409)
