"""The HTML report: every node and task is a click from its words, the text stands whole, and nothing in it can run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import speeches as built
import speechparse
from speechparse.errors import WriteError
from speechparse.model import Diagnostic, Speech
from speechparse.pages.marks import Mark, rows
from speechparse.readers.registry import read_source
from speechparse.source import SourceText
from speechparse.writers.registry import BY_NAME, EVERYTHING, Options, render

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("[0-9]*"))


class Page(HTMLParser):
    """The elements of a page; fails where tags do not nest, or where a link stands inside a link."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.rows: list[tuple[int, str]] = []  # the source's: offset and words
        self.words: dict[str, str] = {}  # key -> what stands under it in the source
        self.items: dict[str, str] = {}  # id -> what stands in a row of a list
        self.data = ""
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = {name: value or "" for name, value in attrs}
        assert "style" not in found  # the policy forbids it
        assert not any(name.startswith("on") for name in found)
        if tag in ("meta", "input"):
            return
        assert not (tag == "a" and any(name == "a" for name, _ in self._open))
        if "id" in found:
            self.ids.append(found["id"])
        if "href" in found:
            self.links.append(found["href"])
        if found.get("class", "").split()[:1] == ["line"]:
            self.rows.append((int(found["data-o"]), ""))
        self._open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1].get("id") == "data":
            self.data += data
        for _, found in self._open:
            if found.get("class", "").split()[:1] == ["line"]:
                self.rows[-1] = (self.rows[-1][0], self.rows[-1][1] + data)
            if found.get("class", "").startswith("item"):
                self.items[found["id"]] = self.items.get(found["id"], "") + data
            for key in found.get("data-m", "").split():
                self.words[key] = self.words.get(key, "") + data


def report(text: str, *, speeches: list[Speech] | None = None, only: tuple[str, ...] = ()) -> str:
    source = SourceText(text, name="a.txt")
    found = speeches or speechparse.parse_all(text)
    return "".join(render(found, BY_NAME["html"], Options(only, source=lambda _: source)))


def keys(page: Page) -> set[str]:
    return {key for speech in json.loads(page.data)["speeches"] for key in speech["items"]}


# Every sample


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_every_item_has_its_words_and_every_link_its_end(path: Path) -> None:
    source = read_source(path)
    found = speechparse.read(path)
    page = Page("".join(render(found, BY_NAME["html"], Options(source=lambda _: source))))
    assert len(page.ids) == len(set(page.ids))
    assert {unquote(link[1:]) for link in page.links} <= set(page.ids)
    for number, speech in enumerate(found, 1):
        for node in speech.walk():
            assert page.words[f"n{number}-{node.id}"]
            assert f"o{number}-{node.id}" in page.items
        for task in speech.tasks:
            assert page.words[f"t{number}-{task.id}"]
            assert f"#t{number}-{task.id}" in page.links
            for unit in task.units:
                if unit in source.text[slice(*task.span)]:
                    assert unit in page.words.values()
        for name in set(speech.metadata.spans) - {"date_text"}:
            assert page.words[f"m{number}-{name}"]
            assert f"f{number}-{name}" in page.items


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_the_text_stands_whole_row_by_row(path: Path) -> None:
    source = read_source(path)
    page = Page("".join(render(speechparse.read(path), BY_NAME["html"], Options(source=lambda _: source))))
    assert [source.text[a : a + len(words)] for a, words in page.rows] == [words for _, words in page.rows]
    assert "".join("".join(words for _, words in page.rows).split()) == "".join(source.text.split())


# What stands where


def test_each_section_with_its_count() -> None:
    text = report(built.TEXT, speeches=[built.speech()])
    for label in ("亮点 <b>2</b>", "要求 <b>2</b>", "任务 <b>1</b>", "大纲 <b>7</b>", "核对 <b>", "点题核对 <b>2</b>"):
        assert label in text
    page = Page(text)
    assert page.words["n1-3.1"] == "一是早备种。"
    assert page.words["t1-T1"].startswith("10月底前，农业局牵头")
    assert "期限10月底前 2023-10-31" in page.items["l1-T1"]
    assert "单位农业局 牵头；水利局 配合" in page.items["l1-T1"]
    assert "应有 2，找到 3，不符" in page.items["k1-2"]


