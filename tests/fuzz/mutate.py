"""Texts and bytes changed in places: lines cut, joined, doubled and moved, marks put in, characters lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from . import grammar

Change = Callable[[list[str], Random], None]


def _cut(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    del lines[at : at + chance.randint(1, 3)]


def _join(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    lines[at] = lines[at].rstrip("\r\n")


def _double(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    lines[at:at] = lines[at : at + chance.randint(1, 2)]


def _move(lines: list[str], chance: Random) -> None:
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randint(0, len(lines)), line)


def _break(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    place = chance.randint(0, len(lines[at]))
    lines[at : at + 1] = [lines[at][:place] + chance.choice(grammar.ENDS), lines[at][place:]]


def _put_in(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    draw = chance.choice((grammar.mark, grammar.cue, grammar.loose, grammar.said))
    place = chance.choice((0, chance.randint(0, len(lines[at]))))
    lines[at] = lines[at][:place] + draw(chance) + lines[at][place:]


def _lose(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    place = chance.randint(0, len(lines[at]))
    lines[at] = lines[at][:place] + lines[at][place + chance.randint(1, 4) :]


def _swap(lines: list[str], chance: Random) -> None:
    at = chance.randrange(len(lines))
    pair = chance.choice(_SWAPPED)
    lines[at] = lines[at].replace(pair[0], pair[1])


_SWAPPED = ("，。", "。\n", "：\n", "一二", "、.", "（(", "1１", "、，", "第其", "\n ", "。；", " \u3000")
CHANGES: tuple[Change, ...] = (_cut, _join, _double, _move, _break, _put_in, _put_in, _lose, _swap)


def pieces(texts: list[str], most: int = 60) -> list[list[str]]:
    """The texts as lists of lines, cut to be short: a finding needs few lines, and a short text is soon tried."""
    out = []
    for whole in texts:
        lines = re.findall(r"[^\r\n]{1,160}(?:\r\n?|\n)*|[\r\n]+", whole)
        out += [lines[at : at + most] for at in range(0, len(lines), most)]
    return [lines for lines in out if lines]


def text(lines: list[str], chance: Random, longest: int = 8) -> str:
    """A stretch of the lines with some changes."""
    at = chance.randrange(len(lines))
    some = lines[at : at + chance.randint(1, longest)]
    for _ in range(chance.randint(1, 5)):
        chance.choice(CHANGES)(some, chance)
        if not some:
            break
    return "".join(some)


_TOKENS = [b"<", b">", b"&", b'"', b"/", b"\x00", b"\xff", b"\xfe\xff", b"<p>", b"</p>", b"<table>", b"<td rowspan=9>"]
_TOKENS += [b"<!--", b"-->", b"]]>", b"&#0;", b"&#xD800;", b"&amp", b"9" * 20, b"-1", b"%PDF", b"obj", b"endobj", b"<<"]
_TOKENS += [b">>", b"(", b"stream\n", b"\r\n\r\n", b"=?", b"---"]


def data(original: bytes, chance: Random) -> bytes:
    """The bytes with some changed, cut, doubled or put in."""
    out = bytearray(original)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        if not out:
            break
        at, length = chance.randrange(len(out)), chance.choice((1, 1, 2, 4, 16, 200))
        way = chance.randrange(7)
        if way == 0:
            out[at] = chance.randrange(256)
        elif way == 1:
            out[at] ^= 1 << chance.randrange(8)
        elif way == 2:
            del out[at : at + length]
        elif way == 3:
            out[at:at] = out[at : at + length]
        elif way == 4:
            out[at:at] = chance.choice(_TOKENS)
        elif way == 5:
            to = chance.randrange(len(out))
            out[to:to] = out[at : at + length]
        else:
            del out[max(1, at) :]
    return bytes(out)
