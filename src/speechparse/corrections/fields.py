"""What can be set right of each kind of item: the page's forms, the file and ``apply`` all go by this table."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..model import Claim, Metadata, Node, Task, TimeRef

Values = dict[str, Any]


class Field(NamedTuple):
    """``form`` says what it holds: line, text, names (a list), role, level or count (a number), day (ISO)."""

    name: str
    label: str
    form: str


KINDS: dict[str, tuple[Field, ...]] = {
    "node": (Field("role", "类别", "role"), Field("level", "层级", "level"), Field("title", "标题", "line")),
    "task": (
        Field("text", "任务", "text"),
        Field("units", "责任单位", "names"),
        Field("lead", "牵头单位", "names"),
        Field("support", "配合单位", "names"),
        Field("people", "责任人", "names"),
        Field("deadline", "完成时限", "line"),
        Field("due", "截止日", "day"),
        Field("targets", "目标", "names"),
    ),
    "field": (Field("value", "内容", "line"),),
    "claim": (Field("count", "应有", "count"),),
    "remark": (),
}
LABELS = {"node": "条目", "task": "任务", "field": "文首", "claim": "点题", "remark": "提示"}
ACTIONS = {"confirm": "确认", "change": "改正", "reject": "删去", "add": "补一条"}


def of_node(node: Node) -> Values:
    """What can be set right of a node, as it is."""
    return {"role": node.role, "level": node.level, "title": " ".join(node.title.split())}


def of_task(task: Task) -> Values:
    """What can be set right of a row of the ledger, as it is. ``units`` are those without a stated part."""
    parts = {*task.lead, *task.support}
    return {
        "text": task.text,
        "units": [unit for unit in task.units if unit not in parts],
        "lead": list(task.lead),
        "support": list(task.support),
        "people": list(task.people),
        "deadline": task.deadline.text if task.deadline else None,
        "due": last_day(task.deadline),
        "targets": [target.text for target in task.targets],
    }


def last_day(when: TimeRef | None) -> str | None:
    """The last day of a time."""
    return when.end if when else None


def of_field(metadata: Metadata, name: str) -> Values:
    """A field of the head."""
    return {"value": getattr(metadata, name)}


def of_claim(claim: Claim) -> Values:
    """An announced number."""
    return {"count": claim.count}
