"""Annotated speeches in other clothes: what crawlers, converters and sites do to a text, the annotation moved along.

Each clothing is a function from a text and where its body begins to pieces: ``(start, end)`` of the text, or new words.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

Pieces = list[tuple[int, int] | str]
Clothing = Callable[[str, int], Pieces]
_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[、)）.．]|第[一二三四五六七八九十]{1,3}[章节部]")
_BLANKS = " \t\u3000\xa0"


def lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each line's words begin and end, and where the line ends."""
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip(_BLANKS + "\r\n")
        first = at + line.find(words) if words else at
        yield first, first + len(words), at + len(line)
        at += len(line)


def each(
    fit: Callable[[str, bool, random.Random], tuple[str, str]], above: str = "", below: str = "", end: str = "\n\n"
) -> Clothing:
    """Words before and after each line, by what ``fit`` says of the line and whether it is of the body."""

    def clothe(text: str, body: int) -> Pieces:
        chance = random.Random(len(text))
        out: Pieces = [above]
        for first, last, _ in lines(text):
            if first < last:
                before, after = fit(text[first:last], first >= body, chance)
                out += [before, (first, last), after + ("" if after == _JOIN else end)]
        return [*out, below]

    return clothe


_JOIN = "\x00"


def _plain(words: str, body: bool, chance: random.Random) -> tuple[str, str]:
    return "", ""


def _bold_numbers(words: str, body: bool, chance: random.Random) -> tuple[str, str]:
    return ("**", "**") if body and _NUMBER.match(words) and len(words) < 40 else ("", "")


def _all_headings(words: str, body: bool, chance: random.Random) -> tuple[str, str]:
    return "# ", ""


def _some_headings(words: str, body: bool, chance: random.Random) -> tuple[str, str]:
    return ("## ", "") if chance.random() < 0.1 else ("", "")


def _bold_short(words: str, body: bool, chance: random.Random) -> tuple[str, str]:
    return ("**", "**") if len(words) < 30 else ("", "")


def _captions(words: str, body: bool, chance: random.Random) -> tuple[str, str]:
    return "", "\n\n会议现场\n\n云川方志馆供图" if body and chance.random() < 0.08 else ""


def _breaks_lost(words: str, body: bool, chance: random.Random) -> tuple[str, str]:
    return "", _JOIN if body and chance.random() < 0.15 else ""


def _list_of_lines(words: str, body: bool, chance: random.Random) -> tuple[str, str]:
    return ("- ", "") if body and chance.random() < 0.2 else ("", "")


def _only_body(text: str, body: int) -> Pieces:
    return [(body, len(text))]


def _side_column(words: str, body: bool, chance: random.Random) -> tuple[str, str]:
    return "", "\n\n一、热点推荐\n\n二、通知公告" if body and chance.random() < 0.05 else ""


CLOTHES: dict[str, tuple[str, Clothing]] = {
    # name: suffix of the file, clothing
    "plain": (".txt", each(_plain, end="\n")),
    "markdown": (".md", each(_plain)),
    "bold numbers": (".md", each(_bold_numbers, "---\ntitle: 讲话选登\n---\n")),
    "all headings": (".md", each(_all_headings)),
    "some headings": (".md", each(_some_headings)),
    "bold short lines": (".md", each(_bold_short)),
    "unknown lines above": (".txt", each(_plain, "学习资料汇编\n\n领导讲话\n\n", end="\n")),
    "a library above": (".md", each(_plain, "云川方志馆 · 数字典藏 · 第三辑\n\n编者按：据录音整理\n\n")),
    "a site around": (".md", each(_plain, "### 站点公告\n\n", "\n---\n\n相关阅读：\n\n一、本市要闻\n\n二、部门动态\n")),
    "captions": (".txt", each(_captions, end="\n")),
    "breaks lost": (".txt", each(_breaks_lost, end="\n")),
    "some bullets": (".md", each(_list_of_lines)),
    "only the body": (".txt", _only_body),
    "a side column": (".txt", each(_side_column, end="\n")),
}


def put_on(clothing: Clothing, text: str, gold: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The clothed text and its annotation."""
    out, where, at = [], dict[int, int](), 0
    for piece in clothing(text, gold.get("body") or 0):
        words = piece.replace(_JOIN, "") if isinstance(piece, str) else text[piece[0] : piece[1]]
        if not isinstance(piece, str):
            where.update((old, at + old - piece[0]) for old in range(*piece))
        out.append(words)
        at += len(words)

    def moved(old: int) -> int:
        while old not in where and old < len(text):
            old += 1
        return where.get(old, at)

    new = json.loads(json.dumps(gold))
    for node in new["nodes"]:
        node["start"] = moved(node["start"])
    for part in new.get("speeches") or []:
        part["start"] = moved(part["start"])
    new["ignore"] = [[moved(a), moved(b)] for a, b in gold.get("ignore") or []]
    return "".join(out), new
