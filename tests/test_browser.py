"""The review page in a real browser: there and back, search, keys, review, paper, and nothing that leaves or runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import browser as real
from speechparse.api import parse_source
from speechparse.corrections import apply, loads
from speechparse.pages.report import page as review
from speechparse.readers.registry import read_source
from speechparse.source import SourceText

SAMPLES = Path(__file__).parent.parent / "samples"
THREE = ("01-总分结构.txt", "12-时限与单位.txt", "18-自动编号.docx")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with real.chromium() as browser:
        yield browser


def written(tmp_path: Path, source: SourceText, name: str = "report.html") -> Path:
    path = tmp_path / name
    speeches = parse_source(source, explain=True)
    path.write_text("".join(review((speech, source) for speech in speeches)), encoding="utf-8")
    return path


BOTH_WAYS = """() => {
  const lost = [];
  for (const key of Object.keys(P.data.speeches[0].items)) {
    const row = P.entry(key);
    if (!row) { lost.push(key + " has no row"); continue; }
    const link = row.querySelector("a.go");
    if (!link) continue;  // a field without a place
    P.go(key, true);
    const piece = document.querySelector(".source .on") || document.getElementById(key);
    const box = piece && piece.getBoundingClientRect();
    if (!box || box.bottom < 0 || box.top > innerHeight) lost.push(key + " words out of sight");
    P.now = "";
    for (let turn = 0; turn < 9 && P.now !== key; turn += 1) P.clickWords(P.pieces(key)[0]);
    const back = document.querySelector(".panel.open .item.now, .fields .item.now");
    if (P.now !== key || !back || back.dataset.k !== key) lost.push(key + " no way back");
    else if (!back.getClientRects().length) lost.push(key + " row not shown");
  }
  for (const link of document.querySelectorAll(".item dd a")) {
    const id = decodeURIComponent(link.hash.slice(1));
    P.go(id, true);
    const on = document.querySelector(".source .on");
    if (!on || on.textContent.replace(/\\s/g, "") === "") lost.push(id + " not marked");
    else {
      P.now = "";
      P.clickWords(on);
      if (document.querySelector(".panel.open .item.now") !== link.closest(".item")) lost.push(id + " no way back");
    }
  }
  return lost;
}"""


@pytest.mark.parametrize("name", THREE)
def test_every_item_leads_to_its_words_and_back(chromium: Any, tmp_path: Path, name: str) -> None:
    watched = real.Watched(chromium)
    page = watched.open(written(tmp_path, read_source(SAMPLES / name)))
    assert page.evaluate(BOTH_WAYS) == []
    watched.close()


def test_of_tasks_that_share_a_time_the_one_looked_at_is_gone_back_to(chromium: Any, tmp_path: Path) -> None:
    text = "同志们：\n最后，强调一下第四季度的重点工作。一是切实抓好防火工作。二是扎实开展种子清查工作。"
    text += "三是全面完成水渠修复任务。\n"
    watched = real.Watched(chromium)
    page = watched.open(written(tmp_path, SourceText(text, name="a.txt")))
    page.click("#l1-T3 dd[data-f=period] a")
    assert page.inner_text(".source .on") == "第四季度"
    page.click(".source a.when")
    assert page.inner_text(".panel.open .item.now .go").startswith("T3")
    watched.close()


def test_a_click_there_a_click_back_and_what_the_pointer_says(chromium: Any, tmp_path: Path) -> None:
    watched = real.Watched(chromium)
    page = watched.open(written(tmp_path, read_source(SAMPLES / THREE[1])))
    page.click(".source a.unit:has-text('卫生健康局')")
    assert "推进县医院新院区建设" in page.inner_text(".item.now")
    assert "依据" in page.inner_text(".panel.open .item.now .why") or "T1" in page.inner_text(".item.now .why")
    page.click(".item.now dd a:has-text('住房城乡建设局')")
    assert page.inner_text(".source .on") == "住房城乡建设局"
    page.hover(".source a.when:has-text('10月底前')")
    assert page.get_attribute(".source a.when:has-text('10月底前')", "title").startswith("T1 期限 2024-10-31")
    watched.close()


def test_search_filter_order_keys_and_csv(chromium: Any, tmp_path: Path) -> None:
    watched = real.Watched(chromium)
    page = watched.open(written(tmp_path, read_source(SAMPLES / THREE[1])))
    rows = ".panel.open .item:visible"
    assert page.locator(rows).count() == 5
    page.keyboard.press("/")
    page.keyboard.type("生态环境")
    page.wait_for_selector("mark")
    assert page.locator(rows).count() == 1
    assert page.inner_text("#hits") == "条目 1 · 原文 1"
    page.keyboard.press("Enter")
    assert page.inner_text("mark.here") == "生态环境"
    page.keyboard.press("Escape")
    page.wait_for_selector("mark", state="detached")
    assert page.locator(rows).count() == 5
    page.select_option("[name=units]", "气象局")
    assert page.locator(rows).count() == 1
    page.select_option("[name=units]", "")
    page.select_option("[name=due]", "-")
    assert page.locator(rows).count() == 1
    page.select_option("[name=due]", "")
    page.select_option("[name=sort]", "due")
    shown = page.eval_on_selector_all(rows, "rows => rows.map(row => row.dataset.due || '9')")
    assert shown == sorted(shown)
    with page.expect_download() as saved:
        page.click("[data-do=csv]")
    table = Path(saved.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(table) == 6
    assert table[0].startswith("序号,任务,责任单位")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("4")
    assert page.locator("[aria-selected=true]").inner_text().startswith("大纲")
    page.keyboard.press("j")
    first = page.inner_text(".item.now .go")
    page.keyboard.press("j")
    assert page.inner_text(".item.now .go") != first
    assert page.evaluate("document.activeElement.closest('.item.now') !== null")
    page.keyboard.press("k")
    assert page.inner_text(".item.now .go") == first
    page.keyboard.press("o")
    assert page.evaluate("document.activeElement.closest('.source') !== null")
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.keyboard.press("Escape")
    assert not page.is_visible("#keys")
    watched.close()


def test_few_stops_of_the_tab_key_before_the_text(chromium: Any, tmp_path: Path) -> None:
    watched = real.Watched(chromium)
    page = watched.open(written(tmp_path, read_source(SAMPLES / THREE[1])))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到原文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "source"
    stops = page.evaluate("[...document.querySelectorAll('.panel.open .item a')].filter(a => a.tabIndex === 0).length")
    assert 1 <= stops <= 6
    watched.close()


def form(page: Any, values: dict[str, str]) -> None:
    for name, value in values.items():
        field = page.locator(f".form [name={name}]")
        if name == "role":
            field.select_option(value)
        else:
            field.fill(value)
    page.click(".form button.main")


def selected(page: Any, words: str) -> None:
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            node.parentElement.scrollIntoView({ block: "center" });
            return;
          }
        }""",
        words,
    )
    page.wait_for_selector("#near:not([hidden])")
    page.click("#add")


