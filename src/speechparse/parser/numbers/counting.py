"""Whether a number can be an amount at all: no ordinal, hour, year or part of a name."""

from __future__ import annotations

import re

from .amounts import Amount

_YEAR = re.compile(r"(?:19|20)\d\d")
RANKS = frozenset("名位")
IN_FRONT = re.compile("(?<![年月日底末])前 ?$")  # 前100名 is a rank, 年底前30名 is none
_HOUR = re.compile(r"\d ?[点时] ?$")
_DATE_SIGNS = frozenset("年月日号时点届强后米")
_NOT_BEFORE = frozenset("每第:：/.+[〔由从几×*拨")  # 每千名, 第3, 7×24, 四两拨千斤: no amounts; 由85%: none aimed at
_KIND_OF_THING = re.compile(r"[型级式版]|制(?![度定造作种])")  # 3人制, 万吨级: how a thing is
_NO_CUBE = re.compile("[面案向式位针]")  # 两方面
_RATIO = re.compile(r"[:：]\d")  # 12:45:43
_QUOTED = re.compile(r"(?:[“\"「](?:[一二三四五六七八九十两]个|双)?|双|[一二三四五六七八九两]个)$")  # “三个60%”
_QUOTES = '“"「'
_ROUND = "百千万"
_SLOGAN = re.compile(r"[百千万][一-龥]{1,2}[百千万][一-龥]{1,2}[一-龥]{0,6}[”\"」]")
_QUOTE_ENDS = '”"」'


def counts(text: str, start: int, amount: Amount) -> bool:
    """Whether a number can be an amount at all: no ordinal, hour, year, part of a name."""
    pos, done = amount.start, amount.end
    if amount.unit == "分" and _HOUR.search(text, max(start, pos - 4), pos):
        return False
    if pos > start:
        before = text[pos - 2] if text[pos - 1] == " " and pos - 1 > start else text[pos - 1]
        if before == "前" and amount.unit not in RANKS and IN_FRONT.search(text, start, pos):
            return False
        if text[pos] in _ROUND and _in_slogan(text, max(start, pos - 6), pos):
            return False
        if before in _NOT_BEFORE or (before == "数" and not text[pos].isdigit()):
            return False
        if text[done : done + 1] in _QUOTE_ENDS and done < len(text) and _QUOTED.search(text, max(start, pos - 4), pos):
            return False
    if amount.kind in ("count", "measure") and _KIND_OF_THING.match(text, done):
        return False
    if text.startswith("或", done) and text.startswith(text[pos:done], done + 1):
        return False  # 2名或2名以上
    if amount.unit == "部" and text.startswith("门", done):
        return False  # 等5部门
    if amount.unit == "方" and _NO_CUBE.match(text, done):
        return False
    if amount.kind == "none" and _RATIO.match(text, done):
        return False
    bare = amount.kind == "none" and (text[done : done + 1] in _DATE_SIGNS or _is_year(text, amount))
    return not bare


def _is_year(text: str, amount: Amount) -> bool:
    return amount.value_max is None and bool(_YEAR.fullmatch(text, amount.start, amount.end))


def _in_slogan(text: str, low: int, pos: int) -> bool:
    """“千人百家”: numbers that only rhyme."""
    quote = max([text.rfind(c, low, pos) for c in _QUOTES])
    return quote >= 0 and _SLOGAN.match(text, quote + 1) is not None
