"""Django's settings. What differs between machines comes from `config.environment`; the rest is said here, once."""

import ssl

from config import environment as here
from config.logging import logging_config

MODE = here.MODE
DEBUG = False
SECRET_KEY = here.SECRET_KEY
ALLOWED_HOSTS = here.ALLOWED_HOSTS
SITE_URL = here.SITE_URL
ORGANISER = here.ORGANISER
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

INSTALLED_APPS = [
    "cms",
    "quality",
    "surveys",
    "workflows",
    "organisation",
    "ledger",
    "ui",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "formtools",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ui.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "ui.middleware.words_for_refused_methods",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "organisation.middleware.last_seen",
    "organisation.middleware.own_language",
    "organisation.middleware.private_pages",
    "ledger.middleware.one_now_per_request",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ui.context_processors.shell",
            ],
        },
    },
]
FORM_RENDERER = "ui.renderers.FormRenderer"

# ── stored ────────────────────────────────────────────────────────────────
DATABASES = {"default": here.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # documents and texts lie beside the counts that slow down guessing
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if MODE == "production"
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = here.STATIC_ROOT
MEDIA_URL = "/media/"
MEDIA_ROOT = here.MEDIA_ROOT
WHITENOISE_USE_FINDERS = MODE != "production"

# ── who ───────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend", "cms.access.backend.BackOffice"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "organisation.forms.adapter.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"feedback": "5/h/ip", "invitation": "30/m/ip"}  # beside those of allauth itself
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
DEMO_PASSWORD = "tre goda kringlor"  # noqa: S105 (of made-up people, in demo mode only)
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = here.TRUSTED_PROXIES

# ── language and time ─────────────────────────────────────────────────────
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

# ── mail ──────────────────────────────────────────────────────────────────
globals().update({name: value for name, value in here.mail().items() if value is not None})
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = here.DEFAULT_FROM_EMAIL
SERVER_EMAIL = here.DEFAULT_FROM_EMAIL
MAIL_DIR = here.MAIL_DIR

# ── tasks: RELIABILITY.md section 1; ledger.checks refuses to start with anything weaker ──
CELERY_BROKER_URL = here.BROKER_URL
# Without this kombu takes any certificate; an address may still say ?ssl_cert_reqs=CERT_NONE.
CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_REQUIRED} if CELERY_BROKER_URL.startswith("rediss:") else None
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_RESULT_EXPIRES = None
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_timeout": 10, "socket_connect_timeout": 5}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {"tick": {"task": "ledger.tasks.tick", "schedule": 60.0, "options": {"expires": 55}}}
CELERY_BEAT_SCHEDULER = "ledger.beat:SteadyScheduler"

# ── the ledger ────────────────────────────────────────────────────────────
LEDGER_KEY = here.LEDGER_KEY
ANCHOR_DIR = here.ANCHOR_DIR
KEYS_DIR = here.KEYS_DIR
KEYS_COPY = here.KEYS_COPY

# ── the browser's side ────────────────────────────────────────────────────
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CSP_BY_PREFIX = {
    "/redaktion/": SECURE_CSP
    | {
        "img-src": ["'self'", "data:", "blob:"],
        "style-src": ["'self'", "'unsafe-inline'"],  # Wagtail's editor sets styles on what it draws
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],  # the preview beside the text
    }
}
SECURE_REFERRER_POLICY = "strict-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = here.HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if here.HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = here.HTTPS
SECURE_HSTS_PRELOAD = here.HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if here.TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = here.HTTPS
CSRF_COOKIE_SECURE = here.HTTPS
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ui.views.errors.csrf_failure"

# ── writing (Wagtail) ─────────────────────────────────────────────────────
WAGTAIL_SITE_NAME = "Kvalitetshjulet"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # some seventy for each goal of a plan in the editor
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES[:1]

LOGGING_CONFIG = None
logging_config(here.LOG_LEVEL)
