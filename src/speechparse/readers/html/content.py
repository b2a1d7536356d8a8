"""Which lines of a page are its text: evidence of links, prose, position, names of elements and a few words.

    lines -> how much each looks like prose, how much like the page's own -> the element that holds the prose
          -> its edges: the title above, the last line before links and imprints below

No single sign decides. The names of elements and the words come from ``rules/data/pages.toml``.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ...rules.loader import load_rules
from .counters import typed
from .lines import INVISIBLE, Line, up
from .tree import Element

_STOPS = re.compile("[。！？；;!?]")
_PAUSES = re.compile("[，、：,:]")
_NAME_PARTS = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FRAMES = frozenset({"nav", "footer", "aside", "menu"})
_LONGEST = 160
_HIDDEN = 3.0
_FRAMED = 0.2  # what prose is worth in an element with the name of a frame
EDGE, MIDDLE = 1.2, 1.8
_SHARE, _NAMED_SHARE = 0.7, 0.45
_SURE = 1.6
_LITTLE = 0.2  # of the prose, after words like 免责声明
_SHORT, _DENSE = 25, 0.7
_CLAUSE = 7  # characters of a sentence
_ALONE = 80  # characters of prose that one line may be the whole text with
_PARAGRAPHS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt", "center"})


class Region(NamedTuple):
    """The text of a page: the indices of its lines, in order, and where its prose begins among all lines."""

    kept: list[int]
    first: int


class Judged(NamedTuple):
    """For each line: its characters of prose, and how sure it is the page's own."""

    prose: list[float]
    frame: list[float]


def judge(lines: list[Line], top: Element) -> Judged:
    """Weigh the lines; the names of ``top``, which holds the text, and of the elements around it do not count."""
    prose, frame = [], []
    named = dict.fromkeys(up(top), 0.0)
    linked = [_linked(line) for line in lines]
    for index, line in enumerate(lines):
        size, text = len(line.text), line.text
        stops, pauses = len(_STOPS.findall(text)), len(_PAUSES.findall(text))
        cue = page_words(text)
        numbered = typed(text) or bool(line.cells)
        name = _named(line.owner, named)
        score = cue
        if linked[index] > 0.6 and not numbered and not text.startswith("附"):
            near = linked[index - 1] if index else 0.0, linked[index + 1] if index + 1 < len(lines) else 0.0
            score += 1.0 + 0.5 * (max(near) > 0.6) - 0.6 * (stops > 0)
        if not stops:
            score += 0.3 * (size < 40 and not numbered)
        elif size > 40:
            score -= 1.0
        if numbered:
            score -= 0.4
        good = size >= 25 or stops or (pauses and size >= 8) or numbered or line.level
        frame.append(score + name)
        worth = (1.0 if stops or pauses else 0.4) * (_FRAMED if name else 1.0)
        prose.append(0.0 if score >= EDGE or not good else (size - line.linked) * worth)
    return Judged(prose, frame)


def page_words(text: str) -> float:
    """How sure a line with these words is the page's own: the weight of its surest cue."""
    if len(text) > _LONGEST:
        return 0.0
    return max((hit.weight for hit in load_rules()["page.line"].finditer(text)), default=0.0)


def _linked(line: Line) -> float:
    return line.linked / len(line.text)


def _named(element: Element, known: dict[Element, float]) -> float:
    """What the names of an element and of those around it say, up to a known one: 0 nothing, 1.2 a frame's tag."""
    chain = []
    node: Element | None = element
    while node is not None and node not in known:
        chain.append(node)
        node = node.parent
    value = known.get(node, 0.0) if node is not None else 0.0
    for inner in reversed(chain):
        value = max(value, _own_name(inner))
        known[inner] = value
    return known.get(element, 0.0)


