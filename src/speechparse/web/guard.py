"""Which requests are let in: those to this address, from this page, with the token, and not too large.

Another page in the same browser can send requests here too. It cannot guess the token in the path; a name of its own
that leads to 127.0.0.1 shows in Host; what it sends shows in Origin.
"""

from __future__ import annotations

from secrets import compare_digest

from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_DRAINED = 1 << 30  # bytes: so much of too large a body is read, so that the answer reaches the sender


class Guard:
    """Stands before the application. ``port`` and ``token`` are this start's own, ``most`` the bytes of one body."""

    def __init__(self, app: ASGIApp, port: int, token: str, most: int) -> None:
        self.app, self.token, self.most = app, token, most
        self.hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it with one line."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        if scope["path"] == "/favicon.ico":  # browsers ask for it, whatever a page says
            await Response(status_code=204)(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            status, words = refusal
            if status == 413:
                await _drain(receive)
            await PlainTextResponse(words + "\n", status)(scope, receive, send)
            return
        scope = {**scope, "path": scope["path"][len(self.token) + 1 :] or "/", "raw_path": b""}
        await self.app(scope, _Counted(receive, self.most), _with_headers(send))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if headers.get("host") not in self.hosts:
            return 403, "拒绝：地址不对，请从本机打开 wrong Host: this page is for this machine alone"
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self.hosts}:
            return 403, "拒绝：请求来自别的网页 foreign Origin"
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return 403, "拒绝：请求来自别的网页 foreign site"
        given = scope["path"].split("/")[1] if scope["path"].startswith("/") else ""
        if not compare_digest(given.encode(), self.token.encode()):
            return (
                403,
                "拒绝：网址不完整，请用启动时显示的网址 the token is missing: use the address shown at the start",
            )
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.most:
            return 413, f"拒绝：文件超过 {self.most >> 20} MB larger than {self.most >> 20} MB"
        return None


async def _drain(receive: Receive) -> None:
    read = 0
    while read < _DRAINED:
        message = await receive()
        read += len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


class TooLarge(Exception):
    """A body that gave no length and has become too large."""


class _Counted:
    def __init__(self, receive: Receive, most: int) -> None:
        self.receive, self.left = receive, most

    async def __call__(self) -> Message:
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise TooLarge
        return message


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *HEADERS]
        await send(message)

    return sending
