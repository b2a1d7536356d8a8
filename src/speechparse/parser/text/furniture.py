"""What belongs to the page and not to the speech: page numbers, running heads, buttons of a web page, contents.

Words alone decide nothing: a sentence is never set aside, and what may as well be a heading needs a place where page
matter stands: at a page's edge, at the top or the bottom of the text, beside other page matter, or in a table of
contents whose entries come again below.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from ...rules.types import Rules
from ...signs import LINE_ENDS, SENTENCE_ENDS
from .measures import Line

SHORT = 60
"""No line of page matter is longer."""
_SENTENCE = frozenset(SENTENCE_ENDS)
_UNFINISHED = frozenset(LINE_ENDS)  # no line that ends so is broken off by a page's end
_PAGE_NUMBER = re.compile(r"[-—─－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s/]*共?\s*\d{1,4}\s*页)?[-—─－·\s]*")
_YEARS = range(1900, 2100)
_DOTTED = re.compile(r".{2,60}?[.．…·]{3,}\s*[（(]?\d{1,3}[)）]?")
_ENTRY = re.compile(r"(\S.{1,60}?)\s+[（(]?\d{1,3}[)）]?")
_NUMBER = re.compile(r"\d+")
_OPENS_ITEM = frozenset("0123456789一二三四五六七八九十（(第①")  # an item of a list may come again
_PAGE_OF_HEAD = re.compile(r"第\s?\d{1,4}\s?页|^\d{1,4}(?=[\s·—-])|(?<=[\s·—-])\d{1,4}$")
_CONTENTS_HEAD = re.compile(r"目\s*[录錄次]")
_MOST_CONTENTS = 3  # tables looked for in one text; each costs a pass over its short lines
_PAGE = 250  # characters, the fewest of a page


def set_aside(text: str, lines: Sequence[Line], rules: Rules) -> dict[int, str]:
    """The indices of the lines that belong to the page, each with the reason."""
    short = {i: text[x.first : x.last] for i, x in enumerate(lines) if x.last - x.first <= SHORT}
    out: dict[int, str] = {}
    weak: list[int] = []
    numbers: list[int] = []
    page_matter = rules["furniture"].fullmatch
    for i, body in short.items():
        if (body[-1].isdigit() or body[-1] in "-—─－页·") and _PAGE_NUMBER.fullmatch(body):
            numbers.append(i)
            out[i] = "page-number"
        elif body[-1] not in _SENTENCE and (hit := page_matter(body)):
            if hit.weight >= 1:
                out[i] = "page-matter"
            else:
                weak.append(i)
    for i in _not_of_pages(numbers, short):
        del out[i]
    if weak:
        out |= _at_the_edge(weak, short, out, len(lines))
    out |= _running_heads(text, lines, short, out)
    return out | _contents(len(lines), short, out)


def _not_of_pages(numbers: list[int], short: dict[int, str]) -> list[int]:
    """Those of the lines with nothing but a number that count no pages: a year, the cells of a table."""
    bare = [(i, int(short[i])) for i in numbers if short[i].isdecimal()]
    values = [value for _, value in bare]
    if len(values) > 1 and _rising(values):
        return [i for i, value in bare if value in _YEARS and len(values) < 3]
    around = list(zip([-9, *values], values, [*values[1:], -9], strict=False))
    counting = [b == a + 1 or c == b + 1 for a, b, c in around]
    single = len(values) == 1 and values[0] not in _YEARS
    return [i for (i, _), counts in zip(bare, counting, strict=True) if not (counts or single)]


def _at_the_edge(weak: list[int], short: dict[int, str], sure: dict[int, str], count: int) -> dict[int, str]:
    """Those of the lines above the first sentence, below the last one, or beside page matter."""
    spoken = [i for i in range(count) if i not in short or short[i][-1] in _SENTENCE]
    first, last = (spoken[0], spoken[-1]) if spoken else (count, -1)
    out: dict[int, str] = {}
    for i in weak:
        beside = sure.keys() | out.keys()
        if i < first or i > last or i - 1 in beside or i + 1 in beside:
            out[i] = "page-matter"
    return out


def _running_heads(text: str, lines: Sequence[Line], short: dict[int, str], sure: dict[int, str]) -> dict[int, str]:
    """Page heads and feet: the same short line, page numbers apart, three times or more, where pages begin or end."""
    maybe = {i: body for i, body in short.items() if body[-1] not in _UNFINISHED and body[0] not in _OPENS_ITEM}
    counts = Counter(maybe.values())
    same: dict[str, list[int]] = defaultdict(list)
    for i, body in maybe.items():
        if len(body) >= 4 and (counts[body] >= 2 or _NUMBER.search(body)):
            same[_NUMBER.sub("0", body)].append(i)
    out: dict[int, str] = {}
    for places in same.values():
        if len(places) < 3:
            if len(places) == 2 and _opens_both_pages(text, lines, short, sure, *places):
                out.update(dict.fromkeys(places, "running-head"))
            continue
        if _numbers_pages([short[i] for i in places]) or _by_place(text, lines, short, sure, places):
            out.update(dict.fromkeys(places, "running-head"))
    return out


def _opens_both_pages(
    text: str, lines: Sequence[Line], short: dict[int, str], sure: dict[int, str], first: int, second: int
) -> bool:
    """Whether the first line of a text is also that of its second page, which goes on with sentences.

    With a short line below it the second one is the title of another speech: its speaker or day stands there.
    """
    if first or short[first] != short[second] or not _at_a_page_end(text, lines, second, sure):
        return False
    below = short.get(second + 1)
    return below is None or below[-1] in _SENTENCE


def _numbers_pages(bodies: list[str]) -> bool:
    """Whether the lines differ in nothing but a page number that rises, and that looks like one: 第3页."""
    found = [_PAGE_OF_HEAD.search(body) for body in bodies]
    if not all(m and "页" in m[0] for m in found):
        return False
    return _rising([int(_NUMBER.findall(m[0])[0]) for m in found if m])


def _rising(numbers: list[int]) -> bool:
    return all(a < b for a, b in pairwise(numbers))


def _by_place(text: str, lines: Sequence[Line], short: dict[int, str], sure: dict[int, str], places: list[int]) -> bool:
    """Whether lines that come again stand where pages end: beside page numbers, inside sentences, a page apart."""
    gaps = [lines[b].start - lines[a].start for a, b in pairwise(places)]
    edges = sum(_at_a_page_end(text, lines, i, sure) for i in places)
    broken = sum(_breaks_in(text, lines, i, sure) for i in places) if min(gaps) >= _PAGE // 2 else 0
    if max(edges, broken) * 2 >= len(places):
        return True
    if len({short[i] for i in places}) > 1:  # what differs must be the page's number
        found = [_PAGE_OF_HEAD.search(short[i]) for i in places]
        if not all(found) or not _rising([int(_NUMBER.findall(m[0])[0]) for m in found if m]):
            return False
    elif not _NUMBER.search(short[places[0]]):
        return False
    return min(gaps) >= _PAGE and max(gaps) <= 3 * min(gaps)


def _at_a_page_end(text: str, lines: Sequence[Line], i: int, sure: dict[int, str]) -> bool:
    """Whether a page number or a form feed stands beside a line."""
    if sure.get(i - 1) == "page-number" or sure.get(i + 1) == "page-number":
        return True
    above = lines[i - 1].last if i else 0
    below = lines[i + 1].first if i + 1 < len(lines) else len(text)
    return "\x0c" in text[above : lines[i].first] or "\x0c" in text[lines[i].last : below]


def _breaks_in(text: str, lines: Sequence[Line], i: int, sure: dict[int, str]) -> bool:
    """Whether a line interrupts: the one above is broken off in the middle of a sentence."""
    if not 0 < i < len(lines) - 1 or i - 1 in sure:
        return False
    above = lines[i - 1]
    return above.last - above.first >= 12 and text[above.last - 1] not in _UNFINISHED


def _contents(count: int, short: dict[int, str], sure: dict[int, str]) -> dict[int, str]:
    """Entries with dots before their page, or that come again below; 目录 claims those right below it."""
    entries = {i: body for i, body in short.items() if (body[-1].isdecimal() or body[-1] in ")）") and i not in sure}
    heads = [i for i, body in short.items() if body[0] == "目" and i not in sure and _CONTENTS_HEAD.fullmatch(body)]
    out: dict[int, str] = {}
    if len(entries) >= 2:
        dotted = [i for i, body in entries.items() if _DOTTED.fullmatch(body)]
        if len(dotted) >= 3:
            out = dict.fromkeys(dotted, "contents")
        plain = {i: m[1] for i, body in entries.items() if i not in out and (m := _ENTRY.fullmatch(body))}
        bodies = set(short.values())
        out |= _runs([(i, title in bodies) for i, title in plain.items()], heads)
    for head in heads[:_MOST_CONTENTS]:
        below = Counter(body for i, body in short.items() if i > head)
        found = []
        for i in range(head + 1, count):
            if i not in out and below[short.get(i, "")] < 2:
                break
            found.append(i)
            below[short.get(i, "")] -= 1
        if found:
            out |= dict.fromkeys([head, *found], "contents")
    return out


def _runs(entries: list[tuple[int, bool]], heads: list[int]) -> dict[int, str]:
    """Neighbours that end with a number: contents below their heading, or where most of three come again below."""
    out: dict[int, str] = {}
    run: list[int] = []
    again = 0
    for i, stands_again in [*entries, (-9, False)]:
        if run and i != run[-1] + 1:
            if run[0] - 1 in heads or (len(run) >= 3 and again * 3 >= len(run) * 2):
                out |= dict.fromkeys(run, "contents")
            run, again = [], 0
        run.append(i)
        again += stands_again
    return out
