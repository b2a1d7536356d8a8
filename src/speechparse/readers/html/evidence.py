"""How much each line of a page looks like prose, and how much like the page's own words: links, names, cues."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ...rules.loader import load_rules
from ...signs import COLONS, COMMAS, SENTENCE_ENDS
from .counters import typed
from .lines import INVISIBLE, Line, up
from .tree import Element

STOPS = re.compile(f"[{SENTENCE_ENDS}]")
PAUSES = re.compile(f"[{COMMAS}{COLONS}、]")
_NAME_PARTS = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FRAMES = frozenset({"nav", "footer", "aside", "menu"})
_LONGEST = 160
_HIDDEN = 3.0
_FRAMED = 0.2  # what prose is worth in an element with the name of a frame
EDGE, MIDDLE = 1.2, 1.8


class Judged(NamedTuple):
    """For each line: its characters of prose, and how sure it is the page's own."""

    prose: list[float]
    frame: list[float]


def judge(lines: list[Line], top: Element) -> Judged:
    """Weigh the lines; the names of ``top``, which holds the text, and of the elements around it do not count."""
    prose, frame = [], []
    named = dict.fromkeys(up(top), 0.0)
    linked = [linked_share(line) for line in lines]
    for index, line in enumerate(lines):
        size, text = len(line.text), line.text
        stops, pauses = len(STOPS.findall(text)), len(PAUSES.findall(text))
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


def linked_share(line: Line) -> float:
    """How much of a line stands in links, from 0 to 1."""
    return line.linked / max(len(line.text), 1)  # a line may be a table of empty cells


def _named(element: Element, known: dict[Element, float]) -> float:
    """What the names of an element and of those around it say, up to a known one: 0 nothing, 1.2 a frame's tag."""
    chain = []
    node: Element | None = element
    while node is not None and node not in known:
        chain.append(node)
        node = node.parent
    value = known.get(node, 0.0) if node is not None else 0.0
    for inner in reversed(chain):
        value = max(value, own_name(inner))
        known[inner] = value
    return known.get(element, 0.0)


def own_name(element: Element) -> float:
    """What an element's own name says: 0 nothing, 0.9 a class of a frame, 1.2 a frame's tag, 3 hidden."""
    if element.name in _FRAMES:
        return 1.2
    if "style" in element.attributes and INVISIBLE.search(element.attributes["style"]):
        return _HIDDEN  # WeChat shows its text so by a script
    frame, text = name_words()
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
def name_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words in class names of frames, and those of what holds a text."""
    words = load_rules().words
    return frozenset(words["page.frame"]), frozenset(words["page.text"])
