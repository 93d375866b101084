"""HTTP with the service: JSON in and out, and patience with a network or a service that is away."""

import http.client
import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Dict, Mapping, Optional

#: Answers after which the same request may succeed later.
_PASSING = (502, 503, 504)
_LONGEST_PAUSE = 15.0


class ServiceError(Exception):
    """The service refused a request, or cannot be reached.

    Attributes:
        status: the HTTP status; 0 if there was no answer.
    """

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class Connection:
    """The API of one service.

    Args:
        url: such as ``http://127.0.0.1:8080``.
        key: an API key, where the service asks for one.
        patience: for how many seconds a service that is away is waited for.
    """

    def __init__(self, url: str, key: Optional[str] = None, patience: float = 3600.0) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"the service's address must begin with http:// or https://, but is {url!r}")
        self.url = url.rstrip("/")
        self.patience = patience
        self._headers = {"Accept": "application/json, */*"}
        if key:
            self._headers["X-API-Key"] = key
        # A redirect or a proxy would see the key; a service on this machine is not behind a proxy.
        local = parts.hostname in ("127.0.0.1", "localhost", "::1")
        handlers = [_NoRedirect()] + ([urllib.request.ProxyHandler({})] if local else [])
        self._opener = urllib.request.build_opener(*handlers)

    def get(self, path: str, **parameters: Any) -> Any:
        """The JSON at a path below ``/api/v1``; parameters that are None are left out."""
        return json.loads(self.text(path, **parameters))

    def text(self, path: str, **parameters: Any) -> str:
        """The same as text, whatever it is."""
        given = {name: value for name, value in parameters.items() if value is not None}
        query = "?" + urllib.parse.urlencode(given) if given else ""
        return self._patiently("GET", path + query, None, {}) or ""

    def post(self, path: str, body: Any, headers: Optional[Mapping[str, str]] = None, timeout: float = 30.0) -> Any:
        """The JSON that answers; None if the answer is empty. Only for requests that may be repeated."""
        answer = self._patiently("POST", path, json.dumps(body, allow_nan=False).encode(), dict(headers or {}), timeout)
        return json.loads(answer) if answer else None

    def check(self) -> None:
        """Raises `ServiceError` at once if the service is away or refuses the key."""
        self._once("GET", "/workers", None, {}, 10.0)

    def _patiently(self, method: str, path: str, body: Optional[bytes], headers: Dict[str, str],
                   timeout: float = 30.0) -> Optional[str]:
        begun, pause, told = time.monotonic(), 1.0, False
        while True:
            try:
                return self._once(method, path, body, headers, timeout)
            except ServiceError as error:
                if error.status not in (0, *_PASSING) or time.monotonic() - begun > self.patience:
                    raise
                if not told and time.monotonic() - begun > 5:
                    print(f"afos: waiting for the service: {error}", file=sys.stderr)
                    told = True
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _once(self, method: str, path: str, body: Optional[bytes], headers: Dict[str, str], timeout: float) -> Optional[str]:
        request = urllib.request.Request(self.url + "/api/v1" + path, data=body, method=method)
        for name, value in {**self._headers, **headers}.items():
            request.add_header(name, value)
        if body is not None:
            request.add_header("Content-Type", "application/json")
        try:
            with self._opener.open(request, timeout=timeout) as answer:
                return answer.read().decode() or None
        except urllib.error.HTTPError as refused:
            raise ServiceError(_reason(refused), refused.code) from None
        except (OSError, http.client.HTTPException) as away:
            raise ServiceError(f"{self.url} does not answer: {getattr(away, 'reason', away)}") from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:  # type: ignore[override]
        return None


def _reason(refused: urllib.error.HTTPError) -> str:
    """The problem details in one line."""
    try:
        problem = json.loads(refused.read())
        detail = problem.get("detail") or problem.get("title") or refused.reason
        others = [f"{error['field']} {error['message']}" for error in problem.get("errors", [])[1:]]
        return "; ".join([detail, *others])
    except (ValueError, AttributeError, KeyError, OSError, http.client.HTTPException):
        return f"HTTP {refused.code} {refused.reason}"
