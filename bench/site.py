"""The product's settings as they are; only the compressed static files lie in a folder of the run."""

import os

from partnership.settings import *  # noqa: F403

if os.environ["BENCH_STATIC_ROOT"]:
    STATIC_ROOT = os.environ["BENCH_STATIC_ROOT"]
else:  # the smallest run: compressing them would take longer than all it measures
    STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    WHITENOISE_USE_FINDERS = True
