# One image for web, worker, beat and migrate; the command tells which. No secret and no server of its own is in it.
# BASE may be pinned to a digest where the image is built for earnest use: --build-arg BASE=python:3.11-slim-bookworm@sha256:…
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements/server.txt requirements/server.txt
RUN python -m venv /venv \
 && /venv/bin/pip install --require-hashes --only-binary :all: -r requirements/server.txt
COPY . .
# The settings want values even to gather static files. These open nothing, and are gone with this line.
RUN MODE=production SECRET_KEY=while-the-static-files-are-gathered-and-not-a-moment-longer \
    LEDGER_KEY=while-the-static-files-are-gathered DATABASE_URL=postgresql://nobody@127.0.0.1:9/nothing \
    BROKER_URL=redis://127.0.0.1:9/0 EMAIL_URL=smtp://127.0.0.1:9 SITE_URL=https://build.example ANCHOR_DIR=/tmp \
    /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
 && /venv/bin/python -m compileall -q .

FROM ${BASE}
RUN groupadd --gid 10001 kvalitet \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin kvalitet \
 && install -d -o kvalitet -g kvalitet -m 0700 /data /data/anchors /data/keys /data/keys-copy /data/media
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    MODE=production \
    ANCHOR_DIR=/data/anchors \
    MEDIA_ROOT=/data/media
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-I", "config/healthcheck.py"]
CMD ["granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "36", "--respawn-failed-workers", "--workers-kill-timeout", "30s", "config.wsgi:application"]
