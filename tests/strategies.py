"""What the property tests draw from: text rich in what lists are made of, and whole outlines with their rendering.

The draws are the same at every run. ``SPEECHPARSE_FUZZ=2000`` tries so many, and new ones.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from speechparse.numerals import int_to_chinese

_FUZZ = int(os.environ.get("SPEECHPARSE_FUZZ", "0"))


def tries(examples: int, *, shrink: bool = True) -> settings:
    """The profile of a property test: no deadline, for machines differ. Tests known to fail need not ``shrink``."""
    left_out = {Phase.explain} if shrink else {Phase.explain, Phase.shrink}
    return settings(
        max_examples=_FUZZ or examples,
        derandomize=not _FUZZ,
        deadline=None,
        database=None,
        phases=[phase for phase in Phase if phase not in left_out],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
    )


FAST = tries(60)


def _bar(text: str) -> list[str]:
    return text.split("|")


_MARKS = _bar(
    "第一部分 |第二章 |第一节 |第三条 |一、|二、|三、|十一、|一 |壹、|贰、|（一）|（二）|(三)|二）|1.|2.|3、|１．|2．"
    "|（1）|(2)|3）|①|②|⑴|㈠|❷|Ⅱ.|IV.|甲、|（乙）|A.|(b)|一是|二是|三是|四是|一要|二要|一靠|一抓|二抓|第一，|第二，"
    "|第三、|第一个|第二是|首先，|其次，|再次，|最后，|另外|再就是|其一，|其二，|之一是|一个是|一种是|还有一条|——|—"
    "|- |* |●|■ |◆|# |## |### 一、|**要求**|目录|附件1："
)
_CUES = _bar(
    "同志们：|同志们，|各位代表：|让我们|谢谢大家！|以上四点，|总之，|此外，|这些成绩|下面，我讲三点意见。|提四点要求|“九个最”"
    "|最大的亮点：|主要措施：|记者：|问：|答：|注释|（完）|责任编辑：王某|2022年10月10日|（2022年3月）|第四季度|年底前"
    "|由市教育局牵头，|县财政局、县水利局|不少于|6.5%|1.5亿元|6.1儿童节|一、二线城市|第一时间|统一要求|前款第（一）项"
    "|在全市工作会议上的讲话|王建国|— 12 —|第3页 共9页|……5|云岭县人民政府"
)
_WORDS = _bar(
    "提高认识|狠抓落实|要|的|我们要把工作做实|思想是行动的先导|完成投资三百万元|群众满意|责任到人|產業發展|們這個|Ａ１|GDP"
    "|一|十|百|年"
)
_SIGNS = list(
    "，。；：、！？…“”‘’「」（）()《》〔〕[]【】—-–·.,;:!?%％~～|/\\'\"#*_<>&{}=012569０２\t \u3000\xa0\ufeff\u200b"
)
_BREAKS = ["\n", "\n", "\n\n", "\r\n", "\r", "\n\u3000\u3000", "\n    ", "  \n", "。\n", "；\n", "\n— 3 —\n"]
_ODD = [
    "\x00",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\u0301",
    "𠮷",
    "𪚥",
    "😀",
    "\U0010ffff",
    "\ufffe",
    "ﬁ",
    "½",
    "é",
]
_PIECES = [*_MARKS, *_CUES, *_WORDS, *_SIGNS, *_BREAKS * 3, *_ODD]
_RUNS = [
    _bar(row)
    for row in (
        "第一部分 |第二部分 |第三部分 ",
        "第一章 |第二章 |第三章 ",
        "一、|二、|三、|四、",
        "一|二|三",
        "（一）|（二）|(三)",
        "1.|2.|3.|4.",
        "１、|2、|3．",
        "（1）|(2)|（3）",
        "①|②|③",
        "一是|二是|三是|四是",
        "一要|二要|三要",
        "第一，|第二，|第三，",
        "首先，|其次，|再次，|最后，",
        "一个是|一个是|再一个是",
        "——|——|——",
        "● |● |● ",
        "- |- |- ",
        "# |## |## |### ",
        "最大的亮点：|最好的成绩：|最难的突破：",
        "一、|一、|三、",
    )
]


def soup() -> SearchStrategy[str]:
    """Any text, but one that is full of marks, lists, cues, brackets, quotes, digits and line breaks."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
    noise = st.lists(st.sampled_from(_PIECES) | anything, max_size=8).map("".join)
    words = st.lists(st.sampled_from([*_WORDS, "，", "。"]), max_size=6).map("".join)
    lists = st.tuples(
        st.sampled_from(_RUNS), st.lists(words | noise, min_size=2, max_size=4), st.sampled_from(_BETWEEN)
    )
    chunk = noise | lists.map(_run) | st.tuples(lists, lists).map(lambda pair: _run(pair[0], _run(pair[1])))
    head = st.sampled_from(["", "", "同志们：\n", "在全市工作会议上的讲话\n王建国\n（2022年10月10日）\n\n同志们：\n"])
    return st.tuples(head, st.lists(chunk, max_size=6).map("".join)).map("".join)


