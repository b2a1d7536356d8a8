"""What speaks for and against a line of the head: its kind, place, shape, neighbours, and what the speech says again.

Names of facts, which the judge's weights know (rules/data/weights.toml). No fact is a word of one document.
"""

from __future__ import annotations

import re
from bisect import bisect
from functools import lru_cache
from itertools import pairwise

from ...rules.types import Rules
from ..forms import LogicalText
from .kinds import Line
from .wordings import words

_REACH = 3000  # characters of the speech in which a line's pairs are looked for
_TITLE = 90  # no longer line names a speech
_MOST = 24  # characters of a line whose pairs are looked for
_SIGNS = re.compile(r"[|｜>＞<·•→★☆◆@#=+_/\\~&]")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_DIGIT = re.compile(r"\d")
_COUPLET = re.compile("([\u4e00-\u9fff]{4,12})[ \u3000，,]{1,3}([\u4e00-\u9fff]{4,12})")
_PLAIN = re.compile(r"[\s\W_]+")
_LENGTHS = (4, 8, 14, 22, 35, 60)
_SHARES = (0.001, 0.15, 0.35, 0.6)
_ASKED = frozenset({"short", "note", "text", "subtitle", "heading", "series", "furniture", "key"})
_NAMED = (("：", "colon"), (":", "colon"), ("。", "stop"), ("，", "comma"), (" ", "blank"), ("\u3000", "blank"))
_COUNTED = re.compile(r"第?[\d一二三四五六七八九十]{1,4}[期号辑卷版页条项次]")


@lru_cache(maxsize=8)
def lists(rules: Rules) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that add weight: verbs of mottoes (树立大局意识), ends of names of bodies (县融媒体中心)."""
    verbs = (*rules.words["motto.word"], *rules.words["task.verb"])
    return frozenset(verb for verb in verbs if len(verb) == 2), rules.words["addressee"]


def facts(text: LogicalText, rows: list[Line], roles: list[str], rules: Rules) -> list[list[str]]:
    """The facts of each line's shape and of what the speech says again, without those of its kind (``kinds``).

    ``roles``: what the readers take each line for.
    """
    body = next((row.start for row, role in zip(rows, roles, strict=True) if role == "body"), rows[-1].end)
    speech = text.text[body : body + _REACH]
    lines = [text.text[row.start : min(row.end, row.start + 2 * _TITLE)] for row in rows]
    bare = [_PLAIN.sub("", line[:_MOST]) for line in lines]
    asked = [row.kind in _ASKED and role != "body" for row, role in zip(rows, roles, strict=True)]
    shares = [overlap(speech, one) if ask else 0.0 for one, ask in zip(bare, asked, strict=True)]
    best = max(shares, default=0.0)
    out = []
    for i, row in enumerate(rows):
        found = [*_of_shape(lines[i], row.end - row.start, bare[i], asked[i], rules)]
        if asked[i]:
            level = bisect(_SHARES, shares[i])
            found += (f"said={level}", f"said={level} {'short' if len(bare[i]) < 9 else 'long'}")
            if shares[i] >= best > 0:
                found.append("said-most")
            found += _of_twins(bare, i)
        out.append(found)
    _of_neighbours(rows, bare, out)
    return out


def has_signs(line: str) -> bool:
    """Whether a line holds signs that pages use between words: | > · #."""
    return _SIGNS.search(line) is not None


def is_couplet(line: str) -> bool:
    """Two halves of one length: 种好责任田 守住生命线."""
    found = _COUPLET.fullmatch(line)
    return found is not None and len(found[1]) == len(found[2])


def is_motto(line: str, rules: Rules) -> bool:
    """Two or more words of mottoes and nothing of a page's: 抓住机遇加快发展."""
    if _SIGNS.search(line) or _DIGIT.search(line) or _LATIN.search(line) or len(line) < 6:
        return False
    known = lists(rules)[0]
    return sum([a + b in known for a, b in pairwise(line)]) > 1