def edit(page: Any) -> None:
    """Ten edits, of every kind."""
    page.keyboard.press("3")
    page.click("#l1-T1 .go")

    page.keyboard.press("e")
    form(page, {"lead": "卫生健康局", "units": "", "support": "住房城乡建设局、财政局", "due": "2024-12-31"})  # 1
    page.click("#l1-T2 .go")
    page.keyboard.press("x")  # 2
    page.click("#l1-T3 .go")
    page.keyboard.press("c")  # 3
    page.click("#l1-T4 .go")
    page.keyboard.press("e")
    form(page, {"people": "梁守信", "deadline": "春节前", "targets": "动态清零"})  # 4
    page.click("#f1-speaker .go")
    page.keyboard.press("e")
    form(page, {"value": "林致达"})  # 5
    page.click("#f1-position .go")
    page.keyboard.press("x")  # 6
    page.keyboard.press("4")
    page.click("#o1-1 .go")
    page.keyboard.press("e")
    form(page, {"role": "requirement", "title": "后四个月"})  # 7
    page.click("#o1-2 .go")
    page.keyboard.press("c")  # 8
    selected(page, "常务会上说明原因")
    form(page, {"text": "在常务会上说明原因", "units": "各责任单位"})  # 9
    selected(page, "离年底还有四个月")
    page.select_option("#add-kind", "node")
    form(page, {"role": "background", "level": "1", "title": "离年底还有四个月"})  # 10


