"""Who may ask: a key from the start-up link, checked hosts and origins, and headers that let nothing else run."""

from __future__ import annotations

import hmac
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode, urlsplit

from fastapi import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from tawatur.web.desk import Desk

COOKIE = "tawatur-key"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

#: Paths that need no key: what the refusal and the log-in page are drawn with.
OPEN = ("/assets/", "/login")

Next = Callable[[Request], Awaitable[Response]]


def guard(desk: Desk, refuse: Callable[[Request], Response]) -> Callable[[Request, Next], Awaitable[Response]]:
    """The check that every request passes. `refuse` draws the page for those without a key."""

    async def check(request: Request, follow: Next) -> Response:
        response = _check(desk, request, refuse)
        if response is None:
            response = await follow(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return check


def _check(desk: Desk, request: Request, refuse: Callable[[Request], Response]) -> Response | None:
    if not known_host(request.headers.get("host", "")):
        return PlainTextResponse("This server does not answer to that name.", 421)
    bearer = _same(request.headers.get("authorization", ""), f"Bearer {desk.token}")
    if request.method not in ("GET", "HEAD") and not bearer and not _own_origin(request):
        return PlainTextResponse("This request comes from another site.", 403)
    if request.url.path.startswith(OPEN):
        return None
    given = request.query_params.get("token")
    if given is not None and desk.password is None and _same(given, desk.token):
        return _enter(desk, request)
    if bearer or _same(request.cookies.get(COOKIE, ""), desk.session):
        return None
    return refuse(request)


def _enter(desk: Desk, request: Request) -> Response:
    rest = [(k, v) for k, v in request.query_params.multi_items() if k != "token"]
    where = request.url.path + (f"?{urlencode(rest)}" if rest else "")
    return with_key(desk, RedirectResponse(where if where.startswith("/") and not where.startswith("//") else "/", 303))


def with_key(desk: Desk, response: Response) -> Response:
    """The same response, handing out the key of this run to the browser."""
    response.set_cookie(COOKIE, desk.session, httponly=True, samesite="lax", path="/")
    return response


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def known_host(header: str) -> bool:
    """Whether a Host header names this machine: localhost, its own name, or a plain address (none can be rebound)."""
    try:
        host = (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return False
    if host in {"localhost", socket.gethostname().lower(), socket.getfqdn().lower()}:
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _own_origin(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host", "")
