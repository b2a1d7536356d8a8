"""The title of a page: where h1, og:title, the title tag and the text agree; the site's frame cut off."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ...rules.loader import load_rules
from .evidence import name_parts
from .fields import STAMP
from .lines import Line
from .pieces import BLANKS
from .tree import Element

_FRAME = re.compile(r"\s*(?:[_|｜»›]|->|--+|>>)\s*|\s+[-–—·]+\s*|\s*[-–—·]+\s+|(?<=[^\W\d_])-(?=[^\W\d_])")
_LETTERS = re.compile(r"[^\w]+|_+")
_SHORTEST, _LONGEST = 4, 400
_NAMED = 8  # letters; a shorter title of a page rather names a collection
_MOST_TITLE_LINES = 4
_SHARES = 0.5  # of a piece's pairs of letters stand in the text, too
_TITLE_META = {"og:title", "articletitle", "twitter:title", "title"}
_NAMES = {
    "sitename": "site",
    "og:site_name": "site",
    "author": "author",
    "article:author": "author",
    "contentsource": "source",
    "source": "source",
    "pubdate": "published",
    "firstpublishedtime": "published",
    "publishdate": "published",
    "article:published_time": "published",
    "columnname": "column",
}
_TITLED = frozenset({"title", "tit", "bt", "biaoti", "heading", "headline", "subject", "name", "ti"})


class Said(NamedTuple):
    """What a page says of itself: the title tag, the titles of its meta tags, other properties in order."""

    tag: str
    metas: list[str]
    properties: list[tuple[str, str]]


def said(root: Element, unescape: Callable[[str], str]) -> Said:
    """Read the head of a page (and whatever title and meta tags stand elsewhere)."""
    tag, metas, properties = "", [], []
    for element in root.elements():
        if element.name == "title" and not tag and not _in_picture(element):
            tag = _plain(element.text())
        elif element.name == "meta":
            name = (element.get("property") or element.get("name")).strip().lower()
            content = _plain(unescape(element.get("content")))[:300]
            if content and name in _TITLE_META:
                metas.append(content)
            elif content and name in _NAMES:
                properties.append((_NAMES[name], content))
    return Said(tag, metas, properties)


def _in_picture(element: Element) -> bool:
    return element.parent is not None and element.parent.name == "svg"


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(BLANKS)


def letters(text: str) -> str:
    """The letters and digits of a text, which titles are compared by."""
    return _LETTERS.sub("", text)


def find(lines: list[Line], names: Said, first: int, inside: tuple[int, int]) -> int | None:
    """The line that is the title: one that the page's own titles hold, else the only h1; the nearest to the text."""
    tag, metas = letters(names.tag), [letters(meta) for meta in names.metas]
    site = {letters(value) for name, value in names.properties if name == "site"}
    best, most = None, 0.0
    ones = [i for i, line in enumerate(lines) if line.level == 1]
    for index in range(min(len(lines), max(first + 4, inside[0] + 4))):
        line = lines[index]
        words = letters(line.text)
        if line.cells or not _SHORTEST <= len(words) <= 120 or words in site:
            continue
        agrees = max((_agreement(words, name) for name in [tag, *metas] if name), default=0.0)
        if end(line, names):
            agrees = 1.0
        one = line.level == 1 and len(ones) == 1
        if not agrees and not (one and index <= first):
            continue
        score = agrees + (0.5 if one else 0.3 if line.level in (1, 2, 3) else 0.0)
        score += 0.25 * bool(name_parts(line.owner) & _TITLED)
        score -= 0.8 * (line.linked * 2 > len(line.text)) + 0.2 * (index > first)
        score -= 0.02 * min(abs(first - index), 10)
        if score > most and score >= 0.45:
            best, most = index, score
    return best


def stretch(lines: list[Line], names: Said, title: int) -> tuple[int, int]:
    """The lines of a title that stands on several: ``title`` and those next to it that make up the page's own title."""
    wholes = [letters(name) for name in [names.tag, *names.metas] if name]
    first = last = title
    words = letters(lines[title].text)
    for _ in range(_MOST_TITLE_LINES):
        for more in (last + 1, first - 1):
            if 0 <= more < len(lines) and len(beside := letters(lines[more].text)) > 1:
                joined = words + beside if more > last else beside + words
                if any(joined in whole for whole in wholes):
                    first, last, words = min(first, more), max(last, more), joined
                    break
        else:
            break
    return first, last


def end(line: Line, names: Said) -> int:
    """Where a page's own title ends in a line that goes on with a day or a field; 0 where it does not."""
    if len(line.text) > _LONGEST:
        return 0
    for stamp in STAMP.finditer(line.text):
        words = letters(line.text[: stamp.start()])
        if len(words) >= _SHORTEST and any(words == letters(name) for name in [names.tag, *names.metas]):
            return len(line.text[: stamp.start()].rstrip(BLANKS + "([（【"))
    return 0


def _agreement(words: str, name: str) -> float:
    """How much a line and a title of the page's are the same: 1 the whole title, less a part of it."""
    if words == name:
        return 1.0
    if words in name:
        return 0.3 + 0.7 * len(words) / len(name)
    if len(name) >= 6 and name in words and len(name) * 2 > len(words):
        return 0.6
    return 0.0


def cut(names: Said, text: str) -> str:
    """The page's title without the site's frame; empty where it says nothing of the text.

    ``text`` is the beginning of the text. Of the pieces between ``_``, ``|`` and dashes the one stays that shares most
    with it, else the first.
    """
    whole = next((meta for meta in names.metas if len(letters(meta)) >= _SHORTEST), "") or names.tag
    site = {letters(value) for name, value in names.properties if name in ("site", "column")}
    pieces = _pieces(whole)
    pieces = [piece for piece in pieces if letters(piece) not in site] or pieces
    body = _pairs(letters(text))
    # A site writes its own name last more often than first. What names a site and shares nothing is no title.
    told = [piece for piece in pieces if _shared(piece, body) >= _SHARES or not _names_site(piece)]
    if not told:
        return ""
    return max(told, key=lambda piece: (round(_shared(piece, body), 1), len(piece) >= 8, -pieces.index(piece)))


def stands(line: Line, told: str) -> bool:
    """Whether the text's first line is its title by its class, while the page's title is but a collection's name."""
    if line.cells or len(letters(told)) >= _NAMED or not _SHORTEST <= len(letters(line.text)) <= 60:
        return False
    return line.level > 0 or any("title" in part for part in name_parts(line.owner))


def _names_site(piece: str) -> bool:
    return load_rules()["page.site"].search(piece) is not None


def _pieces(title: str) -> list[str]:
    return [piece.strip(BLANKS) for piece in _FRAME.split(title) if len(letters(piece)) >= _SHORTEST]


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _shared(piece: str, body: set[str]) -> float:
    own = _pairs(letters(piece))
    return len(own & body) / len(own) if own else 0.0
