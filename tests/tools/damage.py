#!/usr/bin/env python3
"""How often the right encoding is found where one byte of a text is altered, dropped or cut off at the end.

    python tests/tools/damage.py [--cases 600] [--seed N] [FOLDER]

Texts of 200 characters and more, cut from those of FOLDER (samples/ without one), in eight encodings. Right is the
encoding of the undamaged text, and at most three characters lost. Exit code 1 under 95 %.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from speechparse import ReadError, read_source  # noqa: E402
from speechparse.readers.encoding import decode  # noqa: E402

ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "big5", "utf-16-le", "utf-16-be", "utf-16")
LEAST, MOST, LOST = 200, 2000, 3
ENOUGH = 0.95


def texts(folder: Path) -> list[str]:
    found = [decode(path.read_bytes(), path.name)[0] for path in sorted(folder.rglob("*.txt"))]
    return [text for text in found if len(text) >= LEAST]


def damaged(data: bytes, way: str, chance: random.Random) -> bytes:
    at = chance.randrange(4, len(data))
    if way == "altered":
        return data[:at] + bytes([(data[at] + chance.randrange(1, 256)) % 256]) + data[at + 1 :]
    return data[:at] + data[at + 1 :] if way == "dropped" else data[:-1]


def is_right(data: bytes, whole: bytes, text: str) -> bool:
    """Whether the damaged bytes are read as the whole ones are, but for a few characters."""
    try:
        found, expected = read_source(data, name="a.txt"), read_source(whole, name="a.txt")
    except ReadError:
        return False
    if (found.encoding or "")[:5] != (expected.encoding or "")[:5]:
        return False
    gone = Counter(text) - Counter(found.text)
    return gone.total() <= LOST


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "samples")
    parser.add_argument("--cases", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    known = texts(options.folder)
    right: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    while tried.total() < options.cases:
        encoding, way = ENCODINGS[tried.total() % 8], ("altered", "dropped", "cut off")[tried.total() // 8 % 3]
        text = chance.choice(known)
        start = chance.randrange(len(text) - LEAST + 1)
        text = text[start : start + chance.randint(LEAST, MOST)].encode(encoding, "ignore").decode(encoding)
        whole = text.encode(encoding)
        tried[way] += 1
        right[way] += is_right(damaged(whole, way, chance), whole, text.removeprefix("\ufeff"))
    for way in tried:
        print(f"{way:<8} {right[way]} of {tried[way]}")
    print(f"{right.total()} of {tried.total()} right, {right.total() / tried.total():.1%}")
    return 0 if right.total() >= ENOUGH * tried.total() else 1


if __name__ == "__main__":
    raise SystemExit(main())
