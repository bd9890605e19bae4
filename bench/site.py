"""The product's settings as they are; only the compressed static files lie in a folder of the run."""

import os

from partnership.settings import *  # noqa: F403

STATIC_ROOT = os.environ["BENCH_STATIC_ROOT"]
if os.environ["BENCH_STATIC"] == "as they lie":  # compressing them takes longer than the smallest run
    STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    WHITENOISE_USE_FINDERS = True