def test_ten_edits_stay_after_a_reload_and_are_what_apply_gives(chromium: Any, tmp_path: Path) -> None:
    watched = real.Watched(chromium)
    source = read_source(SAMPLES / THREE[1])
    path = written(tmp_path, source)
    page = watched.open(path)
    edit(page)
    assert page.inner_text("#edits") == "10"
    before = page.evaluate("JSON.stringify(P.toFile(placeOf(P.of(1))))")
    page.reload()
    page.wait_for_function("window.ready")
    assert page.inner_text("#edits") == "10"
    assert json.loads(page.evaluate("JSON.stringify(P.toFile(placeOf(P.of(1))))")) == json.loads(before)
    page.click("#menu")
    with page.expect_download() as saved:
        page.click("#download")
    assert saved.value.suggested_filename == "12-时限与单位.corrections.json"
    given = loads(Path(saved.value.path()).read_bytes())
    (speech,), told = apply(parse_source(source), source.text, given)
    assert [one.status for one in told] == ["done"] * 10
    assert (speech.metadata.speaker, speech.metadata.position) == ("林致达", None)
    rows = {task.text[:6]: task for task in speech.tasks}
    assert rows["推进县医院新"].support == ("住房城乡建设局", "财政局")
    assert rows["推进县医院新"].due == "2024-12-31"
    assert not any("粮食" in text for text in rows)
    assert rows["加快园区污水"].confidence == 1.0
    assert rows["开展欠薪专项"].people == ("梁守信",)
    assert rows["在常务会上说"].units == ("各责任单位",)
    assert [(node.role, node.title) for node in speech.outline][:2] == [
        ("background", "离年底还有四个月"),
        ("requirement", "后四个月"),
    ]
    shown = page.eval_on_selector_all(
        "[data-panel=tasks] .item:not(.gone)", "rows => rows.map(row => P.valuesOf(row.dataset.k).text)"
    )
    assert shown == [task.text for task in speech.tasks]
    page.click("#forget")
    assert page.inner_text("#edits") == "0"
    with page.expect_file_chooser() as chooser:
        page.click("label:has(#load)")
    chooser.value.set_files(saved.value.path())
    page.wait_for_selector("#edits:text-is('10')")
    watched.close()


HOSTILE = """<script>window.ran=1</script>"><img src=x onerror=window.ran=1> 的讲话
县长　<b onclick=window.ran=1>林致远</b>

同志们：
一、"><svg onload=window.ran=1>抓春耕。10月底前，'"><img src=x onerror=window.ran=1>水利局完成清淤20处。
（一）</script><script>window.ran=1</script>
二、{{ 7*7 }}${7*7}抓防汛"' autofocus onfocus='window.ran=1。
"""


def test_nothing_of_a_text_a_name_or_a_correction_runs(chromium: Any, tmp_path: Path) -> None:
    watched = real.Watched(chromium)
    bad = '"><img src=x onerror=window.ran=1>'
    source = SourceText(HOSTILE, name=f"{bad}.txt")
    page = watched.open(written(tmp_path, source))
    page.evaluate(
        """bad => P.take({format: "speechparse-corrections", version: 1, source: {name: bad + ".txt"}, corrections: [
          {action: "add", kind: "task", part: 1, at: {offset: 60, length: 9, quote: bad, before: bad},
           values: {text: bad, units: [bad], lead: [bad], people: [bad], deadline: bad, due: bad, targets: [bad]}},
          {action: "add", kind: "node", part: 1, at: {offset: 0, length: 9, quote: bad},
           values: {title: bad, role: bad, level: 1}},
          {action: "add", kind: "field", name: bad, part: 1, at: {offset: 0, length: 9, quote: bad},
           values: {value: bad}}]})""",
        bad,
    )
    for key in "12345":
        page.keyboard.press(key)
    page.evaluate("for (const row of document.querySelectorAll('.item')) P.toEntry(row, '', true)")
    page.evaluate("P.search('img')")
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    assert page.locator("img, .text svg, .text b").count() == 0
    assert bad.split(" ")[0] in page.inner_text("#changes") or page.inner_text("#edits") == "3"
    watched.close()


@pytest.mark.parametrize(("width", "scheme"), [(1600, "light"), (360, "dark")])
def test_no_serious_violation_of_wcag(chromium: Any, tmp_path: Path, width: int, scheme: str) -> None:
    watched = real.Watched(chromium, width, 780, scheme)
    page = watched.open(written(tmp_path, read_source(SAMPLES / THREE[1])))
    page.evaluate("P.toEntry(document.getElementById('l1-T1'), '', true)")
    page.keyboard.press("e")
    assert real.violations(page) == []
    page.keyboard.press("Escape")
    page.evaluate("P.toWords('t1-T1', true)")
    assert real.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    watched.close()


def test_on_paper_all_lists_and_the_text_stand_whole(chromium: Any, tmp_path: Path) -> None:
    watched = real.Watched(chromium)
    source = read_source(SAMPLES / THREE[1])
    page = watched.open(written(tmp_path, source))
    paper = page.pdf()
    assert paper.startswith(b"%PDF")
    pdf = pytest.importorskip("pypdfium2")
    document = pdf.PdfDocument(paper)
    text = "".join(one.get_textpage().get_text_range() for one in document)
    for words in ("林致远", "挂图作战", "卫生健康局", "大纲", "任务", "离年底还有四个月"):
        assert words in text.replace("\r\n", ""), words
    watched.close()


