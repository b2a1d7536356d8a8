"""Where a noun phrase begins that a quote opens or stands in: 建设“好房子”项目, 国家级专精特新“小巨人”企业."""

from __future__ import annotations

import re

from ...signs import CLAUSE_ENDS
from .words import Words

BOUNDARY = CLAUSE_ENDS + '（）“”"《》\n\t'
LAST_BOUNDARY_OR_COMMA = re.compile(f"(?s:.*)[{BOUNDARY}、]")
_LONGEST_QUOTE = 14
_NO_KIND = re.compile(r"[ 了向对在我你他]|首批|建议")
_LONGEST_KIND = 10  # 国家级专精特新“小巨人”企业


def quoted(text: str, low: int, pos: int, words: Words) -> int:
    """Where a phrase begins that a quote opens: 建设 *“好房子”项目*; not so where the quote is a clause of its own."""
    begin = max(text.rfind("“", low, pos - 1), text.rfind('"', low, pos - 1))
    if begin < 0 or pos - begin > _LONGEST_QUOTE:
        return pos
    sign = LAST_BOUNDARY_OR_COMMA.match(text, low, begin)
    first = start = sign.end() if sign else low
    if start < begin and text[start] == "的" and sign:
        return begin  # 具有“一招鲜”的 | “专精特新”企业
    if text.startswith("的", pos):
        return start  # 中央财政用于“三农”的支出
    while (hit := words.left.match(text, start, begin)) and hit.end > start:
        start = hit.end
    if start == begin:
        return first  # 压减“三公”经费: the caller reads the words in front, which say in what direction
    if words.verb.search(text, start, begin):
        return begin
    if text.startswith(("期间", "时期"), pos):
        return pos
    return start if _is_kind(text, start, begin, words) else begin


def _is_kind(text: str, start: int, end: int, words: Words) -> bool:
    """Whether words before a quote say of what kind it is: 国家级专精特新 “小巨人”企业, but not 部署实施 “双领”项目."""
    if end - start > _LONGEST_KIND or _NO_KIND.search(text, start, end):
        return False
    return not any(verb.search(text, start, end) for verb in (words.sets_out, words.opening)) and not words.stop.search(
        text, start, end
    )
