"""Output formats: equal content, exact forms, and files that are written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from speeches import speech
from speechparse.commands.common import Format
from speechparse.errors import WriteError
from speechparse.model import Speech
from speechparse.writers import json_, registry, yaml_
from speechparse.writers.files import replacing
from speechparse.writers.registry import BY_NAME, Options, by_path, render, save


def text(*speeches: Speech, format: str = "json", **options: object) -> str:
    return "".join(render(speeches, BY_NAME[format], Options(**options)))  # type: ignore[arg-type]


# JSON and JSON Lines


def test_json_is_an_object_for_one_speech_and_an_array_for_several() -> None:
    one = speech().to_dict()
    assert json.loads(text(speech())) == one
    assert json.loads(text(speech(), speech(), speech())) == [one, one, one]
    assert json.loads(text(speech(), many=True)) == [one]
    assert json.loads(text(many=True)) == []


def test_json_keys_stand_in_schema_order_and_chinese_is_not_escaped() -> None:
    out = text(speech())
    assert list(json.loads(out))[:4] == ["schema_version", "source", "metadata", "outline"]
    assert '"title": "在云岭县2023年秋季农业工作会上的讲话"' in out
    assert '"units": ["农业局", "水利局"]' in out  # a list of plain values stays on its line


def test_reasons_are_written_on_request_only() -> None:
    assert "reasons" not in json.loads(text(speech()))["outline"][0]
    assert json.loads(text(speech(), explain=True))["outline"][0]["reasons"] == ["zh-dun", "role.announced"]


def test_only_keeps_the_named_sections_with_version_and_source() -> None:
    assert list(json.loads(text(speech(), only=("tasks",)))) == ["schema_version", "source", "tasks"]


def test_jsonl_is_one_line_a_speech_even_with_odd_line_separators_inside() -> None:
    odd = replace(speech(), metadata=replace(speech().metadata, title="甲\u2028乙\n丙"))
    lines = text(odd, speech(), format="jsonl").split("\n")
    assert [json.loads(line)["metadata"]["title"][0] for line in lines[:2]] == ["甲", "在"]
    assert lines[2:] == [""]


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_json_writer_loads_back_equal(value: object) -> None:
    assert json.loads(json_.dumps(value)) == value


# YAML


def test_yaml_has_the_same_content_and_order_as_json() -> None:
    data = yaml.safe_load(text(speech(), format="yaml"))
    assert json.dumps(data) == json.dumps(json.loads(text(speech())))
    assert yaml.safe_load(text(speech(), speech(), format="yaml")) == [data, data]
    assert yaml.safe_load(text(format="yaml", many=True)) == []


def test_yaml_writes_long_text_as_blocks_and_rare_characters_as_they_are() -> None:
    long = "抓好春耕备耕，" * 15 + "𠮷祥㙍。\n第二行。"
    assert yaml_.dumps({"text": long}) == f"text: |-\n  {long.replace(chr(10), chr(10) + '  ')}\n"
    assert yaml_.dumps({"text": "𠮷祥"}) == "text: 𠮷祥\n"


strange = st.text("一甲，。：:-#'\"|>%@`{}[]&*!? \t\n\r\x85\u2028\u3000\ufeff\x0b\0𠮷ab01~", min_size=0, max_size=120)


@given(st.dictionaries(strange, strange | st.lists(strange, max_size=3), max_size=3))
def test_yaml_loads_back_equal(value: object) -> None:
    assert yaml.safe_load(yaml_.dumps(value)) == value


@pytest.mark.parametrize(
    "value", ["2022-10-10", "null", "是", "yes", "1e3", "0x1F", "1_000", "~", "- x", "a: b", "=", ""]
)
def test_yaml_keeps_strings_strings(value: str) -> None:
    assert yaml.safe_load(yaml_.dumps([value])) == [value]


# CSV and Markdown


def test_csv_has_one_row_a_task_and_cells_that_are_no_formulas() -> None:
    task = replace(speech().tasks[0], text="=HYPERLINK(1)", action="+加快", object="@甲", people=("-乙",))
    head, row = csv.reader(io.StringIO(text(replace(speech(), tasks=(task,)), format="csv")))
    cells = dict(zip(head, row, strict=True))
    assert [cells[k] for k in ("text", "action", "object", "people")] == ["'=HYPERLINK(1)", "'+加快", "'@甲", "'-乙"]
    assert (cells["units"], cells["deadline_end"], cells["span_start"]) == (
        "农业局、水利局",
        "2023-10-31",
        str(task.span[0]),
    )


def test_csv_file_begins_with_a_byte_order_mark_for_excel(tmp_path: Path) -> None:
    save([speech()], tmp_path / "a.csv", BY_NAME["csv"])
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfname,part")


def test_markdown_shows_every_section_and_makes_signs_harmless() -> None:
    odd = replace(speech(), metadata=replace(speech().metadata, title="# *甲* | <乙>"))
    out = text(odd, format="report")
    assert out.startswith("# \\# \\*甲\\* \\| \\<乙\\>\n")
    assert "- speaker：林致远\n" in out
    assert "- **一、抓住时令** 秋种不等人。\n  - **一是早备种**\n" in out
    assert "| T1 | 10月底前，农业局牵头" in out
    assert "提纲" not in out


def test_markdown_of_a_speech_without_findings_shows_the_outline() -> None:
    bare = replace(speech(), highlights=(), requirements=(), tasks=())
    assert "## outline" in text(bare, format="report")


# Files


def test_suffix_gives_the_format() -> None:
    assert [by_path(Path(name)).name for name in ("a.json", "A.YML", "b.ndjson")] == ["json", "yaml", "jsonl"]
    with pytest.raises(WriteError, match=r"no format has the suffix \.docm"):
        by_path(Path("a.docm"))


def test_every_format_row_has_its_module_and_own_suffixes() -> None:
    from importlib import import_module

    for row in registry.FORMATS:
        module = import_module(f"speechparse.writers.{row.module}")
        assert hasattr(module, "save" if row.encoding is None else "render")
    suffixes = [suffix for row in registry.FORMATS for suffix in row.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_help_names_every_format() -> None:
    option = get_args(Format)[1]
    assert {row.name for row in registry.FORMATS} <= set(option.help.split())


def test_a_failure_in_the_middle_leaves_the_old_file_whole(tmp_path: Path) -> None:
    def broken() -> Iterator[Speech]:
        yield speech()
        raise KeyboardInterrupt

    target = tmp_path / "out.json"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        save(broken(), target, BY_NAME["json"])
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    assert target.read_text() == "old"


def test_write_errors_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for target, problem in ((tmp_path, "is a folder"), (tmp_path / "no" / "a.json", "folder does not exist")):
        with pytest.raises(WriteError, match=problem):
            save([speech()], target, BY_NAME["json"])
    with pytest.raises(WriteError):
        save([speech()], tmp_path / "file" / "a.json", BY_NAME["json"])
    with pytest.raises(WriteError, match="too long"):
        save([speech()], tmp_path / ("长" * 90 + ".json"), BY_NAME["json"])


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes and links")
def test_replacing_keeps_the_mode_and_the_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    with replacing(link) as temporary:
        temporary.write_text("new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="no /dev/null")  # noqa: PTH110
def test_a_device_is_written_to_and_never_replaced() -> None:
    save([speech()], Path("/dev/null"), BY_NAME["json"])
    assert not Path("/dev/null").is_file()