def test_what_can_be_set_right_stands_in_the_data_with_its_place() -> None:
    page = Page(report(built.TEXT, speeches=[built.speech()]))
    assert {"m1-title", "n1-3.1", "t1-T1", "c1-1", "d1-1"} <= keys(page)
    task = json.loads(page.data)["speeches"][0]["items"]["t1-T1"]
    assert task["values"]["lead"] == ["农业局"]
    assert task["values"]["due"] == "2023-10-31"
    assert built.TEXT[task["at"]["offset"] :].startswith(task["at"]["quote"])


def test_units_people_times_and_targets_lead_back_to_their_task() -> None:
    text = report(
        "同志们：\n下一步重点任务：\n（一）修渠。10月底前新增床位300张。（责任单位：水利局；责任人：王正岳）\n（二）防火。\n"
    )
    for words in ("10月底前", "300张", "水利局", "王正岳"):
        assert re.search(rf'<a [^>]*href="#l1-T1"[^>]*>[^<]*{words}', text), words


def test_only_keeps_the_named_sections() -> None:
    page = Page(report(built.TEXT, speeches=[built.speech()], only=("tasks",)))
    assert "l1-T1" in page.items
    assert not any(id.startswith(("o", "h", "q", "f")) for id in page.items)


def test_a_long_line_is_shown_in_rows_and_blank_lines_in_one() -> None:
    text = "标题\n\n\n\n" + "抓好春耕备耕工作。" * 400 + "\n完\n"
    page = Page(report(text))
    assert all(len(words) <= 1200 for _, words in page.rows)
    assert [words for _, words in page.rows[:2]] == ["标题", ""]
    assert "3 行空白" in report(text)


def test_doubtful_nodes_are_marked_and_listed() -> None:
    speech = built.speech()
    doubtful = replace(speech, outline=(replace(speech.outline[0], confidence=0.4), *speech.outline[1:]))
    text = report(built.TEXT, speeches=[doubtful])
    assert "存疑 40%" in text
    assert "low-confidence" in text


def test_several_speeches_have_keys_of_their_own() -> None:
    two = SAMPLES[8]
    source = read_source(two)
    page = Page("".join(render(speechparse.read(two), BY_NAME["html"], Options(source=lambda _: source))))
    assert {"s1", "s2"} <= set(page.ids)
    assert {"n1-1", "n2-1"} <= keys(page)
    assert page.links[1:3] == ["#s1", "#s2"]
    assert len({offset for offset, _ in page.rows}) == len(page.rows)  # the file's text once


def test_the_same_speech_gives_the_same_page() -> None:
    assert report(built.TEXT) == report(built.TEXT)


def test_without_the_text_there_is_no_report() -> None:
    with pytest.raises(WriteError, match="needs the texts"):
        list(render([built.speech()], BY_NAME["html"], EVERYTHING))


# Nothing in a document runs


HOSTILE = """<script>alert(1)</script>
"><img src=x onerror=alert(1)> 的讲话
同志们：
提两点要求。
一、<b>抓春耕</b>&amp;。</script><script>alert(2)</script>
二、抓防汛"' onclick='x。10月底前，<i>水利局</i>完成清淤20处以上。
"""


def test_markup_in_a_document_is_text() -> None:
    text = report(HOSTILE)
    page = Page(text)
    assert [words for _, words in page.rows if words] == [line for line in HOSTILE.split("\n") if line]
    assert page.tags.count("script") == 4  # summary, the early one, the data, the page's own
    assert "img" not in page.tags


def test_markup_in_names_ids_and_messages_is_text() -> None:
    bad = '"><script>alert(1)</script>'
    speech = built.speech()
    node = replace(speech.outline[0], id=bad, marker=bad, title=bad)
    speech = replace(
        speech,
        source=replace(speech.source, name=bad),
        metadata=replace(speech.metadata, title=bad, speaker=bad),
        outline=(node,),
        highlights=(node,),
        tasks=(replace(speech.tasks[0], id=bad, units=(bad,), lead=(), section=(bad,)),),
        diagnostics=(Diagnostic(bad, "warning", bad, (0, 3)),),
    )
    page = Page(report(built.TEXT, speeches=[speech]))
    assert page.tags.count("script") == 4
    assert bad in json.loads(page.data)["speeches"][0]["name"]


