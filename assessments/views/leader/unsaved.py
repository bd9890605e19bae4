"""What a leader says after their session has ended: it is kept until they are back, or said to be unsaved."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from ...forms.sheets import NOT_SAID, Drawn
from ...models.sheets import Sheet
from ...results.questions import as_sent, drawn
from ..reader import reader_of

View = Callable[..., HttpResponse]

# In the session: the id of a rating, or for the practices of the participant → control → what was said and not saved.
HELD = "held"
MOST = 50_000  # characters; five ratings with the longest comments, and no room for a flood


def signed_out(otherwise: View) -> Callable[[View], View]:
    """Signed in, or in a session of their link, the view; otherwise `otherwise`, and never the view.

    It stands in for the login middleware, which lets nobody in without an account.
    """

    def guard(view: View) -> View:
        @login_not_required
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            reader = reader_of(request)
            if reader is None:
                return otherwise(request, **kwargs)
            request.reader = reader  # type: ignore[attr-defined]
            return view(request, **kwargs)

        return guarded

    return guard


def ask(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return redirect_to_login(request.get_full_path())


def say_so(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """To a script, which would take the sign-in page for an answer."""
    why = _("You have been signed out; this was not saved.")
    return JsonResponse({"why": why, "sign_in": resolve_url(settings.LOGIN_URL)}, status=401)


def keep(request: HttpRequest, **address: str) -> HttpResponse:
    """What a page without a script carried waits in the browser's session while its leader signs in.

    Whoever signs in next need not be that leader. Nothing of it is shown or saved here: `held` is asked only by the
    sheet's own page, after its queryset has found that this reader gives this sheet; to anybody else that page is
    404 or has another sheet, and signing out ends the session with all that it held. Its leader finds it on the page,
    not saved yet.
    """
    said = _unsaved(request.POST.dict())
    if said:
        _hold(request, address.get("rating") or request.POST.get("sheet", ""), said)
    return redirect_to_login(request.get_full_path())


def held(request: HttpRequest, rating: str) -> dict[str, str]:
    """Ask only for a rating that was fetched through its reader."""
    return request.session.get(HELD, {}).get(rating, {})


def on_top(waiting: dict[str, str], sheet: Sheet) -> dict[str, str]:
    """The page as it would be drawn, with what waits to be saved in its place, of the version that it was said on."""
    return as_sent(sheet.said()) | waiting | {"drawn": drawn(sheet)}


def let_go(request: HttpRequest, rating: str, *controls: str) -> None:
    """Of these controls or, where none is named, of the whole rating: it is saved."""
    waiting = held(request, rating)
    if not waiting:
        return
    rest = {name: value for name, value in waiting.items() if controls and name not in controls}
    others = {key: said for key, said in request.session[HELD].items() if key != rating}
    request.session[HELD] = others | ({rating: rest} if rest.keys() - NOT_SAID else {})


def _hold(request: HttpRequest, rating: str, said: dict[str, str]) -> None:
    waiting = request.session.get(HELD, {}) | {rating: held(request, rating) | said}
    if len(json.dumps(waiting)) > MOST:
        messages.error(
            request,
            _("You were signed out, and this is too long to be kept. Go back in your browser to copy it."),
        )
        return
    request.session[HELD] = waiting
    messages.warning(
        request, _("You were signed out, so this is not saved yet. Sign in: it will be there again.")
    )


def _unsaved(posted: dict[str, str]) -> dict[str, str]:
    """What differs from the page as it was drawn, taken back ones too."""
    before = Drawn().to_python(posted.get("drawn")) or {}
    sent = {name: posted.get(name, "").replace("\r\n", "\n") for name in {*posted, *before} - NOT_SAID}
    said = {name: value for name, value in sent.items() if value != before.get(name, "")}
    return said | {"version": posted.get("version", "")} if said else {}
