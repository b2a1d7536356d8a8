"""The HTML report: every node and task is a click from its words, the text stands whole, and nothing in it can run."""

from __future__ import annotations

import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import speeches as built
import speechparse
from speechparse.errors import WriteError
from speechparse.model import Diagnostic, Speech
from speechparse.readers.registry import read_source
from speechparse.source import SourceText
from speechparse.writers.html_source import Range, inline, nodes
from speechparse.writers.registry import BY_NAME, EVERYTHING, Options, render

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("[0-9]*"))


class Page(HTMLParser):
    """The elements of a page; fails where tags do not nest, or where a link stands inside a link."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.lines: list[str] = []  # the source's
        self.words: dict[str, str] = {}  # id -> what stands in its first piece
        self._open: list[tuple[str, str, str]] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        if tag == "meta":
            return
        assert not (tag == "a" and any(name == "a" for name, _, _ in self._open))
        id, classes = found.get("id") or "", found.get("class") or ""
        if id:
            self.ids.append(id)
        if found.get("href"):
            self.links.append(found["href"] or "")
        if classes == "line":
            self.lines.append("")
        self._open.append((tag, id, classes))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(classes == "line" for _, _, classes in self._open):
            self.lines[-1] += data
        for _, id, _ in self._open:
            if id:
                self.words[id] = self.words.get(id, "") + data


def report(text: str, *, speeches: list[Speech] | None = None, only: tuple[str, ...] = ()) -> str:
    source = SourceText(text, name="a.txt")
    found = speeches or speechparse.parse_all(text)
    return "".join(render(found, BY_NAME["html"], Options(only, source=lambda _: source)))


# Every sample


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_every_node_and_task_has_an_anchor_and_every_link_its_end(path: Path) -> None:
    source = read_source(path)
    found = speechparse.read(path)
    page = Page("".join(render(found, BY_NAME["html"], Options(source=lambda _: source))))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    for number, speech in enumerate(found, 1):
        for node, _ in nodes(speech.outline):
            assert page.words[f"n{number}-{node.id}"]
            assert {f"#n{number}-{node.id}", f"#o{number}-{node.id}"} <= set(page.links)
        for task in speech.tasks:
            assert {f"#t{number}-{task.id}", f"#l{number}-{task.id}"} <= set(page.links)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_the_text_stands_whole_line_by_line(path: Path) -> None:
    source = read_source(path)
    page = Page("".join(render(speechparse.read(path), BY_NAME["html"], Options(source=lambda _: source))))
    assert page.lines == re.split(r"\r\n?|\n", source.text)


# What stands where


def test_each_section_with_its_label_and_key() -> None:
    text = report(built.TEXT, speeches=[built.speech()])
    for label in ("文首 <small>metadata", "亮点 <small>highlights", "要求 <small>requirements", "任务 <small>tasks"):
        assert f"{label}</small>" in text
    for label in ("点题核对 <small>claims", "提示 <small>diagnostics", "提纲 <small>outline"):
        assert f"{label}</small>" in text
    page = Page(text)
    assert page.words["n1-3.1"] == "一是早备种。"
    assert page.words["t1-T1"].startswith("10月底前，农业局牵头")
    assert "期限 deadline10月底前 2023-10-31" in page.words["l1-T1"]
    assert "牵头：农业局；配合：水利局" in page.words["l1-T1"]
    assert "应有 2，找到 3，不符" in text


def test_only_keeps_the_named_sections() -> None:
    text = report(built.TEXT, speeches=[built.speech()], only=("tasks",))
    assert "任务 <small>tasks" in text
    assert "亮点 <small>" not in text


def test_whole_lines_are_blocks_and_the_rest_is_inline() -> None:
    text = report("同志们：\n提两点要求。\n一、抓春耕。一是备种，二是整地。\n二、抓防汛。\n")
    assert re.search(r'<div class="n r-\w+" id="n1-1" data-l="\w+">', text)
    assert re.search(r'<span class="n r-\w+" id="n1-1\.2"', text)


def test_doubtful_nodes_are_marked_and_listed() -> None:
    speech = built.speech()
    doubtful = replace(speech, outline=(replace(speech.outline[0], confidence=0.4), *speech.outline[1:]))
    text = report(built.TEXT, speeches=[doubtful])
    assert "存疑 40%" in text
    assert "low-confidence" in text


def test_several_speeches_have_anchors_of_their_own() -> None:
    two = SAMPLES[8]
    source = read_source(two)
    page = Page("".join(render(speechparse.read(two), BY_NAME["html"], Options(source=lambda _: source))))
    assert {"s1", "s2", "n1-1", "n2-1"} <= set(page.ids)
    assert page.links[:2] == ["#s1", "#s2"]
    assert len(page.lines) == len(source.line_starts)  # the file's text once


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
    assert page.lines == HOSTILE.split("\n")
    assert page.tags.count("script") == 1
    assert not {"img", "i"} & set(page.tags)


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
    assert page.tags.count("script") == 1


def test_the_policy_admits_the_pages_own_style_and_script_and_nothing_else() -> None:
    text = report(HOSTILE)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none';")
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        (content,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]


def test_the_page_asks_nothing_of_the_network() -> None:
    text = report(built.TEXT, speeches=[built.speech()])
    assert not re.search(r"https?:|<link|@import|url\(|\bsrc=", text)
    assert not re.search(r'href="[^#]', text)


def test_characters_that_no_page_may_hold_are_replaced() -> None:
    page = report("同志们：\n一、抓\0春耕\ud800。\n二、抓防汛。\n")
    assert "抓\ufffd春耕\ufffd" in page
    page.encode()


# Ranges of any kind


spans = st.tuples(st.integers(0, 19), st.integers(0, 19), st.booleans(), st.booleans())


@given(st.lists(spans, max_size=8), st.integers(0, 10), st.integers(10, 19))
def test_ranges_that_overlap_in_any_way_nest_and_keep_the_text(
    rows: list[tuple[int, int, bool, bool]], start: int, end: int
) -> None:
    text = "一<二>三&四\"五'六七八九十甲乙丙丁"
    ranges = [
        Range(min(a, b), max(a, b), "x", f"r{n}", "#" if link else "", "T" if badge else "")
        for n, (a, b, link, badge) in enumerate(rows)
    ]
    going = [r for r in ranges if r.start < start < r.end]
    new = sorted((r for r in ranges if start <= r.start <= end), key=lambda r: (r.start, -r.end))
    page = Page(f'<div class="line">{inline(text, start, end, going, new)}</div>')
    assert page.lines == [text[start:end]]
    assert sorted(page.ids) == sorted(r.id for r in new)
    for one in new:
        assert text.startswith(page.words.get(one.id, ""), one.start)


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
    assert len(page.lines) == 2 * len(built.TEXT.split("\n"))


def test_a_folder_of_reports(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(built.TEXT, encoding="utf-8")
    done = run("batch", "in", "-o", "out/", "-f", "html", "-j", "1", "--quiet", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "out" / "a.txt.html").read_text(encoding="utf-8").startswith("<!doctype html>")
