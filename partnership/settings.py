"""Every setting of the site, read from the environment; a bad value stops the start with a sentence."""

from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def _stop(sentence: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{sentence} See .env.example for every setting.")


def _flag(name: str) -> bool:
    """Only the words below: `DEBUG=flase` must not silently mean off (or on)."""
    raw = env.str(name, default="off").strip().lower()
    words = {
        "on": True,
        "true": True,
        "1": True,
        "yes": True,
        "off": False,
        "false": False,
        "0": False,
        "no": False,
    }
    if raw not in words:
        raise _stop(f"{name} is “{raw}”, which is neither on nor off.")
    return words[raw]


def _number(name: str, default: int) -> int:
    raw = env.str(name, default=str(default))
    if not raw.isdecimal():
        raise _stop(f"{name} is “{raw}”, which is not a whole number.")
    return int(raw)


def _list(name: str) -> list[str]:
    return [part.strip() for part in env.str(name, default="").split(",") if part.strip()]


def _choice(name: str, default: str, choices: dict[str, str]) -> str:
    raw = env.str(name, default="").strip() or default
    if raw not in choices:
        raise _stop(f"{name} is “{raw}”, which is not one of {', '.join(choices)}.")
    return choices[raw]


def _url(name: str, default: str, reader: str, schemes: tuple[str, ...]) -> dict:
    """What the address says; one that is empty is not chosen yet. The sentence never repeats a password."""
    raw = env.str(name, default="") or default
    try:
        if urlsplit(raw).scheme not in schemes:
            raise ValueError(raw)
        return getattr(env, f"{reader}_config")(raw)
    except (ValueError, KeyError, TypeError, ImproperlyConfigured) as error:
        raise _stop(f"{name} must begin with {' or '.join(schemes)} and be a whole address.") from error


def _site_url() -> str:
    """The public address decides hosts, cookies and transport security: one setting, not five that can disagree."""
    url = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(url)
    if not _is_bare(parts):
        raise _stop("SITE_URL is not a bare address such as https://partnership.example.org.")
    if parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "localhost"}:
        raise _stop(
            "SITE_URL must begin with https:// unless it is 127.0.0.1 or localhost: answers travel over it."
        )
    return url


def _is_bare(parts: SplitResult) -> bool:
    """Scheme and host, perhaps a port, and nothing else."""
    try:
        host = parts.hostname and (parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and parts.geturl() == f"{parts.scheme}://{host}"


def _time_zone() -> str:
    name = env.str("TIME_ZONE", default="UTC")
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        raise _stop(f"TIME_ZONE is “{name}”, which is not a time zone such as Europe/Vienna.") from error
    return name


# --- what the site is -------------------------------------------------------------------------------------------------
DEBUG = _flag("DEBUG")
DEMO = _flag("DEMO")
SITE_URL = _site_url()
SECURE = SITE_URL.startswith("https://")
SECRET_KEY = env.str("SECRET_KEY", default="")
if len(SECRET_KEY) < 50:
    raise _stop(
        "SECRET_KEY is missing or shorter than 50 characters: give the site a long random one and keep it."
    )
SECRET_KEY_FALLBACKS = _list("SECRET_KEY_FALLBACKS")  # earlier keys, after a change
if DEBUG and SECURE:
    raise _stop("DEBUG is on for a public address: error pages would show what people have answered.")
if DEMO and SECURE:
    raise _stop("DEMO is on for a public address: the demo lets anyone in and only runs on this computer.")

ALLOWED_HOSTS = [str(urlsplit(SITE_URL).hostname)]
if not SECURE:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "assessments",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "partnership.middleware.keep_private",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "partnership.urls"
WSGI_APPLICATION = "partnership.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "partnership.template_loaders.OfTheProject",
                        "partnership.template_loaders.OfTheApps",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "assessments.views.reader.reader",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- where it keeps things --------------------------------------------------------------------------------------------
SQLITE = f"sqlite:///{BASE_DIR / 'var' / 'partnership.sqlite3'}"
DATABASES = {"default": _url("DATABASE_URL", SQLITE, "db_url", ("sqlite", "postgres", "postgresql"))}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Measured: with Django's defaults most writes fail as soon as four people answer at once; with these none does.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "partnership.staticfiles.OneSheetStorage"
    },
}

# --- who comes in -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "assessments.User"
AUTHENTICATION_BACKENDS = ["assessments.accounts.PartsBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "demo" if DEMO else "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "assessments.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # signing up is closed; signing in asks for these
ACCOUNT_EMAIL_VERIFICATION = "none"  # an admin gave the address; signing in by a code sent there proves it
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900  # seconds: mail can be slow
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever did not change their password learns that somebody did
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# Counted by who asks, never by whom it is about: nobody is locked out by what somebody else tries. Generous enough
# for an organisation behind one address that starts on Monday at nine.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "120/m/ip",
    "reset_password": "60/m/ip",
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",  # the key is made of the address and who asks
}
ALLAUTH_TRUSTED_PROXY_COUNT = _number("TRUSTED_PROXIES", 0)
# allauth counts sign-in attempts in the cache: shared by all processes, or each would allow its own number.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True

# --- headers ----------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# plotly.js adds one empty <style>; this is the hash of the empty string, and without it the chart breaks.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, EMPTY_STYLE],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- words, time, mail ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = _time_zone()

MAIL = ("consolemail", "smtp", "smtp+tls", "smtp+ssl", "filemail", "memorymail", "dummymail")
vars().update(_url("EMAIL_URL", "dummymail://" if DEMO else "consolemail://", "email_url", MAIL))
if SECURE and vars()["EMAIL_BACKEND"].endswith("console.EmailBackend"):
    raise _stop("EMAIL_URL is needed for a public address: sign-in codes would be printed to the log.")
EMAIL_TIMEOUT = _number("EMAIL_TIMEOUT", 10)  # seconds for each step: a silent mail server is given up
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Leadership Partnership <no-reply@localhost>")

# --- what is done after the answer ------------------------------------------------------------------------------------
TASKS = {
    "default": {
        "BACKEND": _choice(
            "TASKS",
            "threads",
            {"threads": "partnership.tasks.ThreadBackend", "database": "django_tasks_db.DatabaseBackend"},
        )
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"django_tasks": {"level": "WARNING"}},  # two lines a job, of no use while all goes well
}
SILENCED_SYSTEM_CHECKS: list[str] = []
