#!/usr/bin/env python3
"""The same speech in other clothes: does what it says survive how it came?

    python tests/tools/layouts.py [FOLDER] [--only NAME] [--show]

Each clothing changes layout and nothing else: line width, indents, blanks, page numbers, widths of characters. What is
found in the clothed text must be what is found in the plain one, at the places that the words went to. Prints for each
clothing the share of nodes at the same place with the same path, and of head fields with the same words.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from speechparse import Node, Speech, parse_all

SAMPLES = Path(__file__).parents[2] / "samples"
HAN = "\u4e00-\u9fff"
CLOSING = "，。、；：？！”’）》〉】"
FIELDS = ("title", "speaker", "date", "occasion", "salutation")


class Clothed:
    """A text made of kept stretches of another one and of new words; ``where`` is where each kept offset went."""

    def __init__(self, old: str) -> None:
        self.old, self.parts, self.where, self.length = old, [""], dict[int, int](), 0

    def keep(self, start: int, end: int) -> Clothed:
        self.where.update((o, self.length + o - start) for o in range(start, end))
        return self.new(self.old[start:end])

    def new(self, words: str) -> Clothed:
        self.parts.append(words)
        self.length += len(words)
        return self

    @property
    def text(self) -> str:
        return "".join(self.parts)


Clothing = Callable[[str, random.Random], Clothed]


def lines(text: str) -> Iterator[tuple[int, int, int]]:
    """First and last character, and end with its line break, of each line; blank lines have none."""
    for m in re.finditer(r"[^\n]*(?:\n|\Z)", text):
        words = m[0].strip(" \t\u3000\r\n")
        first = m.start() + (m[0].find(words[0]) if words else 0)
        if m[0]:
            yield first, first + len(words), m.end()


def insert(pattern: str, more: Callable[[random.Random], str]) -> Clothing:
    """New words before each place that the pattern matches at."""

    def clothe(text: str, chance: random.Random) -> Clothed:
        made, at = Clothed(text), 0
        for m in re.finditer(pattern, text):
            made.keep(at, m.start()).new(more(chance))
            at = m.start()
        return made.keep(at, len(text))

    return clothe


def swap(table: dict[str, str]) -> Clothing:
    """Each character for another."""

    def clothe(text: str, chance: random.Random) -> Clothed:
        made = Clothed(text)
        for i, c in enumerate(text):
            made.where[i] = i
            made.new(table.get(c, c))
        return made

    return clothe


def wrapped(width: int, indent: str, page: Callable[[int], str] | None = None, rows: int = 24) -> Clothing:
    """Paragraphs broken at a width, something of the page after so many rows."""

    def clothe(text: str, chance: random.Random) -> Clothed:
        made, count = Clothed(text), 0
        for first, last, _ in lines(text):
            long = last - first > width - len(indent)
            made.new(indent if long and first < last else "")
            at, room = first, width - len(indent)
            while at < last:
                cut = min(last, at + room)
                while cut < last and text[cut] in CLOSING:
                    cut += 1
                made.keep(at, cut).new("\n")
                at, room, count = cut, width, count + 1
                if page and count % rows == 0:
                    made.new(page(count // rows))
        return made

    return clothe


def each_line(before: str, after: str = "") -> Clothing:
    def clothe(text: str, chance: random.Random) -> Clothed:
        made = Clothed(text)
        for first, last, end in lines(text):
            if first < last:
                made.new(before).keep(first, last).new(after)
            made.new("\n" if text[end - 1] == "\n" else "")
        return made

    return clothe


def letter_spaced(text: str, chance: random.Random) -> Clothed:
    """Headings with a number, a blank between all characters."""
    made = Clothed(text)
    for first, last, end in lines(text):
        if last - first < 20 and re.match("[一二三四五六七八九十]、", text[first:last]):
            for i in range(first, last):
                made.keep(i, i + 1).new(" " if i + 1 < last else "")
        else:
            made.keep(first, last)
        made.new("\n" if text[end - 1] == "\n" else "")
    return made


def around(above: str, below: str) -> Clothing:
    return lambda text, chance: Clothed(text).new(above).keep(0, len(text)).new(below)


FULL = {chr(c): chr(c + 0xFEE0) for c in [*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B)]}
HALF = dict(zip("，：；（）？！", ",:;()?!", strict=True))
RADICALS = dict(zip("一二八十工大土女子小山日月水火田目立", "⼀⼆⼋⼗⼯⼤⼟⼥⼦⼩⼭⽇⽉⽔⽕⽥⽬⽴", strict=True))
CLOTHES: dict[str, Clothing] = {
    "CRLF": insert("\n", lambda chance: "\r"),
    "tab indents": each_line("\t"),
    "en blanks": each_line("\u2002\u2002\u2002\u2002"),
    "narrow no-break blanks": each_line("\u202f\u202f"),
    "ideographic indents, blanks after": each_line("\u3000\u3000", " \u3000 "),
    "double spacing": insert("\n", lambda chance: "\n"),
    "triple spacing": insert("\n", lambda chance: "\n \n"),
    "zero-width signs": insert(
        f"(?<=[{HAN}])(?=[{HAN}])", lambda chance: chance.choice(["", "", "", "\u200b", "\xad"])
    ),
    "byte order marks": each_line("\ufeff"),
    **{f"wrapped at {w}": wrapped(w, "\u3000\u3000") for w in (24, 27, 33, 42, 50)},
    **{f"wrapped at {w}, no indents": wrapped(w, "") for w in (28, 34, 45)},
    "wrapped at 35, four blanks": wrapped(35, "    "),
    "pages, - 3 -": wrapped(32, "\u3000\u3000", lambda n: f"- {n} -\n", 20),
    "pages, 第 3 页": wrapped(36, "\u3000\u3000", lambda n: f"第 {n} 页 共 9 页\n", 20),
    "pages, bare numbers": wrapped(30, "\u3000\u3000", lambda n: f"{n + 4}\n", 22),
    "pages, running heads": wrapped(34, "\u3000\u3000", lambda n: f"— {n} —\n\x0c云岭县政府公报\n", 18),
    "digits apart": insert(rf"(?<=[{HAN}])(?=\d)|(?<=\d)(?=[{HAN}])", lambda chance: " "),
    "letter-spaced headings": letter_spaced,
    "full-width digits and letters": swap(FULL),
    "half-width marks": swap(HALF),
    "mixed widths": swap({**dict(list(FULL.items())[:5]), **dict(list(HALF.items())[:3])}),
    "radicals": swap(RADICALS),
    "buttons around": around("【字号：大 中 小】\n打印本页\n", "\n关闭窗口\n浏览次数：312\n"),
}


def flat(nodes: tuple[Node, ...], path: tuple[int, ...] = ()) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each node's place, with the places of those around it."""
    for node in nodes:
        yield node.span[0], path
        yield from flat(node.children, (*path, node.span[0]))


