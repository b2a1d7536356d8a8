"""``explain``: what each phase saw, in lines with places of the file."""

from __future__ import annotations

import re

import pytest

from speechparse.commands.explain import _STAGES
from speechparse.parser.explain import STAGES, explain
from speechparse.parser.head import words as head_words
from speechparse.parser.head.lines import Lines
from speechparse.parser.head.verdicts import verdict
from speechparse.parser.text.lines import segment
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

RULES = load_rules()
TEXT = """在防汛会上的讲话
何立群
（2024年5月8日）

同志们：
第一时间上堤。讲两点要求。
一、备足沙袋。一是清点，二是补齐。
三、盯住险段。
— 1 —
"""


def lines(text: str, stage: str) -> list[str]:
    head, *rest = explain(SourceText(text), RULES, stage)
    assert head.startswith("# ")
    return rest


def test_blocks_have_lines_kind_and_first_words() -> None:
    found = lines(TEXT, "blocks")
    assert found[0].split() == ["1", "paragraph", "在防汛会上的讲话"]
    assert [line.split()[:2] for line in found[3:5]] == [["4", "blank"], ["5", "paragraph"]]
    assert found[-1].split(maxsplit=1)[1].split(maxsplit=1) == ["furniture", "— 1 —"]


def test_a_wrapped_paragraph_is_one_block_of_several_lines() -> None:
    wrapped = "\n".join(["各地各部门要把责任扛在肩上，" * 3] * 8) + "\n"
    assert [line.split()[0] for line in lines(wrapped, "blocks")] == ["1-8"]


def test_markers_tell_what_was_kept_with_style_ordinal_and_weight() -> None:
    rows = [line.split() for line in lines(TEXT, "markers")]
    found = {row[0]: row[1:5] for row in rows}
    assert found["7:1"] == ["kept", "paragraph", "cn-dun", "1"]
    assert found["7:8"][0:2] == ["kept", "sentence"]
    assert found["8:1"][0] == "kept"
    assert all(float(row[5]) >= 0 for row in rows)


def test_outline_is_a_tree_with_spans_and_a_sentence_for_each_node() -> None:
    found = lines(TEXT, "outline")
    span, confidence, *_ = found[0].split()
    assert span == "7:1-7:17"
    assert 0 < float(confidence) <= 1
    assert "1  一、备足沙袋" in found[0]
    assert "  1.1  一是清点" in found[2]
    assert "its list" in found[1]
    assert "it ends before the next mark" in found[1]
    assert "ordinal-gap" in found[7]


def test_weights_are_the_numbers_behind_the_sentences() -> None:
    first, _, _, third = lines(TEXT, "weights")
    assert "bias+" in first
    assert "ordinal-gap" in third
    assert "irregular-" in third


def test_marks_say_what_they_look_like_and_what_became_of_them() -> None:
    found = lines(TEXT, "marks")
    assert "[一、]备足沙袋" in found[0]
    assert "number 1 at the start of a paragraph" in found[1]
    assert ": taken; leaving it out would have cost" in found[1]


def test_lists_name_their_members_and_what_announced_them() -> None:
    found = lines("在会上的讲话\n\n同志们：\n今天讲两点。\n一、学习。要学深。\n二、落实。要落实。\n", "lists")
    assert "2 members: 1, 2" in found[0]
    assert "led in by: " in found[1]
    assert "announced as 2, as many were found: 讲两点" in found[2]


def test_roles_are_told_with_the_evidence_and_the_next_best() -> None:
    found = lines("在会上的讲话\n\n同志们：\n主要任务是：\n一、修路。6月底前修好。\n二、架桥。\n", "roles")
    assert found[0].endswith("1  一、修路")
    assert found[1].split()[0] == "task,"
    assert "comes near" in found[1] or "is far from it" in found[1] or "no other role" in found[1]
    assert any("the lead-in of its list says so, worth" in line and line.endswith("主要任务是：") for line in found)


def test_lines_of_the_head_are_told_with_the_rival_and_the_points() -> None:
    found = lines(TEXT, "head")
    assert found[0].split() == ["1:1", "在防汛会上的讲话"]
    assert found[1].strip().startswith("taken for the title (")
    assert "; next is " in found[1]
    assert "for it, " in found[2]


def test_a_line_that_is_overruled_says_what_it_was_taken_for() -> None:
    page = "★首页>要闻>正文★\n在全县防汛工作会议上的讲话\n何立群\n同志们：\n防汛工作十分重要。\n"
    text = segment(SourceText(page), RULES)
    found = verdict(Lines(text, RULES, page), 0, len(text.paragraphs))
    assert found is not None
    told = [said for _, _, said, _ in head_words.lines(found._replace(wrong={1: "other"}), text, RULES)]
    assert told[1].endswith("; the readers took it for the title and were overruled")


def test_fields_of_the_head_are_told_with_their_place() -> None:
    found = lines(TEXT, "head")
    title = next(i for i, line in enumerate(found) if line.split()[:2] == ["1:1", "title"])
    assert "found on the lines of the title; " in found[title + 1]
    assert any(line.split() == ["2:1", "speaker", "何立群"] for line in found)
    assert found[-1].split(maxsplit=1) == ["5:1", "here the speech begins"]


def test_lines_of_the_text_are_told_with_the_reason() -> None:
    found = lines("各地各部门要把责任扛在肩上，\n" * 8 + "— 1 —\n", "text")
    assert found[1].strip() == "a paragraph of 8 lines joined: none of them ends one"
    assert found[-1].strip() == "page matter: nothing but a number that counts pages"


def test_words_of_a_page_are_told_with_their_points() -> None:
    found = lines("打印本页\n在会上的讲话\n同志们：\n会议很重要。\n", "text")
    assert "page matter: words of a page (rule " in found[1]
    assert " of 1.0" in found[1]


def test_stretches_of_the_ledger_are_told_with_reasons_points_and_what_was_read() -> None:
    found = [
        line.strip() for line in lines("同志们：\n一、修好水渠。由县水利局牵头，6月底前完成。\n天很蓝。\n", "ledger")
    ]
    at = next(i for i, line in enumerate(found) if line.endswith("修好水渠。由县水利局牵头，6月底前完成。"))
    assert found[at + 1].startswith("a row: ")
    assert found[at + 1].endswith(" points, 0 are enough")
    assert any(line.startswith("- for it, ") and "6月底前" in line for line in found)
    assert any(line.startswith("who: 县水利局; until when: ") for line in found)
    assert any(line.startswith("no row: -") and line.endswith(" too few") for line in found)


def test_each_speech_of_a_file_has_a_heading() -> None:
    two = TEXT + "\n" + TEXT.replace("何立群", "林致远")
    for stage in STAGES[2:]:
        assert [line for line in lines(two, stage) if line.startswith("#")] == [
            "# 1/2 在防汛会上的讲话",
            "# 2/2 在防汛会上的讲话",
        ]


def test_help_names_every_stage() -> None:
    assert sorted(STAGES) == sorted(stage for stage in STAGES if re.search(rf"\b{stage}\b", _STAGES))


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("text", ["", "\n", "— 2 —", "00000", "一、"])
def test_any_text_can_be_explained(text: str, stage: str) -> None:
    lines(text, stage)
