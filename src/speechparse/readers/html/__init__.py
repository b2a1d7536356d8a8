"""HTML by the standard library: block elements as lines, h1–h6 as hints; scripts, styles, menus and forms left out.

A block whose words are mostly links (a menu, a breadcrumb, related news) is left out as well: government sites
seldom mark theirs with <nav>. Numbers that ``<ol>`` would show are written out.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from ..errors import ReadError
from ..source import Hint
from .encoding import canonical, decode
from .registry import Content

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_LEFT_OUT = {"script", "style", "nav", "noscript", "template", "select", "button", "textarea", "svg", "iframe"}
_LEFT_OUT |= {"aside", "footer", "object", "head"}
_INLINE = {"a", "b", "i", "u", "s", "em", "strong", "span", "font", "sup", "sub", "small", "big", "mark", "code", "q"}
_INLINE |= {"cite", "abbr", "label", "ins", "del", "time", "ruby", "rb", "bdo", "wbr", "img", "o:p", "title", "tt"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# A line broken in the file between two Chinese characters is no blank in the text.
_CJK_BREAK = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u2e80-\u9fff\uff00-\uffef])")


def read(data: bytes, name: str, encoding: str | None) -> Content:
    """Text and hints of a page. Raises ReadError."""
    text, used = _decode(data, name, encoding)
    page = _Page()
    try:
        page.feed(text)
        page.close()
    except AssertionError as error:  # html.parser's way to refuse a marked section it does not know
        raise ReadError(name, f"the page is damaged ({error})", "save it as text from the browser") from None
    page.end_block()
    lines, hints = page.result()
    if not lines:
        raise ReadError(
            name, "the page holds no text", "it may be filled by a script: save it as text from the browser"
        )
    return Content("\n".join(lines), used, hints, hard_breaks=True)


def _decode(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    declared = _CHARSET.search(data[:4096])
    codec = canonical(declared[1].decode("ascii")) if declared and encoding is None else None
    if codec is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(codec), codec
        except UnicodeDecodeError:
            pass  # pages lie about themselves
    return decode(data, name, encoding)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, int | None]] = []  # a block's words, its heading level
        self.words: list[str] = []
        self.linked = 0
        self.level: int | None = None
        self.title = ""
        self.skip: list[str] = []
        self.links = self.pre = 0
        self.in_title = False
        self.counters: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self.in_title = True
        elif tag == "body":
            self.skip.clear()  # </head> may be left out
        if tag in _LEFT_OUT:
            self.skip.append(tag)
        if self.skip:
            return
        if tag == "a":
            self.links += 1
        elif tag == "br":
            self.end_block(keep_level=True)
        elif tag in ("td", "th"):
            self.words.append("\t")
        elif tag not in _INLINE:
            self.end_block()
            self._open(tag, dict(attrs))

    def _open(self, tag: str, attrs: dict[str, str | None]) -> None:
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self.level = int(tag[1])
        elif tag == "pre":
            self.pre += 1
        elif tag in ("ol", "ul"):
            start = attrs.get("start") or "1"
            self.counters.append(int(start) - 1 if tag == "ol" and start.isdecimal() and len(start) < 6 else None)
        elif tag == "li" and self.counters and self.counters[-1] is not None:
            self.counters[-1] += 1
            self.words.append(f"{self.counters[-1]}. ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        if self.skip:
            if tag == self.skip[-1]:
                self.skip.pop()
        elif tag == "a":
            self.links = max(0, self.links - 1)
        elif tag not in _INLINE and tag not in ("td", "th"):
            self.end_block()
            if tag == "pre":
                self.pre = max(0, self.pre - 1)
            elif tag in ("ol", "ul") and self.counters:
                self.counters.pop()

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data
        if self.skip or self.in_title:
            return
        if self.pre:
            first, *rest = data.split("\n")
            self.words.append(first)
            for line in rest:
                self.end_block(keep_level=True)
                self.words.append(line)
            return
        self.words.append(_BLANKS.sub(" ", _CJK_BREAK.sub("", data)))
        if self.links:
            self.linked += len(data.strip())

    def end_block(self, *, keep_level: bool = False) -> None:
        text = re.sub(r" {2,}", " ", "".join(self.words)).strip(" \t\n")
        if text and self.linked * 2 <= len(text):
            self.blocks.append((text, self.level))
        self.words.clear()
        self.linked = 0
        if not keep_level:
            self.level = None

    def result(self) -> tuple[list[str], tuple[Hint, ...]]:
        """Lines and hints. The page's title serves where the body shows none: as a hint, else as the first line."""
        title = _BLANKS.sub(" ", self.title).strip()
        blocks = self.blocks
        titled = next(
            (i for i, (text, level) in enumerate(blocks) if level == 1 or (len(text) > 4 and text in title)), None
        )
        if titled is None and title and blocks:
            blocks = [(title, 1), *blocks]
            titled = 0
        lines, hints, offset = [], [], 0
        for index, (text, level) in enumerate(blocks):
            if index == titled:
                hints.append(Hint(offset, offset + len(text), "title"))
            elif level is not None:
                hints.append(Hint(offset, offset + len(text), "heading", level))
            lines.append(text)
            offset += len(text) + 1
        return lines, tuple(hints)
