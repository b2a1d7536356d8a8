"""Tag soup -> tokens, in one pass: the tokenizer of the HTML standard, less what no page of text needs.

The standard library's parser is not used: its reading of comments, scripts and stray ``<`` differs between Python 3.11
and 3.14, and some of its versions take quadratic time over tags that never end. Work here is linear: what was looked
for once and not found (``-->``, a closing tag) is not looked for again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

Attributes = dict[str, str]
_NONE: Attributes = {}

_NAME = re.compile(r"[A-Za-z][^\s/<>]*")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/<>=][^\s/<>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s<>]*))?""")
_REST = re.compile(r"[^<>]*>?")
# Their content is no markup. What they hold is dropped but for the title's.
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"})


class Token(NamedTuple):
    """A piece of text (its entities resolved), or the start or end of an element."""

    kind: Literal["text", "start", "end"]
    name: str
    attributes: Attributes = _NONE


def tokens(page: str) -> Iterator[Token]:
    """The tokens of a page. Comments, declarations and processing instructions give none; nothing raises."""
    at, size = 0, len(page)
    missing: set[str] = set()  # what does not come any more
    while at < size:
        tag = page.find("<", at)
        if tag < 0:
            tag = size
        if tag > at:
            yield _text(page[at:tag])
        at = tag
        if at >= size:
            return
        if name := _NAME.match(page, at + 1):
            tag_name = name[0].lower()
            attributes, at = _attributes(page, name.end())
            yield Token("start", tag_name, attributes)
            if tag_name in _RAW:
                content, at = _raw(page, at, tag_name, missing)
                if tag_name == "title" and content:
                    yield _text(content)
                yield Token("end", tag_name)
        elif page.startswith("</", at) and (name := _NAME.match(page, at + 2)):
            yield Token("end", name[0].lower())
            at = _REST.match(page, name.end()).end()  # type: ignore[union-attr] # matches anywhere
        elif page.startswith("<!--", at):
            at = _after_comment(page, at, missing)
        elif page.startswith(("<!", "<?", "</"), at):
            at = _after(page, ">", at + 2, missing)
        else:  # 5 < 6
            yield Token("text", "<")
            at += 1


def _text(raw: str) -> Token:
    return Token("text", unescape(raw) if "&" in raw else raw)


def _attributes(page: str, at: int) -> tuple[Attributes, int]:
    """The attributes after a tag's name, and where the tag ends: a ``<`` ends it too, where its ``>`` was lost."""
    found: Attributes = {}
    while match := _ATTRIBUTE.match(page, at):
        at = match.end()
        value = match[2] or ""
        found.setdefault(match[1].lower(), value[1:-1] if value[:1] in "\"'" and len(value) > 1 else value)
    return found or _NONE, _REST.match(page, at).end()  # type: ignore[union-attr]


def _raw(page: str, at: int, name: str, missing: set[str]) -> tuple[str, int]:
    # A script that nobody closes would take the rest of the page with it, as it does in browsers.
    if name in missing:
        return "", at
    end = re.compile(f"</{name}(?=[\\s/>])[^>]*>?", re.IGNORECASE).search(page, at)
    if end is None:
        missing.add(name)
        return "", at
    return page[at : end.start()], end.end()


def _after_comment(page: str, at: int, missing: set[str]) -> int:
    for short in ("<!-->", "<!--->"):
        if page.startswith(short, at):
            return at + len(short)
    return _after(page, "-->", at + 4, missing) if "-->" not in missing else _after(page, ">", at + 4, missing)


def _after(page: str, end: str, at: int, missing: set[str]) -> int:
    found = page.find(end, at) if end not in missing else -1
    if found >= 0:
        return found + len(end)
    missing.add(end)
    return _after(page, ">", at, missing) if end != ">" else len(page)
