"""The front matter of a Markdown file: YAML between ``---``, TOML between ``+++``, read by lines and not by a parser.

What matters is where a value stands. So values on the key's own line are read, with and without quotes; lists, nested
keys and texts over several lines are passed over.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...source import Hint

_MOST_LINES = 200
_YAML = re.compile(r"[ \t]*([^\s:#\-\[\]{}'\"][^:#\[\]{}'\"\n]{0,40}?)[ \t]*:(?:[ \t]+|(?=[\r\n]|$))(.*)")
_TOML = re.compile(r"[ \t]*([A-Za-z_][\w.-]{0,40})[ \t]*=[ \t]*(.*)")
_LIST = re.compile(r"[ \t]*(?:-(?:[ \t]|$)|[\]}\"'#]|[ \t]+\S|$)")
_BARE = re.compile(r"(?:title|layout|date|author|tags|categories)[ \t]*:", re.IGNORECASE)
_CLOCK = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[T ]\d{1,2}:\d{2}")
_NAMES = {
    "title": "title",
    "标题": "title",
    "subtitle": "subtitle",
    "副标题": "subtitle",
    "author": "speaker",
    "speaker": "speaker",
    "作者": "speaker",
    "讲话人": "speaker",
    "position": "position",
    "职务": "position",
    "date": "date",
    "日期": "date",
    "时间": "date",
    "occasion": "occasion",
    "会议": "occasion",
    "source": "source",
    "来源": "source",
    "number": "number",
    "文号": "number",
}


class FrontMatter(NamedTuple):
    """``end`` is where the text after it begins; ``values`` are (name, start, end), ``properties`` (name, value)."""

    end: int
    hints: list[Hint]
    values: list[tuple[str, int, int]]
    properties: list[tuple[str, str]]


def read(text: str, lines: list[tuple[int, int]]) -> FrontMatter | None:
    """The front matter at the beginning of a text; None where there is none. ``lines``: their starts and ends."""
    first = next((i for i, (start, end) in enumerate(lines[:5]) if text[start:end].strip("\ufeff \t")), None)
    if first is None:
        return None
    opened = text[slice(*lines[first])].strip("\ufeff \t")
    if opened in ("---", "+++"):
        fence, begin = opened, first + 1
    elif _BARE.match(opened):  # the fence above was left out
        fence, begin = "---", first
    else:
        return None
    closed = _closing(text, lines, begin, fence)
    if closed is None:
        return None
    return _fields(text, lines, first, begin, closed, _TOML if fence == "+++" else _YAML)


def _closing(text: str, lines: list[tuple[int, int]], begin: int, fence: str) -> int | None:
    keys = 0
    for index in range(begin, min(begin + _MOST_LINES, len(lines))):
        line = text[slice(*lines[index])].rstrip()
        if line == fence or (line == "..." and fence == "---"):
            return index if keys else None
        if (_TOML if fence == "+++" else _YAML).match(line):
            keys += 1
        elif not _LIST.match(line):
            return None
    return None


def _fields(
    text: str, lines: list[tuple[int, int]], first: int, begin: int, closed: int, pattern: re.Pattern[str]
) -> FrontMatter:
    values, properties = [], []
    for start, end in lines[begin:closed]:
        match = pattern.match(text, start, end)
        if match is None or text[start : start + 1] in " \t":
            continue
        key, (low, high) = match[1].strip(), _unquoted(text, match.start(2), match.end(2))
        value = text[low:high]
        if not value or value in ("|", ">", "|-", ">-") or value[0] in "[{":
            continue
        name = _NAMES.get(key.lower(), key)
        if name == "date" and _CLOCK.match(value):  # the page's, not the speech's
            name = "published"
        properties.append((name, value))
        values.append((name, low, high))
    after = lines[closed][1]
    return FrontMatter(after, [Hint(lines[first][0], after, "aside", 0, "front matter")], values, properties)


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1] in " \t\r":
        end -= 1
    if end - start > 1 and text[start] == text[end - 1] and text[start] in "'\"":
        return start + 1, end - 1
    comment = re.compile(r"[ \t]#").search(text, start, end)
    if comment:
        end = comment.start()
    while end > start and text[end - 1] in " \t":
        end -= 1
    return start, end
