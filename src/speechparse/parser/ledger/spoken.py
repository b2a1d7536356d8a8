"""Who by verb: 由甲局牵头，乙局配合 · 甲局会同乙局于9月底前完成 · 甲局负责 · 城关镇由李明包保.

A clause that says who holds a list of names and a verb of responsibility. What may stand as a name depends on the
clause's frame: after 由, 请 or 责成 nearly anything, else only what looks like a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...rules.engine import Hit
from ...signs import CLAUSE_ENDS, FULL_STOPS
from ..people.organisations import DOUBTFUL, FAIR, KNOWN
from .forms import Assignment, Part, Place, built, covered

LONGEST_NAMES = 120  # characters of a list of names
_CLAUSE_ENDS = CLAUSE_ENDS + "\n（）()【】[]"
_STOPS = _CLAUSE_ENDS + "、"
_ALL_NAMED = re.compile(r"[^，。；]{2,100}?等(?:有关|相关)?(?:部门|单位)")
_SENTENCE = re.compile(rf"[^{FULL_STOPS}\n]+[{FULL_STOPS}\n]?")
_PIECE = re.compile(r"[^；;]+[；;]?")
_LAST_PIECE_END = re.compile("(?s:.*)[。；;：:！？]")
_LAST_CLAUSE_END = re.compile(f"(?s:.*)[{CLAUSE_ENDS}]")


def sentences(where: Place, start: int, end: int, hits: list[Hit]) -> Iterator[Assignment]:
    """What the sentences of ``text[start:end]`` say that hold one of the verbs ``hits`` (in order)."""
    n = 0
    for sentence in _SENTENCE.finditer(where.text, start, end):
        a, b = sentence.span()
        while n < len(hits) and hits[n].start < a:
            n += 1
        if n < len(hits) and hits[n].end <= b and not where.rules["assignment.past"].search(where.text, a, b):
            yield from _sentence(where, a, b)


def verbs(where: Place, start: int, end: int) -> list[Hit]:
    """The verbs of responsibility in ``text[start:end]``, in order; ``search`` leaps from one to the next."""
    found, search = [], where.rules["assignment.verb"].search
    hit = search(where.text, start, end)
    while hit is not None:
        found.append(hit)
        hit = search(where.text, hit.end, end)
    return found


def _sentence(where: Place, start: int, end: int) -> Iterator[Assignment]:
    """One assignment for each piece between semicolons; who only supports belongs to the piece before."""
    kept: list[Part] = []
    for piece in _PIECE.finditer(where.text, start, end):
        found = _prose(where, *piece.span())
        if kept and found and found[0].role != "support":
            yield from _whole(where, kept)
            kept = []
        kept += found
    if kept:
        yield from _whole(where, kept)


def _whole(where: Place, found: list[Part]) -> Iterator[Assignment]:
    """The assignment of the parts; 乙局配合 alone is one where the names are surely bodies."""
    if found[0].role == "support" and not _only_supports(where, found[0]):
        return
    first = found[0].start
    opener = 1 if where.text[first - 1 : first] == "由" else 0
    if one := built(where, led(found), (first - opener, _verb_end(where, found[-1].end)), "prose"):
        yield one


def _only_supports(where: Place, part: Part) -> bool:
    """Whether a clause says no more than that bodies support: 市应急管理局配合; but not 各部门要密切配合."""
    closed = _verb_end(where, part.end)
    verb = where.text[part.end : closed]
    return 0 < len(verb) <= 8 and "要" not in verb and where.bodies.are_known(where.text, part.start, part.end)


def _verb_end(where: Place, at: int) -> int:
    """The end of the clause's verb after the names that end at ``at``."""
    return min((p for c in _STOPS if (p := where.text.find(c, at, at + 20)) >= 0), default=at)


def parts(where: Place, start: int, end: int) -> list[Part]:
    """甲、乙牵头，丙配合 as parts, where a bracket or label speaks: any name that is fair will do."""
    return led(_read(where, start, end, FAIR, strict=False))


def _prose(where: Place, start: int, end: int) -> list[Part]:
    return _read(where, start, end, KNOWN, strict=True)


def led(found: list[Part]) -> list[Part]:
    """甲局负责，乙局配合: whoever answers for what others support leads."""
    roles = [part.role for part in found]
    if "support" not in roles or "lead" in roles or roles[0] != "units":
        return found
    return [Part("lead", p.start, p.end) if p.role == "units" and n == 0 else p for n, p in enumerate(found)]


