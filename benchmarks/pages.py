"""The review page in Chromium: first paint, the longest task of the page's thread, the slowest frame of a scroll.

Tasks are measured in processor time of their thread, so that a busy machine does not count; paint and frames in time.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from speechparse.api import parse_source
from speechparse.pages.report import page as review
from speechparse.source import SourceText

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
_WORKS = ("推进县医院新院区建设", "扩建自来水厂", "修复塌方路段", "清理河道漂浮物", "改造老旧小区", "新建文化广场")
_UNITS = ("卫生健康局", "水利局", "交通运输局", "生态环境局", "住房城乡建设局", "文化旅游局")
_ACTS = {
    "tab": "P.tab('outline')",
    "search": "P.search('单位')",
    "sort": "P.clearSearch(); P.tab('tasks'); document.querySelector('[name=sort]').value = 'due'; P.order()",
    "to the last words": "P.toWords(Object.keys(P.data.speeches[0].items).filter(key => key[0] === 't').pop())",
}


def text(chars: int) -> str:
    """A report with that many characters, every third paragraph a task with unit, deadline and target."""
    lines = ["在石桥县2026年重点工作推进会上的讲话", "县长　何立群", "（2026年1月10日）", "", "同志们："]
    size, part = 0, 0
    while size < chars:
        part += 1
        added = [f"第{part}部分 " + ("下一步的重点工作任务", "几点要求", "过去一年的工作亮点")[part % 3]]
        for k, ordinal in enumerate("一二三四五六七八九"):
            n = part * 9 + k
            added.append(
                f"（{ordinal}）{_WORKS[n % 6]}。{n % 12 + 1}月底前完成{n + 20}处。（责任单位：{_UNITS[n % 6]}）"
            )
            added += ["各有关单位要高度重视，统筹安排，把工作抓实抓细，让群众得到看得见的好处。" * 4] * 2
        lines += added
        size += sum(map(len, added))
    return "\n".join(lines) + "\n"


def longest(events: list[dict[str, Any]]) -> float:
    """The longest task of a page's main thread, in ms of processor time."""
    main = {
        (e["pid"], e["tid"]) for e in events if e.get("name") == "thread_name" and e["args"]["name"] == "CrRendererMain"
    }
    return max((e["tdur"] / 1000 for e in events if (e["pid"], e["tid"]) in main and "tdur" in e), default=0.0)


def measure(path: Path) -> dict[str, float]:
    """All figures of one page, in ms."""
    from playwright.sync_api import sync_playwright

    found: dict[str, float] = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})

        def traced(name: str, act: Any) -> None:
            browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline", "__metadata"])
            act()
            page.wait_for_timeout(1500)
            found[name] = longest(json.loads(browser.stop_tracing())["traceEvents"])

        traced("load", lambda: page.goto(path.as_uri()))
        found["first paint"] = page.evaluate("performance.getEntriesByType('paint')[0].startTime")
        page.wait_for_timeout(3000)
        for name, act in _ACTS.items():
            traced(name, lambda act=act: page.evaluate(f"() => {{ {act} }}"))
        traced("scroll", lambda: page.evaluate(_SCROLL))
        browser.close()
    return found


_SCROLL = """async () => {
  const pane = document.querySelector(".source");
  pane.scrollTop = 0;
  for (let i = 0; i < 100; i += 1) {
    pane.scrollTop += 600;
    await new Promise(requestAnimationFrame);
  }
}"""


def main() -> None:
    """Print the figures of 200,000 characters."""
    with TemporaryDirectory() as folder:
        source = SourceText(text(200_000), name="200000.txt")
        path = Path(folder, "report.html")
        speeches = parse_source(source, explain=True)
        path.write_text("".join(review((speech, source) for speech in speeches)), encoding="utf-8")
        tasks = sum(len(speech.tasks) for speech in speeches)
        print(f"{len(source.text):,} characters, {tasks} tasks, page {path.stat().st_size / 1e6:.1f} MB")
        for name, value in measure(path).items():
            print(f"{name:<20}{value:8.0f} ms")


if __name__ == "__main__":
    main()
