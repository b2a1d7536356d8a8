"""Equal-length folding for matching: full width to half width, traditional to simplified, blanks to one kind.

Never NFKC: ㈠ would grow to three characters and every offset after it would be wrong. A translation of the
whole text costs as much as parsing it, so each fold is done only where a quick search finds something to fold.
"""

from __future__ import annotations

import re
from functools import cache

# Letters, digits and the signs that stand in numbers; commas and colons are matched in both widths instead.
_FULL = "".join(map(chr, [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)])) + "％＋．－～"
_HALF = "".join(map(chr, [*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B)])) + "%+.-~"
# Half-width and small forms of Chinese punctuation: what half-width katakana and Big5 texts hold; ∶ ︰ too.
_NARROW, _USUAL = "､｡｢｣﹐﹑﹒﹔﹕∶︰﹖﹗﹙﹚()", "、。「」，、.；：：：？！（）（）"
_BLANKS = "\xa0\u1680\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
_WIDTHS = dict(zip(_FULL + _NARROW + _BLANKS, _HALF + _USUAL + " " * len(_BLANKS), strict=True))

INVISIBLE = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
"""Characters without a width, as a set of a pattern: they are left out of the text (see ``visible``)."""
# ⼀ ⻓ of PDF files, ㆓ of kanbun, F9D1 for 六: each the same as one plain character.
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民虎西见角车长门青韦页风飞食马骨鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
_DOUBLES = "\u2e80-\u2fd5\u3192-\u319f\uf900-\ufaff"
# Traditional characters so common that a traditional text of a few sentences holds one of them.
_TRADITIONAL_SIGNS = "們這個國會為來說對時經開關發於與東應業產問題總報議員務點項講條領導點後萬億"
_SIGNS = re.compile(
    f"[{re.escape(''.join(_WIDTHS))}{_TRADITIONAL_SIGNS}{INVISIBLE}\u0300-\u036f\ufe00-\ufe0f{_DOUBLES}]"
)
_MANY = 40  # different signs: so many replacements cost more than one translation


def signs(text: str) -> set[str]:
    """The characters of a text that are folded or left out; those of traditional texts only as far as common."""
    return set(_SIGNS.findall(text))


def fold(text: str, found: set[str] | None = None) -> str:
    """The text to match on: same length, same offsets. ``found`` are its ``signs``, where they are known."""
    found = signs(text) if found is None else found
    plain = {sign: _WIDTHS.get(sign) or _double(sign) for sign in found if sign not in _TRADITIONAL_SIGNS}
    plain = {sign: other for sign, other in plain.items() if other != sign}
    if len(plain) > _MANY:
        text = text.translate({ord(sign): other for sign, other in plain.items()})
    else:
        # A replacement scans at memory speed, str.translate at the speed of a dictionary; few of these ever occur.
        for sign, other in plain.items():
            text = text.replace(sign, other)
    return text if found.isdisjoint(_TRADITIONAL_SIGNS) else text.translate(_traditional())


def plain_blanks(text: str, found: set[str]) -> str:
    """The text with rare blanks as usual ones: an em blank is as wide as a character, the others are not."""
    for sign in found.intersection(_BLANKS):
        text = text.replace(sign, "\u3000" if sign in "\u2001\u2003" else " ")
    return text


def folds_evenly(found: set[str]) -> bool:
    """Whether a text of these signs folds to the same with its blanks as they are and with ``plain_blanks``."""
    return found.isdisjoint("\u2001\u2003")


def _double(sign: str) -> str:
    """The one plain character that a radical or a compatibility character stands for, else the sign itself."""
    import unicodedata

    other = _RADICALS.get(sign) or unicodedata.normalize("NFKC", sign)
    return other if len(other) == 1 else sign


@cache
def _traditional() -> list[int]:
    """What each character of the BMP becomes: a list answers ``translate`` in half the time of a dictionary, where
    each character that stays as it is would be an exception.
    """
    from .traditional import SIMPLIFIED, TRADITIONAL

    table = list(range(0x10000))
    for a, b in zip(TRADITIONAL, SIMPLIFIED, strict=True):
        table[ord(a)] = ord(b)
    return table
