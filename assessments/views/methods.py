"""Which HTTP methods a page answers; everything else is refused with 405."""

from django.views.decorators.http import require_http_methods

may_post = require_http_methods(["GET", "HEAD", "POST"])
