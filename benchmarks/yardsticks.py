"""What times are compared with. They never change with the parser's own rules.

*U*, the unit: one pass of a plain alternation of enumeration marks over the text with ``re``, of all the kinds that
speeches use: 一、（一）1.（1）① 第一， 一是 一要 其一 首先 —— ●. The goals in U were set where a pass does 13 to 18
million characters a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

_NUMBER = "[一二三四五六七八九十]{1,3}"
_MARKS = (
    rf"{_NUMBER}、|（{_NUMBER}）|\d{{1,2}}[.．、]|（\d{{1,2}}）|[①-⑳]|第{_NUMBER}(?:[，、]|[章节条])"
    rf"|{_NUMBER}[是要]|其[一二三]|首先|其次|再次|最后|——|[●■]"
)
PLAIN = re.compile(_MARKS)
GATED = re.compile(rf"(?=[一二三四五六七八九十（0-9①-⑳第其首再最—●■])(?:{_MARKS})")
NAIVE = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^\s*[一二三四五六七八九十]+、.*$",
        r"^\s*（[一二三四五六七八九十]+）.*$",
        r"^\s*\d+[.．、].*$",
        r"[一二三四五六七八九十]是[^。；]*",
        r"第[一二三四五六七八九十]+[，、][^。；]*",
        r"(?:首先|其次|再次|最后)[^。；]*",
        r"最[^。；：]{1,12}：[^。]*",
        r"\d{1,2}月(?:底|\d{1,2}日)前[^。；]*",
        r"[^。，；]{2,12}(?:局|委|办|厅)(?:牵头|负责)",
    )
]


def plain(text: str) -> int:
    """The unit: passes over the text, and gives the number of marks."""
    return sum(1 for _ in PLAIN.finditer(text))


def gated(text: str) -> int:
    """The same after a look ahead at a mark's first character."""
    return sum(1 for _ in GATED.finditer(text))


def naive(text: str) -> int:
    """The script one would write first: nine expressions, all their matches as strings."""
    return sum(len(pattern.findall(text)) for pattern in NAIVE)


def segmenters() -> dict[str, Callable[[str], Iterable[object]]]:
    """The word segmenters that are installed, by name; their dictionaries are loaded."""
    found: dict[str, Callable[[str], Iterable[object]]] = {}
    try:
        import jieba
        import jieba.posseg

        jieba.setLogLevel("ERROR")
        jieba.initialize()
        found["jieba.lcut"] = jieba.lcut
        found["jieba.posseg.lcut"] = jieba.posseg.lcut
    except ImportError:
        pass
    try:
        import rjieba

        rjieba.cut("初始化")
        found["rjieba.cut"] = rjieba.cut
    except ImportError:
        pass
    return found
