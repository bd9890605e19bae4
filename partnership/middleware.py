"""What holds for every answer of the site."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


def keep_private(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """What was shown to somebody with a session stays in no cache: not a proxy's, not the browser's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        known = request.user.is_authenticated or not request.session.is_empty()
        if known and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware
