"""Which lines are the title: the first short one, a kicker above it, and the lines that go on from it."""

from __future__ import annotations

import re
from dataclasses import replace

from ...rules.types import Rules
from ..forms import LogicalText
from .cuts import DATELINE
from .evidence import has_signs, is_couplet, is_motto
from .kinds import SPOKEN, Line
from .wordings import words

_TITLE = 110
_PAGE = frozenset({"key", "stamp", "furniture"})
_SPACED = 12  # characters of a word letter by letter
_CALLS = ("！", "!", "？", "?", "…")  # end a title, whatever the line below it says: 奋进吧！
_COLLECTION = re.compile("(?:合集|汇编|选编|选集|集锦|大全|范文)(?:[（(].{1,8}[）)])?$")  # names many texts
_STEPS = re.compile(r"[^>＞»›]\s?[>＞»›]\s?[^>＞»›]")  # 关于我们 > 领导致辞
_NAMED = re.compile("[\u4e00-\u9fff]{1,6}\\s?[：:]\\s?\\S")  # 汇报单位：青石镇; a title has its colon further on
_HAN = re.compile("[\u3400-\u9fff]")


def is_strong(text: LogicalText, row: Line, rules: Rules) -> bool:
    """Whether a line alone looks like the title of a speech: …的讲话, 政府工作报告."""
    return row.kind == "short" and words(rules).strong.fullmatch(text.text, row.start, row.end) is not None


def find_title(
    text: LogicalText, rows: list[Line], start: int, greeting: int | None, rules: Rules
) -> tuple[list[int], int]:
    """The indices of the title's lines, and the index of the first line that is no head matter."""
    stop = greeting if greeting is not None else len(rows)
    keyed = next(
        (i for i in range(start, stop) if rows[i].key == "title" and not _names_many(text, rows, i, rules)), None
    )
    title: list[int] = []
    for i in range(start, stop):
        row = rows[i]
        if greeting is None and (row.kind in SPOKEN or _is_story(text, row)):
            return title, i
        between = rows[title[0] + 1 : i] if len(title) == 1 and row.kind == "short" else []
        alone = len(title) == 1 and all(r.kind in ("person", "office") for r in between)
        kicker = keyed is None and alone and _is_kicker(text, rows[title[0]], row, rules)
        kicker = kicker or (keyed is None and _is_below_masthead(text, rows, title, i, rules))
        first = keyed is None and not title and row.kind == "short" and _may_be_title(text, rows, i, stop)
        if i == keyed or kicker or first:
            title = [i]
        elif row.kind == "short" and title and _is_fuller(text, rows, title, row, rules):
            title, keyed = [i], None
        elif row.kind == "short" and title and _is_again(text, rows, title, row):
            continue  # a page's title above the text's own
        elif row.kind == "short" and title and _is_pages(text, rows[title[-1]], row, rules):
            rows[i] = replace(row, kind="furniture")
        elif row.kind == "short" and title and keyed is None and _is_rival(text, rows, title, i, stop, rules):
            title = _with_upper(text, rows, title, i, rules)
        elif row.kind == "short" and title and title[-1] == i - 1 and _joins(text, rows, title, i, stop, rules):
            title.append(i)
        elif row.kind == "short" and greeting is None and title and not _belongs(text, rows, title, i, rules):
            return title, i
    return title, stop


def _names_many(text: LogicalText, rows: list[Line], i: int, rules: Rules) -> bool:
    """领导讲话合集: a collection's name, above the title of the speech."""
    if not _COLLECTION.search(text.text, rows[i].start, rows[i].end):
        return False
    return i + 1 < len(rows) and is_strong(text, rows[i + 1], rules)


def _may_be_title(text: LogicalText, rows: list[Line], i: int, stop: int) -> bool:
    """Office of Student Affairs: a line without a Chinese character is the title of no Chinese text."""
    if _HAN.search(text.text, rows[i].start, rows[i].end):
        return True
    return not any(row.kind == "short" and _HAN.search(text.text, row.start, row.end) for row in rows[i + 1 : stop])


def _is_again(text: LogicalText, rows: list[Line], title: list[int], row: Line) -> bool:
    """Whether a line says the title again, blanks and the width of signs aside."""
    said = "".join(squeezed(text, rows[i]) for i in title)
    return said == squeezed(text, row)


