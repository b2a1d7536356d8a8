"""What previews, reports and tables share: the Chinese names of the keys, and fields put into words."""

from __future__ import annotations

import re

from .model import Claim, Metadata, Node, Task, TimeRef

LABELS = {
    "title": "标题",
    "subtitle": "副题",
    "speaker": "讲话人",
    "position": "职务",
    "date": "日期",
    "occasion": "场合",
    "salutation": "称呼",
    "series": "系列",
    "number": "编号",
    "issued": "刊期",
    "source": "来源",
    "kind": "类型",
    "metadata": "文首",
    "outline": "提纲",
    "highlights": "亮点",
    "requirements": "要求",
    "tasks": "任务",
    "claims": "点题核对",
    "diagnostics": "提示",
}
KINDS = {
    "speech": "讲话",
    "report": "报告",
    "plan": "方案",
    "opinions": "意见",
    "notice": "通知",
    "minutes": "纪要",
    "letter": "信函",
    "interview": "访谈",
    "news": "新闻",
}
ROLES = {"highlight": "亮点", "requirement": "要求", "task": "任务", "background": "其他"}


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")


def visible(text: str) -> str:
    """``text`` for a person's terminal: what would control it is shown instead (ESC as ␛), line ends and tabs stay.

    A source, or the name of a file, may hold sequences that move the cursor, set the window's title or colour lines.
    """
    return _CONTROL.sub(_picture, text)


def one_line(text: str) -> str:
    """The same, with line ends shown too (␊): a message stays on its line, whatever a file is called."""
    return visible(text).replace("\r\n", "␍␊").replace("\n", "␊")


def _picture(control: re.Match[str]) -> str:
    code = ord(control[0])
    return "\u2421" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "\ufffd"


def default_sections(found: bool) -> tuple[str, ...]:
    """What to show where nothing was asked for: the outline only if there is no highlight, requirement or task."""
    return ("metadata", *(("highlights", "requirements", "tasks") if found else ("outline",)), "claims", "diagnostics")


def fields(metadata: Metadata) -> list[tuple[str, str, str]]:
    """Name, label and words of each field that is stated, the title left out."""
    found = ((name, label, getattr(metadata, name, None)) for name, label in LABELS.items() if name != "title")
    return [(name, label, _words(name, value)) for name, label, value in found if isinstance(value, str)]


def _words(name: str, value: str) -> str:
    return f"{KINDS.get(value, '')} {value}".strip() if name == "kind" else value


def heading(node: Node) -> str:
    """Marker and title, the marker once."""
    marker = node.marker or ""
    return marker + node.title.removeprefix(marker).strip()


def body(node: Node) -> str:
    """The node's words behind its marker and title, on one line."""
    own = " ".join(node.text.split())
    for known in (node.marker or "", " ".join(node.title.split())):
        own = own.removeprefix(known).lstrip(" \u3000：:，。；、．.")
    return own


def time(when: TimeRef | None) -> str:
    """``10月底前 2023-10-31``, ``第四季度 2023-10-01/2023-12-31``; the words alone where no day is known."""
    if when is None or when.end is None:
        return when.text if when else ""
    return f"{when.text} {when.end if when.start in (None, when.end) else f'{when.start}/{when.end}'}"


def units(task: Task) -> str:
    """``牵头：甲；配合：乙；丙；责任人：丁``, as far as stated."""
    named = (*task.lead, *task.support)
    parts = (
        f"牵头：{'、'.join(task.lead)}" if task.lead else "",
        f"配合：{'、'.join(task.support)}" if task.support else "",
        "、".join(unit for unit in task.units if unit not in named),
        f"责任人：{'、'.join(task.people)}" if task.people else "",
    )
    return "；".join(part for part in parts if part)


def targets(task: Task) -> str:
    """The quantified goals in their words."""
    return "；".join(target.text for target in task.targets)


def verdict(claim: Claim) -> str:
    """``“九个最”：应有 9，找到 9，相符 ok``."""
    return f"{claim.phrase}：应有 {claim.count}，找到 {claim.found}，{'相符 ok' if claim.ok else '不符 mismatch'}"
