"""The numbers that a browser would show before the members of a list."""

from __future__ import annotations

import re

from ...numerals import int_to_chinese, int_to_roman
from .tree import Element

_TYPE = re.compile(r"list-style(?:-type)?\s*:[^;]*?([a-z-]+)(?=\s*(?:;|$|outside|inside|!))", re.IGNORECASE)
_BY_TYPE = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_CHINESE = ("chinese", "cjk", "japanese", "korean-hanja")
_TYPED = re.compile(
    r"[\s\u3000]*[（(〔\[]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Za-z])[）)〕\].．、:：]|[①-⑳]|第[一二三四五六七八九十]{1,3}"
)


class Counter:
    """One open list: its level and how far it has counted. An unordered list shows no numbers."""

    def __init__(self, element: Element, level: int) -> None:
        self.level = level
        self._style = _style(element) or _BY_TYPE.get(element.get("type"), "decimal")
        if element.name != "ol":
            self._style = "none"
        start = element.get("start")
        self._next = int(start) if re.fullmatch(r"-?[0-9]{1,5}", start) else 1

    def marker(self, item: Element) -> str:
        """The number of the next member, with the stop or blank after it; empty where none is shown."""
        value = item.get("value")
        number = int(value) if re.fullmatch(r"-?[0-9]{1,5}", value) else self._next
        self._next = number + 1
        return _written(_style(item) or _BY_TYPE.get(item.get("type"), self._style), number)


def typed(text: str) -> bool:
    """Whether a member begins with a number of its own: a page that types them hides those of the list."""
    return _TYPED.match(text) is not None


def _style(element: Element) -> str:
    found = _TYPE.search(element.get("style")[:400])
    return found[1].lower() if found else ""


def _written(style: str, number: int) -> str:
    if style in ("none", "disc", "circle", "square"):
        return ""
    if any(word in style for word in _CHINESE) and number > 0:
        return f"{int_to_chinese(number)}、"
    if style in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin") and 0 < number <= 26:
        return f"{chr((97 if style.startswith('lower') else 65) + number - 1)}. "
    if style in ("lower-roman", "upper-roman") and 0 < number < 4000:
        roman = int_to_roman(number)
        return f"{roman.lower() if style.startswith('lower') else roman}. "
    if style == "decimal-leading-zero":
        return f"{number:02d}. "
    return f"{number}. "