def _own_name(element: Element) -> float:
    if element.name in _FRAMES:
        return 1.2
    if "style" in element.attributes and INVISIBLE.search(element.attributes["style"]):
        return _HIDDEN  # WeChat shows its text so by a script
    frame, text = _name_words()
    parts = name_parts(element)
    if not parts or not parts & frame:
        return 0.0
    return 0.0 if parts & text else 0.9


def name_parts(element: Element) -> frozenset[str]:
    """The words of an element's class and id: ``articleContent`` is article and content."""
    attributes = element.attributes
    if not attributes or ("class" not in attributes and "id" not in attributes):
        return frozenset()
    return _parts(f"{attributes.get('class', '')} {attributes.get('id', '')}"[:200])


@cache
def _parts(names: str) -> frozenset[str]:
    return frozenset(_NAME_PARTS.findall(_CAMEL.sub(" ", names).lower()))


@cache
def _name_words() -> tuple[frozenset[str], frozenset[str]]:
    words = load_rules().words
    return frozenset(words["page.frame"]), frozenset(words["page.text"])


def text_range(
    root: Element, ranges: dict[Element, tuple[int, int]], lines: list[Line], judged: Judged
) -> tuple[Element, tuple[int, int]]:
    """The element that holds the text, and the lines of the text: those of the element, or of some around it too.

    An element is scored by the paragraphs that stand just in it: comments, abstracts and lists of news are spread over
    many elements, however much they say. Then its neighbours are asked, level by level, up to the element that holds
    most of the page's prose: those that are prose, too, belong to the text (parts of a text, paragraphs in boxes).
    """
    held = _Held(ranges, lines, judged)
    widest = _container(root, held)
    top = _dense(lines, judged, held, widest)
    first, last = held.range(top)
    least = max(60.0, held.prose(top) / 10)
    element, after, before = top, True, True
    while element is not widest and element.parent is not None:
        siblings = [child for child in _blocks(element.parent) if held.range(child)[1] > held.range(child)[0]]
        at = next((i for i, child in enumerate(siblings) if held.range(child)[0] <= first < held.range(child)[1]), None)
        if at is not None and after:
            last, after = _reach(siblings[at + 1 :], held, last, 1, least)
        if at is not None and before:
            first, before = _reach(siblings[:at][::-1], held, first, 0, least)
        element = element.parent
    alone = last - first < 2 and held.prose(top) < max(_ALONE, held.prose(widest) / 4)
    return (widest, held.range(widest)) if alone else (top, (first, last))


class _Held:
    """How much elements hold: prose, and characters at all."""

    def __init__(self, ranges: dict[Element, tuple[int, int]], lines: list[Line], judged: Judged) -> None:
        self._ranges = ranges
        self._prose = [0.0, *accumulate(judged.prose)]
        self._all = [0, *accumulate(len(line.text) for line in lines)]
        self._size = len(lines)

    def range(self, element: Element) -> tuple[int, int]:
        return self._ranges.get(element, (0, self._size) if element.parent is None else (0, 0))

    def size(self, element: Element) -> int:
        first, last = self.range(element)
        return last - first

    def prose(self, element: Element) -> float:
        first, last = self.range(element)
        return self._prose[last] - self._prose[first]

    def total(self, element: Element) -> int:
        first, last = self.range(element)
        return self._all[last] - self._all[first]


def _reach(siblings: list[Element], held: _Held, edge: int, side: int, least: float) -> tuple[int, bool]:
    """How far the text goes on in the next elements: past short ones, up to one that is not prose for the most part.

    False: there is such a one, and the text ends before it.
    """
    for child in siblings:
        prose, total = held.prose(child), held.total(child)
        if total < _SHORT:
            continue
        if prose < max(_DENSE * total, least) or _own_name(child) or _framed(child):
            return edge, False
        edge = held.range(child)[side]
    return edge, True


def _framed(element: Element) -> bool:
    return any(_own_name(inner) for inner in _blocks(element)[:3])