def _is_fuller(text: LogicalText, rows: list[Line], title: list[int], row: Line, rules: Rules) -> bool:
    """全市造林现场会讲话, the page's title, above 在全市造林现场会上的讲话: the text's own says it in full."""
    taken = rows[title[0]]
    line = text.text[row.start : row.end]
    if len(title) > 1 or not line.startswith("在") or text.text.startswith("在", taken.start):
        return False
    letters = iter(line)
    short = squeezed(text, taken)
    return is_strong(text, taken, rules) and is_strong(text, row, rules) and all(sign in letters for sign in short)


def _is_rival(text: LogicalText, rows: list[Line], title: list[int], i: int, stop: int, rules: Rules) -> bool:
    """Whether a speech's title stands below what was taken for one, with lines of a page between.

    版权说明：… | 文档简介 | 在全市大会上的讲话; 罗市长廉政会讲话 | 罗照远市长 | 在全市大会上的讲话 | 同志们：
    """
    taken = rows[title[0]]
    if (
        rows[i].kind == "short"
        and title[-1] < i - 1
        and _is_dashed_below(rows, i)
        and (not is_strong(text, taken, rules) or all(row.kind in _PAGE for row in rows[title[-1] + 1 : i]))
    ):
        return True  # 云川发布 | 2023-03-01 18:20 | 同心协力抓项目 | ——在全县大会上的讲话
    line = text.text[rows[i].start : rows[i].end]
    if _STEPS.search(text.text, taken.start, taken.end) and is_strong(text, rows[i], rules) and not has_signs(line):
        return True  # 关于我们 > 领导致辞 | 馆长致辞
    if len(line) > 3 and line in text.text[taken.start : taken.end] and has_signs(text.text[taken.start : taken.end]):
        return True  # 总裁致辞 | 云川集团, then the text's own 总裁致辞
    if not is_strong(text, rows[i], rules):
        return False
    said = text.text[taken.start : taken.end]
    labelled = ("：" in said and text.text.startswith("在", rows[i].start)) or _COLLECTION.search(said) is not None
    if title[-1] == i - 1 and not labelled:
        return False
    below = rows[i + 1].kind if i + 1 < len(rows) else "text"
    if below not in ("person", "date", "salutation"):
        return False
    if _COLLECTION.search(said):
        return True  # 文件汇编（2031） | 安全篇 | 在安全工作会议上的讲话
    between = {row.kind for row in rows[title[-1] + 1 : i]}
    if not is_complete(text, taken, rules):  # a motto has its subtitle right below it, or its speaker
        return labelled or ("subtitle" not in between and not between <= {"person", "office", "date", "number"})
    twice = text.text.startswith("在", rows[i].start) and not said.startswith("在")
    return twice and "person" in between and is_strong(text, taken, rules)


def _with_upper(text: LogicalText, rows: list[Line], title: list[int], i: int, rules: Rules) -> list[int]:
    """凝心聚力 克难攻坚 | 在新的起点上推动云川发展 | ——在全会上的报告: the mottoes right above belong to the title."""
    found = [i]
    while found[0] - 1 > title[-1] and rows[i].kind == "short" and _is_dashed_below(rows, i):
        above = rows[found[0] - 1]
        line = text.text[above.start : above.end]
        if above.kind != "short" or above.paragraph < rows[found[0]].paragraph - 1:
            break
        if not (is_couplet(line) or is_motto(line, rules)):
            break
        found.insert(0, found[0] - 1)
    return found


def _is_dashed_below(rows: list[Line], i: int) -> bool:
    """Whether a dashed subtitle stands right below, and what speaks of the speech above it is nothing."""
    below = rows[i + 1] if i + 1 < len(rows) else None
    return below is not None and below.kind == "subtitle" and not any(r.kind == "subtitle" for r in rows[:i])


def _is_pages(text: LogicalText, title: Line, row: Line, rules: Rules) -> bool:
    """A line below the title with signs that the title has none of: 云川方志馆 · 数字典藏, 阅读 | 分享.

    闭幕典礼|罗照远县长致词 below a line that names no speech is none of these.
    """
    marked = has_signs(text.text[row.start : row.end]) and not has_signs(text.text[title.start : title.end])
    return marked and (is_strong(text, title, rules) or not is_strong(text, row, rules))


def _is_kicker(text: LogicalText, above: Line, row: Line, rules: Rules) -> bool:
    """领导讲话 above 在全县工作会议上的讲话, 致辞 above 院长新年致辞: a word for the kind, said in full below."""
    word = squeezed(text, above)
    if row.kind != "short" or len(word) > 6 or not is_strong(text, above, rules):
        return False
    line = text.text[row.start : row.end]
    return is_strong(text, row, rules) and ("在" in line or (line.endswith(word) and len(line) > len(word) + 1))


