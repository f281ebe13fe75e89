"""A browser over real connections: what `Respondent` of the surveys' tests walks with. It follows nothing by itself."""

import http.client
import urllib.request
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode


class Cut(Exception):
    """There was no answer, or not the whole of it."""


class Answer:
    """A response, as Django's test client shows one."""

    def __init__(self, status, headers, content):
        self.status_code, self.headers, self.content = status, headers, content

    def __getitem__(self, name):
        return self.headers[name]


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_about):
        return None


class Browser:
    """Speaks to a port of this machine. `heard`: the status and Retry-After of every answer, 0 where there was none.

    cuts: tells how often the line was cut so far. Python takes a head that was cut off as a whole one; a browser does not.
    """

    def __init__(self, port, timeout=60, cuts=lambda: 0):
        self.port, self.timeout, self.headers, self.heard, self.cuts = port, timeout, {}, [], cuts
        self.forget()

    def forget(self):
        """Lose every cookie."""
        self.jar = CookieJar()
        kept = urllib.request.HTTPCookieProcessor(self.jar)
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), kept, _Stay)

    def get(self, url):
        return self._ask(url)

    def post(self, url, data):
        return self._ask(url, urlencode(data).encode())

    def _ask(self, url, body=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{url}", data=body, headers=self.headers)
        before = self.cuts()
        try:
            with self._opened(request) as response:
                answer = Answer(response.status, response.headers, response.read())
        except (OSError, http.client.HTTPException) as fault:
            self.heard.append((0, None))
            raise Cut(f"{type(fault).__name__}: {fault}") from fault
        if self.cuts() != before:
            raise Cut("The line was cut.")
        self.heard.append((answer.status_code, answer.headers["Retry-After"]))
        return answer

    def _opened(self, request):
        try:
            return self._opener.open(request, timeout=self.timeout)
        except HTTPError as answer:
            return answer
