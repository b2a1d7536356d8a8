"""How a row begins and ends, and who is stated beside it: headings, announcements, background, what stands below."""

from __future__ import annotations

from bisect import bisect_left

from ...rules.engine import Hit
from ...signs import COLONS
from . import stretches
from .forms import Ground, Row
from .points import add, most, weights
from .whole import AROUND, HEAD, TAIL, is_leaf, reading_start

_AGAIN = 24  # characters of a row that may come again
_OPENS = ("part", "chapter", "cn-dun", "article")  # styles of a document's own first list: 第一章, 一、


class Frames:
    """Weighs the rows of one speech in order.

    ``after``: the list of enclosures has begun; ``notes``: the items whose rows are notes.
    """

    __slots__ = ("_background", "_found", "_ground", "_known", "_most", "_opening", "after", "notes")

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._found = weights(ground.rules)
        self._most = most(self._found)
        self._opening, self._background = ground.rules["task.opening"], ground.rules["task.background"]
        self._known: dict[str, Hit | None] = {}
        self.after = False
        self.notes: set[int] = set()

    def weigh(self, rows: list[Row]) -> list[bool]:
        """Weighs the rows that may be tasks; for each row whether the list of enclosures has begun."""
        late = []
        for row in rows:
            if row.assigned or row.score + self._most >= 0:
                self._weigh(row)
            late.append(self.after)
        return late

    def _weigh(self, row: Row) -> None:
        ground, found, text = self._ground, self._found, self._ground.text.text
        span, assigned, first = (row.start, row.end), row.assigned, row.first
        if assigned:
            self._stated(row)
        start = row.begins = reading_start(ground, row) if first else row.start
        piece = text[start : row.end]  # cut out, so that ^ in a pattern means its beginning
        after = self.after = self.after and not (first and self._begins_anew(row.owner))
        if not piece or (piece[0] in AROUND and not piece.strip(AROUND)):
            if first and not assigned:
                add(row, "heading", span, found["heading"])  # what stands below it are the rows
                hit = self._opening.match(text, row.start, row.end)
                if hit:
                    add(row, hit.row.id, (hit.start, hit.end), -hit.weight)
                    self.after = after or hit.row.id == TAIL
                    if hit.value == "notes":
                        self.notes.add(row.owner)
                return
            piece, start = text[row.start : row.end], row.start
        elif first and start == row.start and not assigned and not is_leaf(ground, row):
            name = "sentence-above-items" if ground.outline.children[row.owner] else "sentence-above-others"
            add(row, name, span, found[name])
        if hit := self._background_of(piece):
            add(row, hit.row.id, (start + hit.start, start + hit.end), -hit.weight)
            if hit.value == "notes":
                self.notes.add(row.owner)
            self.after = after or hit.row.id == TAIL
        elif self.notes and self._is_note(row.owner):
            add(row, "notes", span, found["notes"])
        if after:
            add(row, "after-the-end", span, found["after-the-end"])
        if not assigned and (piece.rstrip()[-1:] in COLONS or _announces(ground, row, start)):
            add(row, "announces", span, found["announces"])

    def _background_of(self, piece: str) -> Hit | None:
        """What tells that a row is background; short ones may come again, in each item of a list."""
        if len(piece) > _AGAIN:
            return self._opening.match(piece, 0, HEAD) or self._background.search(piece, 0, HEAD)
        if piece not in self._known:
            self._known[piece] = self._opening.match(piece) or self._background.search(piece)
        return self._known[piece]

    def _is_note(self, owner: int) -> bool:
        """Whether an item stands among notes."""
        while owner >= 0 and owner not in self.notes:
            owner = self._ground.outline.items[owner].parent
        return owner in self.notes

    def _begins_anew(self, owner: int) -> bool:
        """Whether an item opens what is enclosed: 一、 of the plan below a letter (此件公开发布, 附件：实施方案)."""
        item = self._ground.outline.items[owner]
        return item.parent < 0 and item.mark.ordinal == 1 and item.mark.style.startswith(_OPENS)

    def _stated(self, row: Row) -> None:
        for one in row.assigned:
            if one.units or one.people:
                add(row, "named", one.span, self._found["named"])
                break
        if any(one.deadline for one in row.assigned):
            add(row, "dated", row.assigned[0].span, self._found["stated-deadline"])


def _announces(ground: Ground, row: Row, start: int) -> bool:
    """抓好以下三项工作。; a sentence that merely ends so (做好住校生工作。) only where its own list begins after it."""
    text, items = ground.text.text, ground.outline.items
    if text.find("。", start, row.end - 1) >= 0:
        return False
    follows = stretches.gathers(text, start, row.end, ground.rules)
    if follows == "gathers" and row.first and is_leaf(ground, row):
        return False  # 完成保障性安居工程建设任务
    if follows != "gathers" or text[row.end - 1] != "。":
        return follows != ""
    following = bisect_left(items, row.end, key=lambda item: item.start)
    if following >= len(items) or text[row.end : items[following].start].strip():
        return False
    return items[following].parent == row.owner