def paths(speeches: list[Speech], where: dict[int, int] | None = None) -> set[tuple[int, ...]]:
    found = [(place, *path) for speech in speeches for place, path in flat(speech.outline)]
    return {tuple(where.get(o, -1) if where else o for o in row) for row in found}


def squeezed(words: str | None) -> str:
    """Words without what a clothing may change."""
    plain = re.sub(r"[\s\u200b\xad\ufeff]", "", words or "")
    back = {ord(v): k for k, v in {**FULL, **RADICALS}.items()} | {ord(k): v for k, v in HALF.items()}
    return plain.translate(back)


def score(text: str, clothe: Clothing, chance: random.Random) -> tuple[float, float]:
    """The F1 of nodes with their paths, and the share of head fields that are the same."""
    plain, made = parse_all(text), clothe(text, chance)
    other = parse_all(made.text)
    one, two = paths(plain, made.where), paths(other)
    f1 = 2 * len(one & two) / (len(one) + len(two)) if one or two else 1.0
    pairs = list(zip(plain, other, strict=False))
    same = [squeezed(getattr(a.metadata, f)) == squeezed(getattr(b.metadata, f)) for a, b in pairs for f in FIELDS]
    return f1, sum(same) / len(same)


def scores(folder: Path, only: str = "", show: bool = False) -> dict[str, tuple[float, float]]:
    """For each clothing the means of both over the texts of a folder."""
    texts = {p.name: p.read_bytes().decode("utf-8", "replace") for p in sorted(folder.glob("*.txt"))}
    texts = {name: text.replace("\r\n", "\n") for name, text in texts.items() if "\ufffd" not in text}
    out = {}
    for name, clothe in CLOTHES.items():
        if only not in name:
            continue
        found = {file: score(text, clothe, random.Random(f"{name} {file}")) for file, text in texts.items()}
        out[name] = (sum(a for a, _ in found.values()) / len(found), sum(b for _, b in found.values()) / len(found))
        for file, (path, head) in found.items() if show else ():
            if min(path, head) < 1:
                print(f"  {name:34} {file:20} {path:.3f} {head:.3f}")
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--only", default="", help="part of the name of a clothing")
    parser.add_argument("--show", action="store_true", help="also each text that is not read the same")
    args = parser.parse_args()
    found = scores(args.folder, args.only, args.show)
    print(f"{'clothing':36}{'path':>7}{'head':>7}")
    for name, (path, head) in found.items():
        print(f"{name:36}{path:7.3f}{head:7.3f}")
    for label, pick in (("mean", lambda v: sum(v) / len(v)), ("worst", min)):
        columns = list(zip(*found.values(), strict=True))
        print(f"{label:36}{pick(columns[0]):7.3f}{pick(columns[1]):7.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
