"""What is answered when something fails: that it failed, and whether trying again helps."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

RETRY_AFTER = 10  # seconds


@requires_csrf_token
def failed(request: HttpRequest) -> HttpResponse:
    """503 where the database is away, full or locked: nothing was stored, and the same request may work soon."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = loader.get_template("503.html").render()
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})
    return HttpResponse(loader.get_template("500.html").render(), status=500)