def _dense(lines: list[Line], judged: Judged, held: _Held, widest: Element) -> Element:
    points: dict[Element, float] = {}
    _, text = _name_words()
    for line, prose in zip(lines, judged.prose, strict=True):
        if not prose or len(line.text) < (_CLAUSE if _STOPS.search(line.text) else _SHORT):
            continue
        owner = line.owner
        box = owner.parent if owner.name in _PARAGRAPHS and owner.parent is not None else owner
        value = 1 + len(_PAUSES.findall(line.text)) + min(3.0, len(line.text) / 100)
        value *= 1 - _linked(line)
        points[box] = points.get(box, 0.0) + value
        around = box.parent
        while around is not None and box is not widest and held.size(around) < 2:  # a wrapper of one paragraph
            around = around.parent
        if around is not None:
            whole = held.size(box) < 2  # paragraphs in boxes of their own stand in what holds the boxes
            points[around] = points.get(around, 0.0) + (value if whole else value / 2)
    best, most = widest, 0.0
    for box, value in points.items():
        value *= held.prose(box) / max(held.total(box), 1)
        value *= 1.3 if name_parts(box) & text else 1.0
        if value > most and box.block:
            best, most = box, value
    inside = best
    while inside is not widest and inside.parent is not None:
        inside = inside.parent
    return best if inside is widest else widest


def _container(root: Element, held: _Held) -> Element:
    """The innermost element that holds most of the page's prose, in several lines."""
    total = held.prose(root)
    _, text = _name_words()
    element = root
    while True:
        best, most = None, 0.0
        for child in _blocks(element):
            first, last = held.range(child)
            share = _NAMED_SHARE if name_parts(child) & text else _SHARE
            if held.prose(child) > most and held.prose(child) >= share * total and last - first > 1:
                best, most = child, held.prose(child)
        if best is None or best.name in ("p", "ol", "ul", "tr"):
            return element
        element = best


def _blocks(element: Element) -> list[Element]:
    """The blocks next below an element, inline ones between them looked through."""
    found, stack = [], [child for child in reversed(element.children) if isinstance(child, Element)]
    while stack:
        child = stack.pop()
        if child.block:
            found.append(child)
        else:
            stack.extend(inner for inner in reversed(child.children) if isinstance(inner, Element))
    return found


def region(lines: list[Line], judged: Judged, inside: tuple[int, int], heads: range, first: int) -> Region:
    """The lines of the text: from the title or the first prose to the last line before the page's own.

    ``heads``: the lines of the title. ``first``: the first line of prose that is neither title nor field.
    """
    prose, frame = judged
    good = [i for i in range(*inside) if prose[i]] or [i for i in range(*inside) if frame[i] < EDGE]
    if not good:
        return Region(list(range(*inside)), inside[0])
    last = _tail_cut(lines, judged, good)
    while last + 1 < inside[1] and frame[last + 1] < EDGE:
        last += 1
    while last > first and lines[last].level and last > good[0]:  # a heading of what is not here
        last -= 1
    start = min(first, heads[0]) if heads else min(first, good[0])
    while start > inside[0] and frame[start - 1] < EDGE and len(lines[start - 1].text) <= 40:
        start -= 1
    kept = [
        i
        for i in range(start, last + 1)
        if i in heads or frame[i] < (EDGE if i < first else MIDDLE) or (i < first and _may_be_fields(lines[i]))
    ]
    return Region(kept, first)


def _tail_cut(lines: list[Line], judged: Judged, good: list[int]) -> int:
    """The last line of prose before the first line of the page's own words that little prose follows."""
    left = sum(judged.prose[i] for i in good) * _LITTLE
    last = good[-1]
    for at in range(len(good) - 1, 0, -1):
        left -= judged.prose[good[at]]
        if left < 0:
            break
        if any(
            judged.frame[i] >= EDGE and page_words(lines[i].text) >= _SURE for i in range(good[at - 1] + 1, good[at])
        ):
            last = good[at - 1]
    return last


def _may_be_fields(line: Line) -> bool:
    from .fields import has_key

    return has_key(line.text)