def _read(where: Place, start: int, end: int, worth: float, *, strict: bool) -> list[Part]:
    text, pos = where.text, start
    found: list[Part] = []
    for hit in _verbs(where, start, end):
        if hit.start < pos:
            continue
        whole = not strict and hit.value != "support"  # （甲局，乙局配合）: only 乙局 supports
        a = _clause_start(text, pos, hit.start, whole=whole)
        named = _names(where, a, hit, end, worth, strict, bool(found))
        if strict and text[hit.end : hit.end + 1] == "的":
            weak = hit.row in where.rules.cues["assignment.follow"]
            if named or weak or _LAST_CLAUSE_END.match(text, pos, hit.start) is None:
                return []  # 由甲局牵头，乙局配合的机制
            continue  # …，发挥好督办的作用
        pos = hit.end if named else pos
        joins = hit.value == "with" and found and found[-1].role == "lead" and text[hit.start - 1] in "，,"
        if not named and not joins:  # 甲局牵头，会同乙局开展…
            continue
        if hit.value == "with":
            found += [Part("lead", named[-1].start, named[-1].end)] if named else []
            stop = _companions(where, hit.end, end)
            if stop > hit.end:
                found.append(Part("support", hit.end, stop))
                pos = stop
            continue
        found += named
        pos = hit.end
    return found


def _verbs(where: Place, start: int, end: int) -> list[Hit]:
    """Verbs of responsibility, and those that say who only beside one of them, in order."""
    strong = verbs(where, start, end)
    weak = where.rules["assignment.follow"].finditer(where.text, start, end)
    taken = [(hit.start, hit.end) for hit in strong]
    apart = [hit for hit in weak if not covered(taken, hit.start, hit.end)]
    return sorted(strong + apart, key=lambda hit: hit.start)


def _clause_start(text: str, pos: int, at: int, *, whole: bool) -> int:
    """Where the names before a verb may begin: after the last sign that ends a clause, or after the verb before."""
    near = max(pos, at - LONGEST_NAMES - 1)
    sign = (_LAST_PIECE_END if whole else _LAST_CLAUSE_END).match(text, near, at)
    return sign.end() if sign else near


def _names(where: Place, start: int, hit: Hit, end: int, worth: float, strict: bool, beside: bool) -> list[Part]:
    """The parts that stand before a verb; none where what stands there is no list of names."""
    text, weak = where.text, hit.row in where.rules.cues["assignment.follow"]
    opener = _opener(where, start, hit.start)
    a = opener.end if opener else start
    b = where.bodies.bare(text, a, hit.start)
    closed = hit.end >= end or text[hit.end] in _STOPS
    if (weak and not opener and not (closed and (beside or not strict))) or a >= b:
        return []
    if not strict and not closed and hit.value != "with" and not opener and weak:
        return []
    least = (DOUBTFUL if opener.weight >= 1 else FAIR) if opener else worth
    if not _fit(where, a, b, least, hit.value, plain=strict and opener is None):
        return []
    before = []
    if opener and opener.value == "by" and _are_answerable(where, start, opener.start):
        before = [Part("units", start, opener.start)]  # 城关镇由李明包保
    role = "people" if hit.value == "person" else hit.value
    return [*before, Part(role, a, b)]


def _opener(where: Place, start: int, end: int) -> Hit | None:
    """The last word in ``text[start:end]`` that a list of names follows: 由, 请, 责成, 要求."""
    last = None
    for hit in where.rules["assignment.opener"].finditer(where.text, start, end):
        last = hit
    return last


def _fit(where: Place, start: int, end: int, least: float, role: str, *, plain: bool) -> bool:
    """Whether each entry may be a name: a body worth enough, or a person (in plain prose one with a post)."""
    if end - start > LONGEST_NAMES:
        return False
    bodies = where.bodies
    names = bodies.names(where.text, start, end)
    sure = any(bodies.weight(name) >= KNOWN and bodies.is_unit_in_prose(name) for name in names)
    for name in names:
        person = bodies.person(name)
        post = bodies.is_post(name)
        if role == "person":
            if not (post or person or bodies.weight(name) >= KNOWN):
                return False
        elif (person and (not plain or person != name)) or (post and bodies.weight(name) > -1):
            continue
        elif bodies.weight(name) < (FAIR if sure else least) or (
            plain and not (bodies.is_unit_in_prose(name) or (sure and bodies.is_common(name)))
        ):  # one sure body speaks for the others of its list
            return False
    return bool(names)


def _are_answerable(where: Place, start: int, end: int) -> bool:
    """Whether what stands before 由 is a list of bodies, and not what they work on (青石泵站由李明包保)."""
    names = where.bodies.names(where.text, start, end)
    return bool(names) and all(where.bodies.is_subject(n) or where.bodies.is_area(n) for n in names)


def _companions(where: Place, start: int, end: int) -> int:
    """Where the names after 会同 end: at a verb, a time, or the clause's end."""
    end = min(end, start + LONGEST_NAMES)
    stop = min([p for c in _CLAUSE_ENDS if (p := where.text.find(c, start, end)) >= 0], default=end)
    for hit in _verbs(where, start, stop):
        if where.bodies.are_known(where.text, start, hit.start):
            return where.bodies.bare(where.text, start, hit.start)
    for duty in where.rules["assignment.duty"].finditer(where.text, start, stop):
        if where.bodies.are_known(where.text, start, duty.start):
            return where.bodies.bare(where.text, start, duty.start)
    if end_of := _ALL_NAMED.match(where.text, start, stop):  # 发改委、财政厅等部门筛选确定
        return end_of.end()
    return where.bodies.leading(where.text, start, stop)
