"""Texts that try to break the parser or to slow it down: each a function from a length to that many characters."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, islice

_NUMERALS = "一二三四五六七八九十"
_STYLES = (
    "一、",
    "（一）",
    "1.",
    "（1）",
    "①",
    "一是",
    "第一，",
    "●",
    "——",
    "甲、",
    "A.",
    "# ",
    "## ",
    "其一，",
    "首先，",
)


def _filled(unit: str) -> Callable[[int], str]:
    """``unit`` again and again."""
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def _counted(line: Callable[[int], str]) -> Callable[[int], str]:
    """``line(1)``, ``line(2)`` … one after the other."""

    def make(length: int) -> str:
        shortest = min(len(line(1)), len(line(10)))
        return "".join(islice(map(line, count(1)), length // shortest + 1))[:length]

    return make


def _chinese(number: int) -> str:
    tens, ones = divmod(number % 100, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return head + (_NUMERALS[ones - 1] if ones else "" if tens else "一")


def _halves(opening: str, closing: str) -> Callable[[int], str]:
    return lambda length: opening * (length // 2) + closing * (length - length // 2)


def _ever_deeper(number: int) -> str:
    """Every line announces a list in another style, so that the lists nest a thousand deep and deeper."""
    return f"{_STYLES[number % 6]}抓好下列工作：\n"


def _task(number: int) -> str:
    section, place = divmod(number - 1, 50)
    if place == 0:
        return ("" if section else "2023年工作要点\n") + f"{_chinese(section + 1)}、重点任务\n"
    return f"{place}.加快推进{number}号工程，{place % 12 + 1}月底前投资{number}亿元以上，由市发展改革委牵头。\n"


TEXTS: dict[str, Callable[[int], str]] = {
    "marks, nothing else": _filled("一、"),
    "every kind of mark, nothing else": _filled("".join(_STYLES)),
    "一、 on every line": _filled("一、抓落实。\n"),
    "一、二、三、 counted up": _counted(lambda n: f"{_chinese(n)}、抓落实\n"),
    "1. to a million": _counted(lambda n: f"{n}.抓落实。\n"),
    "counted down": _counted(lambda n: f"{10_000_000 - n}.抓落实\n"),
    "第一，": _filled("第一，要抓落实，"),
    "一是 in one paragraph": _counted(lambda n: f"{_chinese(n)}是抓落实；"),
    "styles in turn": _counted(lambda n: f"{_STYLES[n % len(_STYLES)]}抓落实。\n"),
    "styles in turn, inline": _counted(lambda n: f"{_STYLES[n % len(_STYLES)]}抓落实。"),
    "lists ever deeper": _counted(_ever_deeper),
    "lists a thousand deep, out and in again": _counted(lambda n: _ever_deeper(n) if n % 1000 else "一、回到开头。\n"),
    "Markdown headings": _counted(lambda n: f"{'#' * (n % 7)} 第{n}节\n\n"),
    "labels": _counted(lambda n: f"最大的亮点{_chinese(n)}：群众都说好，大家满意。\n"),
    "colons": _filled("：: "),
    "opening brackets": _filled("（"),
    "brackets, nested": _halves("（", "）"),
    "brackets of every kind": _filled("（《【「『〔[(<"),
    "opening quotes": _filled("“"),
    "quotes around marks": _filled("“一、”“二、”‘（一）’「1.」"),
    "digits": _filled("1234567890"),
    "decimals": _filled("1.1.1，"),
    "dates": _counted(lambda n: f"{1900 + n % 150}年{n % 12 + 1}月{n % 28 + 1}日，"),
    "deadlines": _counted(lambda n: f"{n % 12 + 1}月底前，第{_NUMERALS[n % 4]}季度，到2025年，力争"),
    "units": _counted(lambda n: f"由市发展改革委牵头，县财政局、区教育局、第{n}中学配合，各乡镇人民政府落实；"),
    "targets": _counted(lambda n: f"增长{n % 90}.5%以上，不低于{n}亿元，达到{n}万人次，"),
    "tasks by the thousand": _counted(_task),
    "a task without end": lambda length: (
        "一、重点任务\n由县财政局牵头，" + "6月底前建成3所，增长5%以上，" * (length // 9)
    )[:length],
    "claims": _counted(lambda n: f"讲{_NUMERALS[n % 10]}点意见，“{_NUMERALS[n % 10]}个最”，做到四个坚持。"),
    "各位代表！": _filled("各位代表！\n"),
    "closes": _filled("最后，强调一点。\n同志们，让我们努力奋斗！\n"),
    "titles and heads": _counted(
        lambda n: f"在全市第{n}次工作会议上的讲话\n市长 王小明\n（2023年3月8日）\n来源：市政府\n同志们：\n"
    ),
    "names and offices": _filled("中共云岭县委书记、县长 欧阳致远 王 琛 "),
    "a table of contents": _counted(lambda n: f"{_chinese(n)}、加强领导……………………{n % 999 + 1}\n"),
    # Six digits at any size: from four on they may be a year.
    "heads of tables of contents": _counted(lambda n: f"目录\n第{n + 100_000}件事\n"),
    "lists begun anew": _counted(lambda n: f"{n % 3 + 1}.抓落实。\n"),
    "page numbers": _counted(lambda n: f"抓落实\n— {n} —\n"),
    "a line without end": _filled("全市上下要认真学习深入贯彻会议精神扎实做好各项工作"),
    "sentences on one line": _filled("要抓好落实，做到善始善终；要加强领导！"),
    "lines broken at a width": _filled("全市上下要认真学习深入贯彻会议精神，扎实做好各项工作，以优异成绩\n"),
    "blank lines": _filled("\n\r\n\r \u3000\t"),
    "blanks in one line": _filled("工\u3000 \t"),
    "control and other odd characters": _filled("\x00\ufeff\u2028\x85\u200d𠮷㈠\ud800é①"),
    "dashes and dots": _filled("——……---...··"),
    "English": _filled("The quick brown fox (1) jumps over: a) the lazy dog. "),
    "traditional characters": _filled("各位鄉親，這個問題關係國家發展；第一，說幾點。"),
}
"""By what they try."""
