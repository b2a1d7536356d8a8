"""Damaged bytes -> text: what is lost costs its own character (U+FFFD), what follows it is read in step again.

In a double-byte encoding a lost byte puts all that follows it out of step, up to the line's end. A line that does not
decode is therefore cut into characters anew, so that the everyday ones among them are as many as possible.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

LOST = "\ufffd"
_LOST = re.compile("\ufffd+")
# The prices of a step. A lost byte costs more than a rare character, less than a row of them.
_RARE, _FOUR_BYTES, _LETTER, _SKIP, _UNMAPPED = 2.0, 3.0, 0.4, 5.0, 7.0
_LONGEST = 50_000  # bytes of a line; a longer one is decoded without being cut anew
_WINDOW = 32  # UTF-16 characters that tell whether the text is in step


def places(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of characters that were lost, neighbours in one."""
    return tuple(match.span() for match in _LOST.finditer(text)) if LOST in text else ()


def _euro(error: UnicodeError) -> tuple[str, int]:
    """0x80 alone is € in Windows' code page 936. Python's codecs for it do not know that."""
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    raise error


codecs.register_error("speechparse-euro", _euro)


def double_byte(data: bytes, codec: str) -> str:
    """Text of ``gb18030``, ``cp950`` or ``big5hkscs`` with U+FFFD for each byte that is lost."""
    lines = []
    steps = _steps(codec)
    for line in data.split(b"\n"):  # no character of these encodings holds a line feed
        try:
            lines.append(line.decode(codec, "speechparse-euro"))
        except UnicodeDecodeError:
            lines.append(steps.cut(line) if len(line) <= _LONGEST else line.decode(codec, "replace"))
    return "\n".join(lines)


class _Steps:
    """Cuts a line into characters at the least price. What a pair of bytes stands for is looked up once."""

    def __init__(self, codec: str) -> None:
        self.codec = codec
        self.pairs: dict[bytes, tuple[float, str]] = {}
        self.wide = codec == "gb18030"

    def cut(self, line: bytes) -> str:
        best = [0.0] * (len(line) + 1)
        step: list[str] = [""] * (len(line) + 1)
        width = bytearray(len(line) + 1)
        for i in range(len(line) - 1, -1, -1):
            byte = line[i]
            if byte < 0x80:
                best[i], step[i], width[i] = best[i + 1] + (_LETTER if byte >= 0x40 else 0), chr(byte), 1
                continue
            best[i], step[i], width[i] = best[i + 1] + _SKIP, LOST, 1
            if byte == 0x80:
                best[i], step[i] = best[i + 1] + _RARE, "€"
            if i + 1 < len(line):
                price, char = self.pair(line[i : i + 2])
                if price + best[i + 2] <= best[i]:
                    best[i], step[i], width[i] = price + best[i + 2], char, 2
            if self.wide and i + 3 < len(line) and 0x30 <= line[i + 1] <= 0x39:
                char = line[i : i + 4].decode(self.codec, "ignore")
                if len(char) == 1 and _FOUR_BYTES + best[i + 4] < best[i]:
                    best[i], step[i], width[i] = _FOUR_BYTES + best[i + 4], char, 4
        out, i = [], 0
        while i < len(line):
            out.append(step[i])
            i += width[i]
        return "".join(out)

    def pair(self, pair: bytes) -> tuple[float, str]:
        if pair not in self.pairs:
            self.pairs[pair] = self._pair(pair)
        return self.pairs[pair]

    def _pair(self, pair: bytes) -> tuple[float, str]:
        try:
            char = pair.decode(self.codec)
        except UnicodeDecodeError:
            # Two lost bytes are one lost character where the second could be a trail.
            return (_UNMAPPED, LOST) if pair[1] >= 0x40 else (2 * _UNMAPPED, LOST)
        if len(char) != 1:
            return 2 * _UNMAPPED, LOST
        return (0.0 if is_everyday(pair, self.codec) else _RARE), char


@cache
def _steps(codec: str) -> _Steps:
    return _Steps(codec)


def is_everyday(pair: bytes, codec: str) -> bool:
    """Whether two bytes are a character or mark of the encoding's common level."""
    lead, trail = pair
    if codec == "gb18030":
        return (0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3)) and trail >= 0xA1
    return lead == 0xA1 or 0xA4 <= lead <= 0xC6


def utf16(data: bytes, codec: str) -> str:
    """Text of ``utf-16-le`` or ``utf-16-be``; in data of odd length the one byte too many or too few is found."""
    if len(data) % 2 == 0:
        return data.decode(codec, "replace")
    at = _step_lost(data, codec)
    return data[:at].decode(codec, "replace") + LOST + data[at + 1 :].decode(codec, "replace")


def _step_lost(data: bytes, codec: str) -> int:
    """The even offset at which the text falls out of step."""
    low, high = 0, len(data) // 2  # in characters: in step at low, out of step at high
    while high - low > 1:
        middle = (low + high) // 2
        even = data[2 * middle : 2 * (middle + _WINDOW)].decode(codec, "replace")
        odd = data[2 * middle + 1 : 2 * (middle + _WINDOW) + 1].decode(codec, "replace")
        if common_share(even) >= common_share(odd):
            low = middle
        else:
            high = middle
    first, last = max(0, low - _WINDOW), min(len(data) // 2, low + 2 * _WINDOW)
    before, after = [0.0], [0.0]
    for i in range(first, last):
        before.append(before[-1] + bool(_COMMON.match(data[2 * i : 2 * i + 2].decode(codec, "replace"))))
        after.append(after[-1] + bool(_COMMON.match(data[2 * i + 1 : 2 * i + 3].decode(codec, "replace"))))
    sums = [kept + after[-1] - skipped for kept, skipped in zip(before, after, strict=True)]
    return 2 * (first + max(range(len(sums)), key=lambda i: (sums[i], i)))


_COMMON = re.compile("[ -~\t\n\r\u3000-\u301f\u4e00-\u9fff\uff00-\uff5f\u2010-\u202f]+")


def common_share(sample: str) -> float:
    """The share of characters that stand in everyday Chinese text, 0..1."""
    return sum(map(len, _COMMON.findall(sample))) / max(1, len(sample))