def _of_neighbours(rows: list[Line], bare: list[str], out: list[list[str]]) -> None:
    """What the shape of the next short line tells: a title below, the other half of a couplet."""
    for i in range(len(rows) - 1):
        if rows[i].kind != "short" or rows[i + 1].kind != "short":
            continue
        named = next((name for name in out[i + 1] if name.startswith("names")), "")
        if named:
            out[i].append(f"above {named}")
        if len(bare[i]) > 4 and abs(len(bare[i]) - len(bare[i + 1])) < 3:
            out[i].append("couplet-above")
            out[i + 1].append("couplet-below")


def kinds(rows: list[Line], roles: list[str], i: int) -> tuple[str, ...]:
    """The facts of line ``i``'s kind, its role and its neighbours."""
    row, kind = rows[i], rows[i].kind
    above = rows[i - 1].kind if i else "start"
    below = [other.kind for other in rows[i + 1 :]]
    # What the next line is that is no plain short line.
    matter = next((other for other in below[:3] if other != "short"), "none")
    last = kind == "short" and "short" not in below
    return _kinds(kind, row.key, roles[i], str(i) if i < 3 else "3+", above, below[0] if below else "end", matter, last)


@lru_cache(maxsize=1000)  # the same lines stand at the same places
def _kinds(
    kind: str, key: str, role: str, place: str, above: str, below: str, matter: str, last: bool
) -> tuple[str, ...]:
    return (
        "any",
        f"kind={kind}",
        f"key={key}" if key else "no-key",
        f"role={role}",
        f"place={place}",
        f"{kind} at {place}",
        f"{kind} above {below}",
        f"{kind} below {above}",
        f"above={above}",
        f"below={below}",
        f"matter-below={matter}",
        "last-short" if last else "not-last",
    )


@lru_cache(maxsize=500)
def _of_shape(line: str, length: int, bare: str, asked: bool, rules: Rules) -> tuple[str, ...]:
    """What a line of that length looks like; ``bare`` are its first letters. The same lines come again in a file."""
    found = [f"length={bisect(_LENGTHS, length)}"]
    if not line:
        return tuple(found)
    known = words(rules)
    if asked and len(line) <= _TITLE:
        if known.strong.fullmatch(line):
            found.append(
                "names-speech"
                if "在" in line or "关于" in line
                else "names-speech-plainly"
                if len(bare) > 7
                else "names-speech-barely"
            )
        elif known.complete.fullmatch(line):
            found.append("names-text")
    if asked:
        verbs, bodies = lists(rules)
        found.append(f"verbs={min(sum([a + b in verbs for a, b in pairwise(bare)]), 2)}")
        if bare.endswith(bodies):
            found.append("ends-in-body")
    if _SIGNS.search(line):
        found.append("signs")
    if _LATIN.search(line):
        found.append("latin")
    if _DIGIT.search(line):
        found.append("digits")
    if sum(map(str.isalpha, bare)) * 2 < len(line) or bare.isascii():
        found.append("code")
    if _COUNTED.search(line):
        found.append("counted")
    found += [name for sign, name in _NAMED if sign in line]
    if line[0] in '【[（(「『《“"':
        found.append(f"opens={line[0]}")
    if line[-1] in '】]）)」』》”"：:。！？':
        found.append(f"closes={line[-1]}")
    if line.startswith("在"):
        found.append("at")
    return tuple(found)


def _of_twins(bare: list[str], i: int) -> list[str]:
    """Whether another line says the same (a page's title above the title), or holds it."""
    mine = bare[i]
    if len(mine) < 5:
        return []
    found = []
    if mine in bare[:i]:
        found.append("said-above")
    if mine in bare[i + 1 :]:
        found.append("said-below")
    if any(mine in other and mine != other for other in bare):
        found.append("part-of-another")
    return found


def overlap(speech: str, bare: str) -> float:
    """The share of a line's pairs of characters that the speech says again."""
    pairs = [a + b for a, b in pairwise(bare)]
    return sum([pair in speech for pair in pairs]) / len(pairs) if pairs else 0.0
