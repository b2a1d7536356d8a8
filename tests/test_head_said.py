"""What the format says comes before what lines look like: fields, the document's title."""

from speechparse.parser.head import fields
from speechparse.parser.head.lines import Lines
from speechparse.parser.text.lines import segment
from speechparse.rules.loader import load_rules
from speechparse.source import Hint, HintKind, SourceText
from test_head_fields import BODY


def said(text: str, **places: str) -> dict[str, str]:
    """The head of a text whose format names fields: name -> the words that are its value."""
    hints = []
    for name, words in places.items():
        start = text.index(words)
        kind: HintKind = "title" if name == "h1" else "field"
        hints.append(Hint(start, start + len(words), kind, 0, name))
    source = SourceText(text, hints=tuple(sorted(hints)))
    logical = segment(source, load_rules())
    lines = Lines(logical, load_rules())
    return {name: field.value for name, field in fields.read(lines, 0, len(logical.paragraphs)).fields.items()}


def test_fields_of_the_format_are_fields_of_the_head() -> None:
    text = f"在全市清漂工作会议上的讲话\n2030-10-13\n周景文\n全市清漂工作会议\n县政府网\n同志们：\n{BODY}"
    found = said(text, date="2030-10-13", speaker="周景文", occasion="全市清漂工作会议\n县", source="县政府网")
    assert found["date"] == "2030-10-13"
    assert found["title"] == "在全市清漂工作会议上的讲话"


def test_the_author_of_a_page_is_no_speaker_unless_the_text_names_him() -> None:
    text = f"在全市清漂工作会议上的讲话\n高远\n\n同志们：\n{BODY}"
    assert "speaker" not in said(text, speaker="高远")
    assert said(f"{text}\n我是市长高远。", speaker="高远")["speaker"] == "高远"


def test_the_title_of_the_format_is_the_title() -> None:
    text = f"领导讲话\n脚踏实地 自强不息\n同志们：\n{BODY}"
    assert said(text, h1="脚踏实地 自强不息")["title"] == "脚踏实地 自强不息"
