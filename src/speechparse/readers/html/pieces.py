"""The pieces of a line, words and marks of the elements around them -> its text as a browser shows it."""

from __future__ import annotations

import re
from typing import Literal

BLANKS = "".join(map(chr, [*range(33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F]))
BLANKS += "\u2060\u3000\ufeff\u00ad"
_WORDS = re.compile(r"[^ \t\r\n\f]+|[ \t\r\n\f]+")
_ICONS = re.compile("^[\ue000-\uf8ff][\ue000-\uf8ff\\s]*")
Mark = Literal["strong", "/strong", "link", "/link", "end", "tab"]


def join_pieces(pieces: list[str | tuple[Mark]]) -> tuple[str, int, list[tuple[int, int]], list[int]]:
    """The text of a line, its characters in links, its bold stretches, the ends of its inline elements."""
    if all(not isinstance(piece, str) for piece in pieces):
        return "", 0, [], []
    out: list[str] = []
    size = 0
    blank = ""
    marks: list[tuple[Mark, int]] = []
    for piece in pieces:
        if not isinstance(piece, str):
            if piece[0] == "tab":
                blank = ""
                if out:
                    out.append("\t")
                    size += 1
            marks.append((piece[0], size + bool(blank and out and not piece[0].startswith(("/", "end")))))
            continue
        for word in _WORDS.findall(piece):
            if word[0] in " \t\r\n\f":
                blank = blank or " "
                if "\n" in word or "\r" in word:
                    blank = "\n"
                continue
            if blank and out and not (blank == "\n" and _wide(out[-1][-1]) and _wide(word[0])):
                out.append(" ")
                size += 1
            blank = ""
            out.append(word)
            size += len(word)
    text = "".join(out)
    lead = size - len(text.lstrip(BLANKS))
    text = text.strip(BLANKS)
    icons = len(text) - len(_ICONS.sub("", text))  # a font's pictures, no letters
    text = text[icons:]
    return text, *_stretches(marks, lead + icons, len(text))


def _stretches(marks: list[tuple[Mark, int]], lead: int, size: int) -> tuple[int, list[tuple[int, int]], list[int]]:
    linked = link_from = links = 0
    strong: list[tuple[int, int]] = []
    strong_from = -1
    ends: list[int] = []
    for mark, place in [*marks, ("/link", size + lead), ("/strong", size + lead)]:
        at = min(max(place - lead, 0), size)
        if mark == "link":
            link_from = link_from if links else at
            links += 1
        elif mark == "/link" and links:
            links = 0 if at == size else links - 1
            linked += (at - link_from) if not links else 0
        elif mark == "strong" and strong_from < 0:
            strong_from = at
        elif mark == "/strong" and strong_from >= 0:
            if at > strong_from:
                strong.append((strong_from, at))
            strong_from = -1
        elif mark == "end" and at > 0 and (not ends or ends[-1] != at):
            ends.append(at)
    return linked, strong, ends


def _wide(char: str) -> bool:
    # Between two Chinese characters a line broken in the file is no blank.
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or char in "“”‘’…—·"