def _is_below_masthead(text: LogicalText, rows: list[Line], title: list[int], i: int, rules: Rules) -> bool:
    """云川工运 | （第31期） | …办公室 2030年11月3日 | 在全市会议上的讲话: the title is below the issue's number."""
    if not title or rows[i].kind != "short" or any(is_strong(text, rows[j], rules) for j in title):
        return False
    between = [row.kind for row in rows[title[-1] + 1 : i]]
    return "number" in between and "short" not in between and is_complete(text, rows[i], rules)


def _is_story(text: LogicalText, row: Line) -> bool:
    """新华社北京4月14日电 …全文如下：: without a salutation below it, a story's first sentence is the body's."""
    return row.kind == "note" and row.end - row.start > 40 and bool(DATELINE.match(text.text, row.start, row.end))


def below_letterhead(rows: list[Line], title: list[int], stop: int) -> list[int]:
    """A document's number stands below its title, or above it below a letterhead: 某局文件 | 〔2018〕38号 | title."""
    for i in range(title[-1] + 1 if title else stop, stop):
        if rows[i].kind != "number":
            continue
        if i + 1 < stop and rows[i + 1].kind == "short":
            below = [i + 1]
            while below[-1] + 1 < stop and rows[below[-1] + 1].kind == "short":
                below.append(below[-1] + 1)
            return below
        above: list[int] = []
        while i - len(above) - 1 > title[-1] and rows[i - len(above) - 1].kind == "short":
            above.insert(0, i - len(above) - 1)
        return above or title
    return title


def _joins(text: LogicalText, rows: list[Line], title: list[int], i: int, stop: int, rules: Rules) -> bool:
    """Whether a title runs on in the line below it."""
    above, row = rows[title[-1]], rows[i]
    stated = text.said.title
    if stated and text.said.titled and rows[title[0]].start == stated[0]:
        return row.end <= stated[1]  # the page's head says the title, too: it ends where it says
    if row.paragraph > above.paragraph + 1:
        return False  # a line of nothing but marks (##) parts them
    if _is_section(text, above, row) and not is_strong(text, row, rules):
        return False
    begun = text.text[rows[title[0]].start : above.end]
    line = text.text[row.start : row.end]
    if len(begun) + len(line) > _TITLE or begun.endswith(_CALLS) or "\t" in line:
        return False
    if _NAMED.match(line) and not _NAMED.match(begun):
        return False
    if line[0] in "（(" and words(rules).strong.fullmatch(line, 1, len(line) - 1):
        return False  # （开学典礼讲话）
    if begun.startswith("在") and "上的" not in begun:
        return True  # 在全省…会议 | 暨表彰大会上的讲话
    if words(rules).part.fullmatch(squeezed(text, row)):  # 全县防火工作会议 | 主 持 词, 第三次定期大会 | 乡长施政报告
        return not is_strong(text, above, rules)
    if is_complete(text, above, rules) or (is_strong(text, row, rules) and "在" in line):
        return False
    return i + 1 <= stop


def _is_section(text: LogicalText, title: Line, row: Line) -> bool:
    """The first of several headings that the format sets below the title's level: # 规程 | ## 甲类 … ## 乙类."""
    levels = text.said.headings
    level = levels.get(row.paragraph, 0)
    if level <= levels.get(title.paragraph, 1 if title.key == "title" else 9):
        return False
    return any(other == level for index, other in levels.items() if index > row.paragraph)


def is_complete(text: LogicalText, row: Line, rules: Rules) -> bool:
    """Whether a line is a title that needs no next line: …的讲话, …工作会议, …实施意见, 贺  信."""
    if words(rules).complete.fullmatch(text.text, row.start, row.end):
        return True
    return row.end - row.start < _SPACED and squeezed(text, row) in rules.words["speech.noun"]


def squeezed(text: LogicalText, row: Line) -> str:
    """The line without blanks: 主 持 词."""
    return "".join(text.text[row.start : row.end].split())


def _belongs(text: LogicalText, rows: list[Line], title: list[int], i: int, rules: Rules) -> bool:
    """A short line below the title that is head matter still: a subtitle without a dash."""
    if is_strong(text, rows[i], rules) and title[-1] == i - 1:
        return True
    return any(row.kind in ("date", "person") for row in rows[i + 1 : i + 3])
