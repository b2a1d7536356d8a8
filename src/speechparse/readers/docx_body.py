"""The blocks of a Word document's body, told apart from what only wraps them while the markup streams by."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .word_numbering import tag
from .word_runs import SKIPPED, is_contents_control, is_shown_placeholder

_ROOTS = {"p", "tbl", "altChunk", "sdtPr"}


class Body:
    """Tells the blocks of a document apart from what only wraps them."""

    def __init__(self) -> None:
        self._inside = 0  # elements open in a block
        self._skipped = 0
        self._wrappers: list[tuple[Element, bool]] = []
        self._left_out = 0  # the wrapper that is a placeholder, counted from 1

    def start(self, element: Element) -> None:
        """An element begins."""
        kind = tag(element)
        if self._inside or kind in _ROOTS:
            self._inside += 1
        elif self._skipped or kind in SKIPPED:
            self._skipped += 1
        else:
            self._wrappers.append((element, bool(self._wrappers) and self._wrappers[-1][1]))

    def end(self, element: Element) -> tuple[Element, bool] | None:
        """An element ends; a block that is whole, and whether a table of contents holds it."""
        if self._inside:
            self._inside -= 1
            return None if self._inside else self._whole(element)
        if self._skipped:
            self._skipped -= 1
            return None
        self._wrappers.pop()
        if self._left_out > len(self._wrappers):
            self._left_out = 0
        self._drop()
        return None

    def _whole(self, element: Element) -> tuple[Element, bool] | None:
        contents = bool(self._wrappers) and self._wrappers[-1][1]
        shown = not (self._skipped or self._left_out)
        self._drop()
        if tag(element) != "sdtPr":
            return (element, contents) if shown else None
        if self._wrappers and not self._skipped:
            if is_contents_control(element):
                self._wrappers[-1] = self._wrappers[-1][0], True
            if is_shown_placeholder(element) and not self._left_out:
                self._left_out = len(self._wrappers)
        return None

    def _drop(self) -> None:
        """Forget what the innermost wrapper held so far."""
        if self._wrappers:
            wrapper = self._wrappers[-1][0]
            del wrapper[:]
