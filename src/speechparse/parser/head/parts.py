"""Several speeches in one file: where each begins.

Conservative by design: a false split destroys a document, a missed one costs a title. A new speech begins only
at a title that head matter of its own follows, with enough text on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from ...rules.types import Rules
from ...signs import COLONS, LINE_ENDS, PAUSES
from ..forms import LogicalText
from ..people.names import person_in_title
from .kinds import Line
from .lines import Lines
from .wordings import words

_SHORTEST = 200  # characters from one title to the next
_SHORTEST_COMPLETE = 60
_PREFACE = 500  # so much may stand above the first title of a circular
_COVER = 12  # paragraphs in which the first speech's own title is looked for
_TITLE = 60
_NO_TITLE = re.compile(r"[（(【“\"》>#—―*•●·]|\d(?!\d{3}年)|[一二三四五六七八九十]{1,3}、|附件|来源|记者")
_MATTER = re.compile(r"[：:】年]|\d{4}[-/.]|\d{8}")  # where head matter follows without a word for a speech
_LINES, _REACH = 3, 600  # no further below the title
_ENDS = frozenset(LINE_ENDS + PAUSES)


def speeches(lines: Lines) -> list[tuple[int, int]]:
    """The paragraph ranges (half-open) of the speeches; nearly always one.

    What stands above the first title belongs to the first range.
    """
    text = lines.text
    titles = _maybe_titles(text)
    starts = [i for i in titles if i > 0 and _begins(lines, i)]
    if starts:
        first = 0 if titles[0] == 0 and _begins(lines, 0) else None
        starts = _kept(lines, first, starts)
    return list(pairwise([0, *starts, len(text.paragraphs)]))


def cover(lines: Lines, ranges: list[tuple[int, int]]) -> int:
    """How many paragraphs stand above the title of the first of several speeches: the title of all, a letter."""
    if len(ranges) < 2:
        return 0
    text = lines.text
    stop = text.paragraphs[0].start + _PREFACE
    below = [i for i in range(1, min(_COVER, ranges[0][1])) if text.paragraphs[i].start < stop and _begins(lines, i)]
    return below[0] if below and not _begins(lines, 0) else 0


def apart(lines: Lines, ranges: list[tuple[int, int]], above: int) -> list[tuple[int, int]]:
    """The ranges, the cover one of its own where it is a text of its own: a notice with an address and a letter."""
    kinds = [line.kind for line in lines.between(0, above)] if above else []
    if "salutation" in kinds and "text" in kinds[kinds.index("salutation") :]:
        return [(0, above), (above, ranges[0][1]), *ranges[1:]]
    return ranges


def _maybe_titles(text: LogicalText) -> list[int]:
    """A quick look: short lines that end without a stop, above another short line."""
    source = text.text
    named = "同志的" in source
    return [
        i
        for i, ((start, end), (below, stop)) in enumerate(pairwise(text.paragraphs))
        # Head matter comes in short lines; 某某同志的讲话 needs none.
        if 4 <= end - start <= _TITLE
        and (source[end - 1] not in _ENDS or source[end - 1] in "）)")
        and (stop - below <= _TITLE or (named and source.find("同志的", start, end) > 0))
    ]


def _begins(lines: Lines, i: int) -> bool:
    """Whether head matter follows the short line: its speaker and date, its salutation, its source."""
    text, rules = lines.text, lines.rules
    start, end = text.paragraphs[i]
    last = min(i + _LINES, len(text.paragraphs) - 1)
    reach = min(start + _REACH, text.paragraphs[last].end)
    if _NO_TITLE.match(text.text, start) or not (
        _MATTER.search(text.text, start, reach) or rules["head.speech"].search(text.text, start, reach)
    ):
        return False
    title, *rest = lines.of(i, head=True) or (None,)
    if title is None or title.kind != "short" or any(line.kind != "date" for line in rest):
        return False
    start, end = title.start, title.end
    strong = _is_speech(text, start, end, rules)
    if strong and "同志的" in text.text[start:end] and person_in_title(text.text, start, end, rules):
        return True
    below = lines.between(i + 1, last + 1)
    first = next(below, None)
    if rest:  # in one paragraph with its day
        return strong and first is not None and first.kind in ("person", "salutation")
    if first and first.kind in ("short", "subtitle"):  # a title of two lines
        if first.kind == "short" and words(rules).complete.fullmatch(text.text, start, end):
            return False
        strong = strong or _is_speech(text, first.start, first.end, rules)
        first = next(below, None)
    return first is not None and _is_matter(text, first, below, strong)


def _is_speech(text: LogicalText, start: int, end: int, rules: Rules) -> bool:
    """A title that names a speech; 总结 and 说明, which also head a section, do not count."""
    return bool(
        rules["head.speech"].search(text.text, start, end) and words(rules).strong.fullmatch(text.text, start, end)
    )


def _is_matter(text: LogicalText, first: Line, below: Iterator[Line], strong: bool) -> bool:
    if first.key == "source" or (first.kind == "stamp" and "来源" in text.text[first.start : first.end]):
        return True
    addressed = first.kind == "salutation" and text.text[first.end - 1] in COLONS
    if strong and (addressed or first.kind in ("date", "person")):
        return True
    second = next(below, None) if first.kind == "person" else None
    return second is not None and (second.kind == "stamp" or second.key == "source")


def _shortest(lines: Lines, title: int, other: int) -> int:
    """How long a speech must be: with speaker or date and a salutation below both titles, there is no doubt."""
    for i in (title, other):
        kinds = [line.kind for line in islice(lines.between(i + 1, min(i + 5, len(lines.text.paragraphs))), 4)]
        if "salutation" not in kinds or not {"person", "date"} & set(kinds[: kinds.index("salutation")]):
            return _SHORTEST
    return _SHORTEST_COMPLETE


def _kept(lines: Lines, title: int | None, starts: list[int]) -> list[int]:
    """The starts with enough text on both sides; of two neighbours the first, a title's upper line.

    ``title``: the paragraph that the text's own title stands in, if it opens with one.
    """
    text = lines.text
    offsets = text.paragraph_starts
    kept: list[int] = []
    for start in starts:
        above = offsets[start] - (offsets[title] if title is not None else 0)
        if above < (_PREFACE if title is None else _shortest(lines, title, start)):
            # The first speech's own title below a letter, or the lower line of a title.
            title = start if title is None else title
            continue
        kept.append(start)
        title = start
    while kept and text.paragraphs[-1].end - offsets[kept[-1]] < _shortest(lines, kept[-1], kept[-1]):
        kept.pop()
    return kept
