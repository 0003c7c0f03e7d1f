"""Who is let in to the page: a browser on this machine that was given its address."""

from __future__ import annotations

import hmac
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),  # the address holds the token
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class Gate:
    """Lets in who has the token, from this machine, for pages of this address.

    Parameters
    ----------
    app
        What is behind it.
    token
        The first part of every path.
    port
        Where it listens. A page of another site may reach it through a name of its own that leads
        here, but can't change what the browser then calls the host, nor where it says it is from.
    """

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app, self._token = app, token.encode()
        self._hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        reason = self._reason_against(scope) if scope["type"] == "http" else "no such protocol"
        answer = PlainTextResponse(reason, 403) if reason else self._app
        await answer(scope, receive, _guarded(send))

    def _reason_against(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if headers.get("host") not in self._hosts:
            return "this page is for this machine alone"
        if origin is not None and origin not in {f"http://{host}" for host in self._hosts}:
            return "this page is for itself alone"
        given = scope["path"].lstrip("/").partition("/")[0]
        if not hmac.compare_digest(given.encode(errors="replace"), self._token):
            return "the address lacks its token"
        return ""


def _guarded(send: Send) -> Send:
    """Add to every answer what keeps a browser from doing more with it than we want."""

    async def guarded(message: Any) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *HEADERS]
        await send(message)

    return guarded