def test_the_policy_admits_the_pages_own_style_and_script_and_nothing_else() -> None:
    text = report(HOSTILE)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none';")
    assert "unsafe" not in policy[1]
    admitted = set(re.findall(r"'sha256-([^']+)'", policy[1]))
    own = re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", text, re.DOTALL)
    assert len(own) == 3
    assert {b64encode(sha256(content.encode()).digest()).decode() for content in own} == admitted


def test_the_page_asks_nothing_of_the_network() -> None:
    text = report(built.TEXT, speeches=[built.speech()])
    assert not re.search(r"https?:|<link|@import|url\(|\bsrc=|XMLHttpRequest|sendBeacon|WebSocket", text)
    assert not re.search(r'href="[^#]', text)


def test_characters_that_no_page_may_hold_are_replaced() -> None:
    page = report("同志们：\n一、抓\0春耕\ud800。\n二、抓防汛。\n")
    assert "抓\ufffd春耕\ufffd" in page
    assert "\0" not in page
    page.encode()


# Ranges of any kind


spans = st.tuples(st.integers(0, 19), st.integers(0, 19), st.booleans(), st.booleans())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(spans, max_size=8), st.lists(st.sampled_from("一二\n"), max_size=24).map("".join))
def test_ranges_that_overlap_in_any_way_keep_the_text_and_their_ids(
    found: list[tuple[int, int, bool, bool]], words: str
) -> None:
    text = (words + "一<二>三&四\"五'六七八九十甲乙丙丁戊己")[:20]
    marks = [
        Mark(min(a, b), max(a, b), f"r{n}", "#", 1, link=link, badge="T" if badge else "")
        for n, (a, b, link, badge) in enumerate(found)
    ]
    rows_ = list(rows(SourceText(text), marks, []))
    pieces = [piece for row in rows_ for piece in row.pieces]
    assert sorted(id for piece in pieces for id in piece.ids) == sorted(mark.id for mark in marks)
    for row in rows_:
        shown = "".join(piece.text for piece in row.pieces)
        assert text.startswith(shown, row.offset)
    for mark in marks:
        under = "".join(piece.text for piece in pieces if mark.id in piece.marks.split())
        assert under.split() == text[mark.start : mark.end].replace("\n", "").split() or "\n" in text


# The command


def run(*args: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "speechparse", *args], cwd=cwd, capture_output=True, check=False)


def test_view_writes_a_page_and_the_suffix_alone_does_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(built.TEXT, encoding="utf-8")
    done = run("view", "a.txt", "-o", "report.html", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    page = (tmp_path / "report.html").read_bytes()
    assert page.startswith(b"<!doctype html>")
    assert run("view", "a.txt", cwd=tmp_path).stdout == page
    assert run("a.txt", "-o", "other.html", cwd=tmp_path).returncode == 0
    assert (tmp_path / "other.html").read_bytes() == page


def test_view_of_several_files_is_one_page(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(built.TEXT, encoding="utf-8")
    page = Page(run("view", "a.txt", "b.txt", cwd=tmp_path).stdout.decode())
    assert {"s1", "s2"} <= set(page.ids)
    assert "".join(words for _, words in page.rows) == 2 * built.TEXT.replace("\n", "")


def test_a_folder_of_reports(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(built.TEXT, encoding="utf-8")
    done = run("batch", "in", "-o", "out/", "-f", "html", "-j", "1", "--quiet", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "out" / "a.txt.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_an_index_of_reports_leads_to_each_and_names_what_failed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲 1#.txt").write_text(built.TEXT, encoding="utf-8")
    (tmp_path / "in" / "坏.docx").write_bytes(b"PK no archive")
    run("batch", "in", "-o", "out/", "-f", "html", "-j", "1", "--quiet", cwd=tmp_path)
    text = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    page = Page(text)
    links = [unquote(link) for link in page.links if not link.startswith("#")]
    assert links == ["甲 1#.txt.html"]
    assert (tmp_path / "out" / links[0]).is_file()
    assert "其中 1 份未能读取" in text
    assert "林致远" in text
    assert "坏.docx" in text
