"""The title that an office gives to the ledger of a text."""

from __future__ import annotations

import re

from ..model import Metadata
from .words import word

_REPORT = re.compile(r"^(?P<place>.*?)(?:人民)?政府工作报告$")
_YEAR = re.compile(r"20\d\d年")
_LEDGER = re.compile(r"(?:任务|责任)(?:分解|分工|清单)|台账|分工方案")
_QUOTES = str.maketrans("《》", "〈〉")
_PLACE = re.compile(r"[省市县区州盟旗乡镇]$")


def ledger_title(metadata: Metadata, language: str = "zh") -> str:
    """政府工作报告 → 2026年《政府工作报告》重点工作任务分解表; any other text by its name in 《》."""
    title = "".join((metadata.title or "").split())
    if not title:
        return word("title.key", language)
    if _LEDGER.search(title) and title.endswith(("表", "账", "单", "方案")):
        return title
    if found := _REPORT.match(title.replace("《", "").replace("》", "")):
        place = found["place"]
        year = _YEAR.search(place)
        said = year.group() if year else f"{metadata.date[:4]}年" if metadata.date else ""
        place = _YEAR.sub("", place).removesuffix("在").strip("—－-· ")
        return f"{place if _PLACE.search(place) else ''}{said}《政府工作报告》{word('title.key', language)}"
    name = title if title.startswith("《") and title.endswith("》") else f"《{title.translate(_QUOTES)}》"
    return name + word("title.ledger" if "重点" in title else "title.key", language)
