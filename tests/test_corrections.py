"""Corrections find their words again, are laid over what is read, and never come back undone."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import speechparse
from speechparse.corrections import Correction, Corrections, apply, loads
from speechparse.corrections.anchors import anchor, find
from speechparse.corrections.annotation import lines, scored
from speechparse.corrections.fields import KINDS
from speechparse.errors import ReadError
from speechparse.model import Speech
from speechparse.source import SourceText

TEXT = """在云岭县2024年重点工作推进会上的讲话
县长　林致远
（2024年8月30日）

同志们：
下面，我讲三点意见。
一、后四个月的重点任务
（一）推进县医院新院区建设。10月底前完成主体封顶。（责任单位：卫生健康局、住房城乡建设局）
（二）确保粮食种植面积稳定在48万亩以上。（牵头单位：农业农村局；配合单位：气象局）
（三）做好中期评估，11月15日前向县政府报告。（责任单位：发展改革局）
二、几点要求
一要挂图作战，二要按周调度，三要严格问效。
"""


def corrected(text: str, *given: Correction) -> Speech:
    (speech,), _ = apply(speechparse.parse_all(text), text, Corrections(given))
    return speech


def of(words: str, action: str, kind: str = "node", *, name: str | None = None, **values: Any) -> Correction:
    start = TEXT.index(words)
    return Correction(action, kind, anchor(TEXT, (start, start + len(words))), name, values=values)


def tree(speech: Speech) -> list[str]:
    return [f"{node.id} {node.role} {(node.marker or '') + node.title[:6]}" for node in speech.walk()]


# Places


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("同志们：", "同志们，朋友们，大家好："),  # before it
        ("县医院新院区", "县人民医院新院区"),  # in it
        ("10月底前完成", "10月20日前完成"),
        ("（一）推进", "（一）  推进"),
        ("。（责任单位", "，力争提前。（责任单位"),
    ],
)
def test_words_are_found_after_small_changes(old: str, new: str) -> None:
    start = TEXT.index("（一）推进")
    text = TEXT.replace(old, new)
    found = find(text, anchor(TEXT, (start, TEXT.index("\n", start))))
    assert found is not None
    assert abs(found[0] - text.index("（一）")) <= 1


def test_of_the_same_words_those_with_the_same_words_before_them_are_meant() -> None:
    text = "甲：要抓好落实。\n乙：要抓好落实。\n丙：要抓好落实。\n"
    second = text.index("要抓好落实", 8)
    moved = "甲：要抓好落实。\n甲二：要抓好落实。\n甲三：要抓好落实。\n乙：要抓好落实。\n丙：要抓好落实。\n"
    found = find(moved, anchor(text, (second, second + 5)))
    assert found is not None
    assert moved[found[0] - 2] == "乙"


def test_words_that_are_gone_are_not_found() -> None:
    assert find("同志们：\n今天天气很好。\n", anchor(TEXT, (100, 160))) is None


# Nodes


def test_a_rejected_node_is_gone_and_its_words_stay_with_the_node_above() -> None:
    speech = corrected(TEXT, of("（二）确保", "reject"))
    assert [row.split()[0] for row in tree(speech)] == ["1", "1.1", "1.2", "2", "2.1", "2.2", "2.3"]
    assert "（二）确保" not in "".join(tree(speech))
    assert "确保粮食" in speech.outline[0].text


def test_a_rejected_node_does_not_come_back_when_the_text_moves() -> None:
    one = of("（二）确保", "reject")
    text = TEXT.replace("同志们：", "同志们，朋友们：").replace("48万亩", "50万亩")
    assert not any("确保粮食" in row for row in tree(corrected(text, one)))
    assert any("确保粮食" in row for row in tree(corrected(text)))


def test_a_role_goes_down_to_the_nodes_that_had_the_same_one() -> None:
    speech = corrected(TEXT, of("一、后四个月的重点任务", "change", role="requirement"))
    assert {row.split()[1] for row in tree(speech)} == {"requirement"}
    assert [node.marker for node in speech.requirements] == ["一、", "二、"]


def test_a_level_takes_what_stands_below_along() -> None:
    speech = corrected(TEXT, of("二、几点要求", "change", level=2))
    assert [row.split()[0] for row in tree(speech)] == ["1", "1.1", "1.2", "1.3", "1.4", "1.4.1", "1.4.2", "1.4.3"]
    assert speech.outline[0].span[1] == len(TEXT.rstrip())


def test_an_added_node_takes_its_words_from_the_one_around_it() -> None:
    speech = corrected(TEXT, of("下面，我讲三点意见。", "add", role="background", level=1, title="讲三点意见"))
    assert tree(speech)[0] == "1 background 下面，我讲三点意见"
    assert speech.tasks[0].node == "2.1"


def test_spans_stay_inside_one_another_and_titles_are_quotes() -> None:
    speech = corrected(
        TEXT,
        of("（一）推进", "reject"),
        of("二、几点要求", "change", level=2, title="要求"),
        of("按周调度", "add", level=3, role="task"),
    )
    for node in speech.walk():
        assert TEXT[slice(*node.title_span)] == node.title
        for child in node.children:
            assert node.span[0] <= child.span[0]
            assert child.span[1] <= node.span[1]


def test_a_node_added_inside_a_heading_cuts_it() -> None:
    speech = corrected(TEXT, of("的重点任务", "add", level=1, role="background", title="的重点任务"))
    cut = speech.outline[0]
    assert (cut.title, cut.span[1]) == ("后四个月", TEXT.index("的重点任务"))
    assert TEXT[slice(*cut.title_span)] == cut.title
    assert [node.title[:4] for node in speech.outline[1].children] == ["推进县医", "确保粮食", "做好中期"]


# The ledger


def test_a_row_is_what_a_person_said_of_it() -> None:
    (first, *_) = corrected(
        TEXT,
        of(
            "推进县医院新院区建设。10月底前完成主体封顶。", "change", "task",
            lead=["卫健委"], units=[], support=["住建局"], people=["王正岳"], deadline="10月底前", due="2024-10-30",
            targets=["新增床位300张"],
        ),
    ).tasks  # fmt: skip
    assert (first.units, first.lead, first.support, first.people) == (
        ("卫健委", "住建局"),
        ("卫健委",),
        ("住建局",),
        ("王正岳",),
    )
    assert first.deadline is not None
    assert (first.deadline.text, first.due) == ("10月底前", "2024-10-30")
    assert [(t.text, t.value, t.unit) for t in first.targets] == [("新增床位300张", 300, "张")]


def test_a_rejected_row_does_not_come_back_while_its_words_stand() -> None:
    start = TEXT.index("确保粮食")
    one = Correction("reject", "task", anchor(TEXT, (start, TEXT.index("。", start) + 1)))
    for text in (TEXT, TEXT.replace("同志们", "同志们、朋友们").replace("48万亩", "49万亩")):
        rows = corrected(text, one).tasks
        assert not any("粮食" in task.text for task in rows)
        assert [task.id for task in rows] == [f"T{n}" for n in range(1, len(rows) + 1)]


def test_an_added_row_stands_under_its_headings() -> None:
    rows = corrected(TEXT, of("按周调度", "add", "task", text="按周调度", units=["县政府办"])).tasks
    assert (rows[-1].text, rows[-1].units, rows[-1].section[0]) == ("按周调度", ("县政府办",), "几点要求")


def test_a_confirmed_row_is_put_back_where_the_program_does_not_read_it() -> None:
    speech = speechparse.parse(TEXT)
    first = speech.tasks[0]
    one = Correction("confirm", "task", anchor(TEXT, first.span), values={"text": first.text, "units": ["卫生健康局"]})
    (made,), _ = apply([replace(speech, tasks=speech.tasks[1:])], TEXT, Corrections((one,)))
    assert (made.tasks[0].text, made.tasks[0].confidence) == (first.text, 1.0)


# Head, claims, remarks


def test_head_claims_and_remarks() -> None:
    speech = corrected(
        TEXT,
        of("林致远", "change", "field", name="speaker", value="林致达"),
        of("县长", "reject", "field", name="position"),
        of("三点意见", "change", "claim", count=2),
    )
    assert (speech.metadata.speaker, speech.metadata.position) == ("林致达", None)
    assert speech.metadata.confidence["speaker"] == 1.0
    assert [claim.count for claim in speech.claims if "三点" in claim.phrase] in ([2], [])
    for found in speech.diagnostics:
        one = Correction("reject", "remark", anchor(TEXT, found.span), found.code)
        assert found not in corrected(TEXT, one).diagnostics


def test_nothing_given_changes_nothing() -> None:
    assert corrected(TEXT) == speechparse.parse(TEXT)


def test_what_became_of_each_is_told() -> None:
    text = TEXT.replace("同志们：", "朋友们，同志们：").replace("（二）确保粮食种植面积稳定在48万亩以上。", "")
    _, told = apply(
        speechparse.parse_all(text),
        text,
        Corrections(
            (
                of("县长", "reject", "field", name="position"),
                of("（一）推进县医院", "confirm"),
                of("（二）确保粮食种植面积", "reject"),
            )
        ),
    )
    assert [one.status for one in told] == ["done", "moved", "gone"]


# The file

WHOLE = {
    "format": "speechparse-corrections",
    "version": 1,
    "source": {"name": "a.txt", "sha256": None, "chars": len(TEXT)},
    "corrections": [
        {
            "action": "reject",
            "kind": "node",
            "part": 1,
            "at": {"offset": TEXT.index("（二）"), "length": 42, "quote": "（二）确保粮食"},
        },
        {
            "action": "change",
            "kind": "field",
            "name": "speaker",
            "at": {"offset": TEXT.index("林致远"), "length": 3, "quote": "林致远", "before": "县长　"},
            "values": {"value": "林致达"},
            "was": {"value": "林致远"},
        },
    ],
}


def schema() -> dict[str, Any]:
    path = Path(speechparse.__file__).parent / "schema" / "corrections-1.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_the_schema_knows_every_field_that_can_be_set_right() -> None:
    jsonschema.validate(WHOLE, schema())
    named = {field.name for fields in KINDS.values() for field in fields}
    assert named == set(schema()["$defs"]["values"]["properties"])
    assert loads(json.dumps(WHOLE)).corrections[1].values == {"value": "林致达"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe", "no JSON"),
        (b"[1]", "no file of corrections"),
        (b'{"format": "speechparse-corrections", "version": 2}', "version 2"),
        (
            b'{"format": "speechparse-corrections", "version": 1, "corrections": [{"action": "burn"}]}',
            "action is 'burn'",
        ),
        (
            b'{"format": "speechparse-corrections", "version": 1, "corrections": [{"action": "add", "kind": "task",'
            b' "at": {"offset": 1, "length": 2, "quote": "x"}, "values": {"units": "x"}}]}',
            "values.units",
        ),
    ],
)
def test_a_bad_file_is_refused_with_the_place(content: bytes, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        loads(content)


# A gold standard


def test_as_annotation_the_program_measures_itself_as_right(tmp_path: Path) -> None:
    source = SourceText(TEXT, name="a.txt")
    speeches = [corrected(TEXT, of("（二）确保", "reject"))]
    rows = [line.rstrip("\n").split("\t") for line in lines(speeches, source)]
    assert ["meta", "speaker", "林致远"] in rows
    nodes = [row for row in rows if row[0] == "node"]
    assert [row[1] for row in nodes] == ["1", "2", "2", "1", "2", "2", "2"]
    for row in nodes:
        assert row[3] in TEXT.split("\n")[int(row[2]) - 1]
    gold = json.loads(scored(speeches, source, "a.txt"))
    assert [node["start"] for node in gold["nodes"]] == [node.span[0] for node in speeches[0].walk()]
    assert any(close["start"] == TEXT.index("（二）") and close["level"] == 2 for close in gold["closes"])


# The commands


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "speechparse", *args], cwd=cwd, capture_output=True, check=False)


def test_apply_tasks_and_corrections(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.corrections.json").write_text(json.dumps(WHOLE), encoding="utf-8")
    done = run("apply", "a.txt", "a.corrections.json", "-f", "json", cwd=tmp_path)
    assert done.returncode == 0
    assert "2 corrections laid over" in done.stderr.decode()
    assert json.loads(done.stdout)["metadata"]["speaker"] == "林致达"
    table = run("tasks", "a.txt", "--corrections", "a.corrections.json", "-f", "csv", cwd=tmp_path)
    assert table.returncode == 0
    told = run("corrections", "a.txt", "a.corrections.json", cwd=tmp_path).stdout.decode().splitlines()
    assert told[0].startswith("a.txt:9:1: 删去条目 reject done （二）确保")
    gold = run("corrections", "a.txt", "a.corrections.json", "--as-annotation", cwd=tmp_path).stdout.decode()
    assert "meta\tspeaker\t林致达\n" in gold
