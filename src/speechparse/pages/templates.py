"""The template engine: Jinja2 with everything escaped, styles and scripts set in and admitted by their hashes.

Jinja2 is imported in this module only, so that a command without a page starts without it.
"""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from pkgutil import get_data
from typing import Any, NamedTuple

from jinja2 import BytecodeCache, Environment, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from .. import __version__ as VERSION
from .. import usercache

_UNSHOWN = re.compile("[\0-\x08\x0b\x0e-\x1f\ud800-\udfff]")
_POLICY = "default-src 'none'; style-src {}; script-src {}; {}base-uri 'none'; form-action 'none'"


class Parts(NamedTuple):
    """The names of the style sheets and scripts under ``static/`` that a page consists of, in order.

    ``connects``: the page talks to the server it is from, and shows nothing of another one's.
    """

    styles: tuple[str, ...]
    scripts: tuple[str, ...] = ()
    connects: bool = False


def render(name: str, parts: Parts, **shown: Any) -> Iterator[str]:
    """A page, in pieces. ``shown`` is what its template asks for."""
    style, script = ("".join(map(static, names)) for names in (parts.styles, parts.scripts))
    early = static("early.js") if script else ""
    own = {"style": Markup(style), "script": Markup(script), "early": Markup(early)}
    policy = _policy(style, (early, script), parts.connects)
    return environment().get_template(name).generate(**shown, **own, policy=policy)


class _Kept(BytecodeCache):
    """Compiled templates in the user's cache folder: compiling them takes longer than filling them."""

    def load_bytecode(self, bucket: Bucket) -> None:
        if file := self._file(bucket):
            with suppress(OSError):
                bucket.bytecode_from_string(file.read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        if file := self._file(bucket):
            usercache.keep(file, bucket.bytecode_to_string())

    @staticmethod
    def _file(bucket: Bucket) -> Path | None:
        folder = usercache.cache_folder()
        return folder and folder / f"page-{bucket.key[:16]}-{sys.implementation.cache_tag}.bin"


@cache
def static(name: str) -> str:
    """A file under ``static/``."""
    return _file("static", name)


@cache
def environment() -> Environment:
    """The engine with the project's settings."""
    env = Environment(
        loader=FunctionLoader(lambda name: _file("templates", name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
        auto_reload=False,
        bytecode_cache=_Kept(),
    )
    env.globals["version"] = VERSION
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.filters["one_line"] = lambda text: " ".join(text.split())
    return env


def shown(text: str) -> str:
    """Text with what no page may hold (controls, halves of characters) as U+FFFD."""
    return _UNSHOWN.sub("\ufffd", text)


def _shown(value: Any) -> Any:
    return shown(value) if type(value) is str else value


def _file(folder: str, name: str) -> str:
    data = get_data(__package__, f"{folder}/{name}")  # also out of a zip
    assert data is not None
    return data.decode("utf-8")


def _policy(style: str, scripts: tuple[str, ...], connects: bool) -> str:
    admitted = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (style, *scripts)]
    return _POLICY.format(admitted[0], " ".join(admitted[1:]), "connect-src 'self'; " if connects else "")