_BETWEEN = ["\n", "\n", "。\n", "；", "。", "，", "\r\n", "\n\n\u3000\u3000"]


def _run(row: tuple[list[str], list[str], str], inner: str = "") -> str:
    """Members of a list one after the other; ``inner`` stands inside the first."""
    marks, members, between = row
    members = [members[0] + inner, *members[1:]]
    return "".join(f"{mark}{member}{between}" for mark, member in zip(marks, members, strict=False))


_SUBJECTS = _bar("各级各部门|党员干部|各乡镇街道|全体干部职工|有关单位|基层组织|广大群众|各县区")
_VERBS = _bar("要切实提高|要认真总结|要不断改进|要扎实推进|应主动服务|须从严管理|要共同维护|要逐项落实")
_OBJECTS = _bar("思想认识|工作作风|服务质量|项目建设|秋粮生产|安全管理|营商环境|乡村面貌|城市品质|生态环境")
_ENDS = _bar("，做到心中有数|，争取早见成效|，让群众看到变化|，把好事办好|，不走过场|，防止松劲懈怠|，形成工作合力|")
_HEAD_VERBS = _bar("提高|加强|推进|改善|狠抓|优化|强化|深化|聚焦|夯实")
_HEAD_OBJECTS = _bar("思想认识|组织领导|项目建设|生态保护|秋粮生产|安全管理|营商环境|乡村治理|作风建设|队伍素质")


@dataclass(frozen=True)
class Branch:
    """A node to be rendered: its heading, its own sentences, and its children, all numbered in one style."""

    title: str
    body: str
    children: tuple[Branch, ...] = ()


@st.composite
def _sentences(draw: DrawFn, least: int, most: int) -> str:
    part = st.tuples(*(st.sampled_from(words) for words in (_SUBJECTS, _VERBS, _OBJECTS, _ENDS))).map("".join)
    return "".join(f"{sentence}。" for sentence in draw(st.lists(part, min_size=least, max_size=most)))


@st.composite
def branches(draw: DrawFn, depth: int = 0, levels: int = 4) -> tuple[Branch, ...]:
    """Two to four siblings; those above the last level may have children of their own."""
    titles = st.tuples(st.sampled_from(_HEAD_VERBS), st.sampled_from(_HEAD_OBJECTS)).map("".join)
    out = []
    for title in draw(st.lists(titles, min_size=2, max_size=4 if depth == 0 else 3, unique=True)):
        deeper = depth + 1 < levels and draw(st.booleans())
        children = draw(branches(depth + 1, levels)) if deeper else ()
        out.append(Branch(title, draw(_sentences(2, 3)), children))
    return tuple(out)


def paragraphs(nodes: tuple[Branch, ...], *, words: bool, depth: int = 0) -> list[str]:
    """The outline as a speech is written: 一、 and （一） stand alone, 1. and （1） run in.

    With ``words`` the innermost lists are 一是…二是… inside a paragraph instead of （1） paragraphs.
    """
    out: list[str] = []
    for n, node in zip(count(1), nodes, strict=False):
        heading = _marker(depth, n) + node.title
        if depth < 2:
            out += [heading, node.body]
        else:
            out.append(f"{heading}。{node.body}")
        if depth == 2 and words and node.children:
            out[-1] += "".join(f"{int_to_chinese(k)}是{c.title}。{c.body}" for k, c in enumerate(node.children, 1))
        else:
            out += paragraphs(node.children, words=words, depth=depth + 1)
    return out


def expected(nodes: tuple[Branch, ...], *, words: bool, depth: int = 0) -> list[str]:
    """The lines that ``outlines.render`` gives for the same outline."""
    out: list[str] = []
    for n, node in zip(count(1), nodes, strict=False):
        marker = f"{int_to_chinese(n)}是" if depth == 3 and words else _marker(depth, n)
        out.append(f"{'  ' * depth}{marker} {node.title}")
        out += expected(node.children, words=words, depth=depth + 1)
    return out


def _marker(depth: int, n: int) -> str:
    return (f"{int_to_chinese(n)}、", f"（{int_to_chinese(n)}）", f"{n}.", f"（{n}）")[depth]


def wrapped(lines: list[str], *, indent: str = "　　", characters: int = 40) -> str:
    """The paragraphs broken over lines of so many characters, the first line of each set in."""
    out = []
    for line in lines:
        whole = indent + line
        out += [whole[i : i + characters] for i in range(0, len(whole), characters)]
    return "\n".join(out)
