"""A speech built by hand, so that writers and preview are tested without the parser."""

from __future__ import annotations

from speechparse.model import (
    Claim,
    Diagnostic,
    Measure,
    Metadata,
    Node,
    Role,
    Source,
    Span,
    Speech,
    Target,
    Task,
    TimeRef,
)

TEXT = """在云岭县2023年秋季农业工作会上的讲话
林致远
（2023年9月8日）

同志们：
上半年我们有“两个最”。
最有成效的工作：把 3.2万亩 坡改梯一次验收到位，粮食总产突破12万吨，群众的腰包鼓了、心气顺了，\
乡镇的同志也从填表格里腾出手来，多跑了地头。
最有意义的活动：办了一百场田间课堂。
下面，我提两点要求。
一、抓住时令。秋种不等人。
一是早备种。二是早整地。
二、守住底线。
第四季度的任务：10月底前，农业局牵头，水利局配合，完成冬修水利20处以上，投资不低于=1.5亿元。
"""


def span(words: str, start: int = 0) -> Span:
    at = TEXT.index(words, start)
    return at, at + len(words)


def _node(
    id: str,
    words: str,
    title: str,
    role: Role,
    marker: str | None = None,
    ordinal: int | None = None,
    children: tuple[Node, ...] = (),
    own: str | None = None,
) -> Node:
    whole, own = span(words), own or words
    return Node(
        id=id,
        level=id.count(".") + 1,
        marker=marker,
        ordinal=ordinal,
        style="label" if marker is None else "zh-dun" if marker.endswith("、") else "yishi",
        role=role,
        title=title,
        text=own,
        span=whole,
        title_span=span(title, whole[0]),
        text_spans=(span(own, whole[0]),),
        confidence=0.9,
        children=children,
        reasons=("zh-dun", "role.announced"),
    )


def speech() -> Speech:
    lines = TEXT.split("\n")
    best = _node("1", lines[6], "最有成效的工作", "highlight")
    meant = _node("2", lines[7], "最有意义的活动", "highlight")
    first = _node("3.1", "一是早备种。", "早备种", "requirement", "一是", 1)
    second = _node("3.2", "二是早整地。", "早整地", "requirement", "二是", 2)
    season = _node(
        "3",
        f"{lines[9]}\n{lines[10]}",
        "抓住时令",
        "requirement",
        "一、",
        1,
        (first, second),
        "一、抓住时令。秋种不等人。",
    )
    floor = _node("4", lines[11], "守住底线", "requirement", "二、", 2)
    work = _node("5", lines[12], "第四季度的任务", "task")
    deadline = TimeRef("10月底前", None, "2023-10-31", span("10月底前"))
    number = Target("20处以上", "冬修水利", 20, None, "处", ">=", span("20处以上"))
    money = Target("不低于=1.5亿元", "投资", 150000000.0, None, "元", ">=", span("不低于=1.5亿元"))
    text = "10月底前，农业局牵头，水利局配合，完成冬修水利20处以上，投资不低于=1.5亿元。"
    task = Task(
        id="T1",
        node="5",
        section=("第四季度的任务",),
        text=text,
        action="完成",
        object="冬修水利",
        units=("农业局", "水利局"),
        lead=("农业局",),
        support=("水利局",),
        people=(),
        deadline=deadline,
        period=TimeRef("第四季度", "2023-10-01", "2023-12-31", span("第四季度")),
        recurrence=None,
        milestones=(),
        due="2023-10-31",
        targets=(number, money),
        measures=(Measure("完成冬修水利20处以上", span("完成冬修水利20处以上"), deadline=deadline, targets=(number,)),),
        span=span(text),
        confidence=0.8,
    )
    return Speech(
        source=Source("秋季会.txt", "text", "utf-8", "0" * 64, len(TEXT)),
        metadata=Metadata(
            title=lines[0],
            speaker=lines[1],
            date="2023-09-08",
            date_text="2023年9月8日",
            occasion="云岭县2023年秋季农业工作会",
            salutation="同志们：",
            spans={"title": span(lines[0]), "speaker": span(lines[1])},
            confidence={"title": 0.98, "speaker": 0.95},
        ),
        outline=(best, meant, season, floor, work),
        highlights=(best, meant),
        requirements=(season, floor),
        tasks=(task,),
        claims=(
            Claim("“两个最”", 2, 2, True, span("“两个最”"), ("1", "2")),
            Claim("两点要求", 2, 3, False, span("两点要求"), ("3", "4", "5")),
        ),
        diagnostics=(
            Diagnostic("count-mismatch", "warning", "两点要求: 2 announced, 3 found", span("两点要求")),
            Diagnostic("style-mixed", "info", "labels without ordinals", span("最有成效")),
        ),
    )