def test_several_files_are_shown_one_at_a_time(chromium: Any, tmp_path: Path) -> None:
    watched = real.Watched(chromium)
    sources = [read_source(SAMPLES / name) for name in THREE[:2]]
    path = tmp_path / "two.html"
    path.write_text(
        "".join(review((speech, source) for source in sources for speech in parse_source(source))), encoding="utf-8"
    )
    page = watched.open(path)
    assert page.locator("article:visible").count() == 1
    page.click(".speeches a >> nth=1")
    assert page.locator(".file:visible").count() == 1
    page.click(".source a.unit:has-text('卫生健康局')")
    assert page.inner_text(".item.now").startswith("T1")
    watched.close()


def test_the_page_reads_without_its_script(chromium: Any, tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written(tmp_path, read_source(SAMPLES / THREE[1])).as_uri())
    assert page.locator(".panel:visible").count() == 5
    page.click("#l1-T1 a.go")
    assert page.url.endswith("#t1-T1")
    context.close()


def test_an_index_of_five_thousand_is_sorted_and_filtered_at_once(chromium: Any, tmp_path: Path) -> None:
    from speechparse.pages import index

    told = {"title": "在会上的讲话", "speaker": "林致远", "date": "2024-01-01", "occasion": "会", "highlights": 1}
    lines = [
        index.Line(
            f"{n:04}.txt", f"{n:04}.txt.html", {**told, "requirements": 2, "tasks": n * 7 % 5000, "doubts": n % 3}
        )
        for n in range(4999)
    ]
    lines.append(index.Line("坏.docx", "", {}, "is no Word document"))
    path = tmp_path / "index.html"
    path.write_text("".join(index.page(lines, "讲话稿")), encoding="utf-8")
    watched = real.Watched(chromium)
    page = watched.open(path)
    time = page.evaluate("() => { const t = performance.now(); document.querySelector('th.tasks button').click();"
                         " document.body.offsetHeight; return performance.now() - t; }")  # fmt: skip
    assert time < 3000  # of a busy machine; 0.2 s on an idle one
    first = page.locator("tbody tr >> nth=0").locator("td").all_inner_texts()
    assert first[7] == "0"
    page.click("th.tasks button")
    assert page.locator("tbody tr >> nth=0").locator("td").all_inner_texts()[7] == "4999"
    page.fill("#search", "坏")
    assert page.inner_text("#hits") == "1 份"
    path.write_text("".join(index.page(lines[-30:], "讲话稿")), encoding="utf-8")
    page.reload()
    assert real.violations(page) == []
    watched.close()


def test_two_speeches_stand_beside_each_other(chromium: Any, tmp_path: Path) -> None:
    from speechparse.compare import compare
    from speechparse.pages.compare import page as side_by_side

    texts = [
        "石桥县政府工作报告\n（2025年1月10日）\n各位代表：\n一、2025年重点任务\n（一）改造村道80公里。\n（二）种植油茶2万亩。\n",
        "石桥县政府工作报告\n（2026年1月10日）\n各位代表：\n一、2026年重点任务\n（一）改造村道90公里。\n（二）新建泵站3座。\n",
    ]
    old, new = (SourceText(text, name=name) for text, name in zip(texts, ("old.txt", "new.txt"), strict=True))
    result = compare(parse_source(old)[0], parse_source(new)[0])
    assert {change.status for change in result.changes} == {"new", "gone", "changed"}
    path = tmp_path / "two.html"
    path.write_text("".join(side_by_side(result, old, new)), encoding="utf-8")
    watched = real.Watched(chromium)
    page = watched.open(path)
    for n, change in enumerate(result.changes, 1):
        page.click(f"#g{n} td a >> nth=0")
        on = page.evaluate(
            "[...document.querySelectorAll('.side .on')].map(e => [e.closest('.side').id, e.textContent])"
        )
        assert {side for side, _ in on} == {side for side in ("old", "new") if getattr(change, side)}
        for side, one in (("old", change.old), ("new", change.new)):
            if one:
                words = "".join(text for where, text in on if where == side)
                assert words == (old if side == "old" else new).text[slice(*one.span)]
    page.click(".side#new .c >> nth=0")
    assert page.locator("tr.on").count() == 1
    page.uncheck("[value=gone]")
    assert page.locator("tr.gone:visible").count() == 0
    assert real.violations(page) == []
    watched.close()
