"""Texts made of what the rules look for: words that match their patterns, their numbering styles, their word lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

from speechparse.numerals import int_to_chinese
from speechparse.rules.loader import load_rules

SIGNS = list("，。；：、！？…“”‘’「」（）()《》〔〕[]【】—–-·.,;:!?%％~～|/\\'\"#*_<>&{}=０２\t \u3000\xa0\ufeff\u200b")
ENDS = ["\n"] * 6 + ["\n\n", "\r\n", "\r", "\n\u3000\u3000", "\n    ", "  \n"]
ENDS += ["。\n", "；\n", "\n— 3 —\n", "。", "；", "，"]
ODD = list("\x00\x0b\x0c\x1b\x1c\x85\u2028\u0301𠮷𪚥😀\U0010ffff\ufffe\ufffdﬁ½é㈠⑴⒈❶Ⅳ")
WORDS = ["提高认识", "狠抓落实", "要", "的", "我们要把工作做实", "思想是行动的先导", "完成投资三百万元"]
WORDS += [
    "群众满意",
    "責任到人",
    "產業發展",
    "Ａ１",
    "GDP",
    "一",
    "十",
    "百",
    "年",
    "今天天气很好",
    "县水务局",
    "王正岳",
]
WORDS += [
    "在云岭县防汛工作会议上的讲话",
    "同志们",
    "6月底前",
    "第四季度",
    "由县财政局牵头",
    "不少于3万亩",
    "等",
    "其中",
    "和",
]
ANY = "的一是不了在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生"
_LONGEST = 6  # times a part that may be repeated without bound is repeated

Draw = Callable[[Random], str]


def matching(pattern: str, chance: Random) -> str:
    """Some text that the pattern matches, looks ahead and behind apart."""
    return "".join(_parts(_parsed(pattern), chance))


@cache
def _parsed(pattern: str) -> Any:
    return re._parser.parse(pattern)  # type: ignore[attr-defined]


def _parts(parsed: Any, chance: Random) -> Iterator[str]:
    for op, value in parsed:
        yield from _part(str(op), value, chance)


def _part(op: str, value: Any, chance: Random) -> Iterator[str]:
    if op == "LITERAL":
        yield chr(value)
    elif op in ("ANY", "NOT_LITERAL"):
        yield chance.choice(ANY)
    elif op == "IN":
        yield _one_of(value, chance)
    elif op == "BRANCH":
        yield from _parts(chance.choice(value[1]), chance)
    elif op == "SUBPATTERN":
        yield from _parts(value[3], chance)
    elif op == "ATOMIC_GROUP":
        yield from _parts(value, chance)
    elif op.endswith("REPEAT"):
        low, high, inner = value
        for _ in range(chance.randint(low, max(low, min(high, low + _LONGEST)))):
            yield from _parts(inner, chance)


def _one_of(members: Any, chance: Random) -> str:
    if str(members[0][0]) == "NEGATE":
        return chance.choice(ANY)
    op, value = chance.choice(members)
    if str(op) == "RANGE":
        return chr(chance.randint(*value))
    if str(op) == "CATEGORY":
        return chance.choice("0123456789" if "DIGIT" in str(value) else " \t\u3000" if "SPACE" in str(value) else ANY)
    return chr(value)


@cache
def _rows() -> tuple[list[str], list[str], list[str]]:
    """Patterns of cues, patterns of styles, examples and counter-examples of both, with the words of the lists."""
    rules = load_rules()
    cues = [cue.pattern for rows in rules.cues.values() for cue in rows]
    said = [words for rows in rules.cues.values() for cue in rows for words in (cue.example, cue.counter) if words]
    said += [words for style in rules.styles for words in (style.example, style.counter) if words]
    said += [word for words in rules.words.values() for word in words if len(word) > 1]
    return cues, [style.pattern for style in rules.styles], said


def cue(chance: Random) -> str:
    return matching(chance.choice(_rows()[0]), chance)


def said(chance: Random) -> str:
    return chance.choice(_rows()[2])


def mark(chance: Random) -> str:
    return matching(chance.choice(_rows()[1]), chance)


def loose(chance: Random) -> str:
    """A few signs, odd characters or any at all."""
    if chance.random() < 0.6:
        return "".join(chance.choices(SIGNS, k=chance.randint(1, 3)))
    if chance.random() < 0.7:
        return chance.choice(ODD)
    return chr(chance.randrange(*chance.choice(((0x20, 0x300), (0x2000, 0xD800), (0xE000, 0x11000)))))


NUMBERED = ("{}、", "（{}）", "第{}，", "{}是", "{}要", "第{}章 ", "第{}部分 ", "其{}，", "第{}个")
DIGITS = ("{}.", "{}、", "（{}）", "({})", "{})", "1.{} ", "第{}，", "{}．")


def run(chance: Random) -> str:
    """A list: one style counted up, now and then with a slip, each member followed by some words."""
    count, between = chance.randint(2, 5), chance.choice(ENDS)
    chinese = chance.random() < 0.6
    style = chance.choice(NUMBERED if chinese else DIGITS)
    out, number = [], chance.choice((1, 1, 1, 1, 2, 9, 19, 99))
    for _ in range(count):
        out.append(style.format(int_to_chinese(number) if chinese else number))
        out.append("".join(words(chance) for _ in range(chance.randint(0, 3))))
        out.append(between)
        number += chance.choice((1, 1, 1, 1, 1, 2, 0))
    return "".join(out)


def words(chance: Random) -> str:
    return chance.choices((lambda c: c.choice(WORDS), cue, said, loose), (6, 3, 2, 1))[0](chance)


_HEADS = ["", "", "", "同志们：\n", "# 讲话\n", "---\ntitle: 讲话\n---\n"]
_HEADS += ["在全市工作会议上的讲话\n王建国\n（2022年10月10日）\n\n同志们：\n"]
_DRAWS: tuple[Draw, ...] = (run, cue, said, mark, loose, lambda c: c.choice(WORDS), lambda c: c.choice(ENDS))
_WEIGHTS = (2, 4, 3, 4, 2, 4, 6)


def text(chance: Random) -> str:
    """A short text, full of what the parser looks for."""
    size = chance.choice((2, 5, 8, 12, 12, 20, 30))
    draws = chance.choices(_DRAWS, _WEIGHTS, k=chance.randint(1, size))
    return chance.choice(_HEADS) + "".join(draw(chance) for draw in draws)
