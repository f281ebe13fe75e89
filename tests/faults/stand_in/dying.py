"""A web process that dies at a named point of a request which asks for it: kill -9 to all of it, in the midst of a submit."""

import os
import signal
import threading

import psycopg

HEADER = "X-Dies-At"
POINTS = ("read", "insert", "commit", "committed", "response")
STORES = "INSERT INTO SURVEYS_INBOX"
_told = threading.local()


def dies_where_told(get_response):
    """Kill the web after the request is read, after its insert, before its commit, after it, or before its response."""
    _watch(psycopg.Cursor, "execute", _after_statement)
    _watch(psycopg.Connection, "commit", _around_commit)

    def middleware(request):
        _told.point, _told.stores = request.headers.get(HEADER, ""), False
        if request.body is not None:
            _die_at("read")
        response = get_response(request)
        _die_at("response")
        return response

    return middleware


def _watch(kind, name, around):
    original = getattr(kind, name)
    setattr(kind, name, lambda *args, **kwargs: around(original, *args, **kwargs))


def _after_statement(original, cursor, query, *args, **kwargs):
    done = original(cursor, query, *args, **kwargs)
    if STORES in str(query).upper():
        _told.stores = True
        _die_at("insert")
    return done


def _around_commit(original, line):
    stores = getattr(_told, "stores", False)
    if stores:
        _die_at("commit")
    original(line)
    if stores:
        _die_at("committed")


def _die_at(point):
    if getattr(_told, "point", "") == point:
        os.killpg(os.getpgid(0), signal.SIGKILL)
