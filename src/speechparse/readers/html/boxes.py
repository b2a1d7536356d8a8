"""Which element of a page holds its text: where paragraphs of prose stand close together."""

from __future__ import annotations

from itertools import accumulate

from .evidence import PAUSES, STOPS, Judged, linked_share, name_parts, name_words, own_name
from .lines import Line
from .tree import Element

_SHARE, _NAMED_SHARE = 0.7, 0.45
_SHORT, _DENSE = 25, 0.7
_CLAUSE = 7  # characters of a sentence
_ALONE = 80  # characters of prose that one line may be the whole text with
_PARAGRAPHS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt", "center"})


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
        if prose < max(_DENSE * total, least) or own_name(child) or _framed(child):
            return edge, False
        edge = held.range(child)[side]
    return edge, True


def _framed(element: Element) -> bool:
    return any(own_name(inner) for inner in _blocks(element)[:3])


def _dense(lines: list[Line], judged: Judged, held: _Held, widest: Element) -> Element:
    points: dict[Element, float] = {}
    _, text = name_words()
    for line, prose in zip(lines, judged.prose, strict=True):
        if not prose or len(line.text) < (_CLAUSE if STOPS.search(line.text) else _SHORT):
            continue
        owner = line.owner
        box = owner.parent if owner.name in _PARAGRAPHS and owner.parent is not None else owner
        value = 1 + len(PAUSES.findall(line.text)) + min(3.0, len(line.text) / 100)
        value *= 1 - linked_share(line)
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
    _, text = name_words()
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
