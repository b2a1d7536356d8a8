"""A speech with several tasks built by hand, so that ledger, checks and comparison are tested without the parser."""

from __future__ import annotations

from speechparse.model import Measure, Metadata, Node, Role, Source, Speech, Target, Task, TimeRef
from speechparse.source import SourceText

TEXT = """在全县冬修水利会上的讲话
一、主要任务
新修渠道20公里。11月底前完成。（水利局牵头，财政局配合，马文远负责）
改造泵站5座，受益农田增长6%。
=清淤三条河
二、几点要求
"""


def source(text: str = TEXT) -> SourceText:
    return SourceText(text, name="冬修.txt")


def target(words: str, metric: str, value: float, unit: str, comparator: str = "=", text: str = TEXT) -> Target:
    at = text.index(words)
    return Target(words, metric, value, None, unit, comparator, (at, at + len(words)))


def task(id: str, words: str, text: str = TEXT, **fields: object) -> Task:
    at = text.index(words)
    own: dict[str, object] = {
        "node": "1",
        "section": ("主要任务",),
        "action": None,
        "object": None,
        "units": (),
        "lead": (),
        "support": (),
        "people": (),
        "deadline": None,
        "period": None,
        "recurrence": None,
        "milestones": (),
        "due": None,
        "targets": (),
        "measures": (),
        "confidence": 0.9,
    }
    return Task(id=id, text=words, span=(at, at + len(words)), **(own | fields))  # type: ignore[arg-type]


def deadline(words: str, end: str | None, text: str = TEXT) -> TimeRef:
    at = text.index(words)
    return TimeRef(words, None, end, (at, at + len(words)))


def node(
    id: str, words: str, role: Role, marker: str | None, text: str = TEXT, children: tuple[Node, ...] = ()
) -> Node:
    at = text.index(words)
    span = (at, at + len(words))
    return Node(id, id.count(".") + 1, marker, 1, "x", role, words, words, span, span, (span,), 0.9, children=children)


def tasks() -> tuple[Task, ...]:
    done = deadline("11月底前", "2023-11-30")
    ditch = target("20公里", "渠道", 20, "公里")
    at = TEXT.index("新修"), TEXT.index("11月"), TEXT.index("（水利局")
    return (
        task(
            "T1",
            "新修渠道20公里。11月底前完成。",
            action="新修",
            object="渠道20公里",
            units=("水利局", "财政局"),
            lead=("水利局",),
            support=("财政局",),
            people=("马文远",),
            deadline=done,
            targets=(ditch,),
            measures=(
                Measure("新修渠道20公里。", (at[0], at[1]), targets=(ditch,)),
                Measure("11月底前完成。", (at[1], at[2]), deadline=done),
            ),
        ),
        task("T2", "改造泵站5座，受益农田增长6%。", targets=(target("增长6%", "受益农田", 6, "%", "+="),)),
        task("T3", "=清淤三条河", section=("几点要求",), units=("水利局", "水利局")),
    )


def speech(*, rows: tuple[Task, ...] | None = None, day: str | None = "2023-10-08") -> Speech:
    return Speech(
        Source("冬修.txt", chars=len(TEXT)),
        Metadata(title="在全县冬修水利会上的讲话", date=day),
        outline=(node("1", "一、主要任务", "task", "一、"), node("2", "二、几点要求", "requirement", "二、")),
        requirements=(node("2", "二、几点要求", "requirement", "二、"),),
        tasks=tasks() if rows is None else rows,
    )
