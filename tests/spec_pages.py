"""Spec pages: docs and tests at once. ``tests/spec/README.md`` says what a page looks like.

A case is a heading, a fence that holds a text, a line with a dot, and what must come out of it. Several acceptable
readings are parted by a line ``or``. Only what a case names is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from outlines import walk
from speechparse import parse_all
from speechparse.model import Measure, Node, Speech, Task

PAGES = Path(__file__).parent / "spec"
_CASE = re.compile(r"^### (?P<name>.+?)$(?P<note>.*?)^```text\n(?P<text>.*?)^\.\n(?P<want>.*?)^```$", re.M | re.S)
_ROLES = {"H": "highlight", "R": "requirement", "T": "task", "B": "background"}
_NODE = re.compile(r"(?P<indent> *)\* (?P<words>.*?)(?: \{(?P<roles>[HRTB|]+)\})?$")


_BODY = (
    "今天召开这次会议，主要任务是总结去年的工作，研究安排今年的任务，动员大家振奋精神、狠抓落实。刚才几位同志作了发言，讲得都很好。\n"
    "下面，我讲几点意见，供大家参考，不妥之处请批评指正，希望各单位结合自己的实际，把会议精神传达好、贯彻好、落实好。"
)
_FILLED = {
    "{head}\n": "在石桥县重点工作推进会上的讲话\n县长　何立群\n（2024年8月30日）\n\n同志们：\n",
    "{work}\n": "下面，安排下一步的重点工作任务。\n",
    "{body}": _BODY,
    "{body in one line}": _BODY.replace("\n", "　　") * 4,
}


class Case(NamedTuple):
    """One case of a page: its ``text`` and the acceptable readings, each a list of lines."""

    page: str
    name: str
    text: str
    readings: list[list[str]]

    @property
    def id(self) -> str:
        """``outline: an ordinal glued to a date``."""
        return f"{self.page}: {self.name}"


def cases() -> Iterator[Case]:
    """The cases of all pages."""
    for path in sorted(PAGES.glob("*.md")):
        for m in _CASE.finditer(path.read_text(encoding="utf-8")) if path.name != "README.md" else ():
            readings = [part.strip("\n").split("\n") for part in re.split(r"^or$", m["want"], flags=re.M)]
            yield Case(path.stem, m["name"], filled(m["text"].rstrip("\n")), readings)


def filled(text: str) -> str:
    """The text of a case with a speech's words in place of ``{body}``."""
    for name, words in _FILLED.items():
        text = text.replace(name, words)
    return text


def faults(case: Case) -> list[str]:
    """What differs from the nearest reading; empty if the case is right."""
    speeches = parse_all(case.text)
    return min((_differences(speeches, case.text, lines) for lines in case.readings), key=len)


def _differences(speeches: list[Speech], text: str, lines: list[str]) -> list[str]:
    speech = speeches[0]
    out: list[str] = []
    wanted = [line for line in lines if _NODE.match(line) and not line.startswith(("task", "step"))]
    if wanted:
        out += _nodes(speech, [] if wanted == ["* none"] else wanted)
    for key in ("claim", "task", "step"):
        rows = [line.partition(": ")[2] for line in lines if line.startswith(f"{key}: ")]
        if rows:
            rows = [row for row in rows if row != "none"]
            out += [f"{key}: {have} → {want}" for have, want in _pairs(_seen(speech, key, rows), rows)]
    for line in lines:
        key, _, want = line.partition(": ")
        if key in speech.to_dict()["metadata"]:
            have = getattr(speech.metadata, key)
            if (have or "none") != want:
                out.append(f"{key}: {have} → {want}")
        elif key == "ends":
            out += _ends(speech, text, want)
        elif key == "aside":
            out += [] if any(want in text[slice(*d.span)] for d in speech.diagnostics) else [f"aside: {want} unnamed"]
        elif key == "speeches" and len(speeches) != int(want):
            out.append(f"speeches: {len(speeches)} → {want}")
    return out


def _seen(speech: Speech, key: str, wanted: list[str]) -> list[str]:
    """The claims, rows or steps of a speech in the words of a page; a row tells more where the page asks for more."""
    if key == "claim":
        return claims(speech)
    if key == "step":
        return [step(one) for row in speech.tasks if len(row.measures) > 1 for one in row.measures]
    asked = [want.split(" | ")[3:] for want in wanted] + [[]] * len(speech.tasks)
    return [task(row, *(cell.split(" ")[0] for cell in more)) for row, more in zip(speech.tasks, asked, strict=False)]


def _pairs(seen: list[str], wanted: list[str]) -> list[tuple[str, str]]:
    size = max(len(seen), len(wanted))
    rows = zip([*seen, *["nothing"] * (size - len(seen))], [*wanted, *["nothing"] * (size - len(wanted))], strict=True)
    return [(have, want) for have, want in rows if have != want]


def _nodes(speech: Speech, wanted: list[str]) -> list[str]:
    nodes = list(walk(speech.outline))
    out = [] if len(nodes) == len(wanted) else [f"{len(nodes)} nodes → {len(wanted)}"]
    for node, line in zip(nodes, wanted, strict=False):
        m = _NODE.match(line)
        assert m, line
        level = len(m["indent"]) // 2 + 1
        have = (node.marker or "") + node.title
        if node.level != level or not have.startswith(m["words"]):
            out.append(f"{'  ' * (node.level - 1)}* {have} → {line}")
        elif m["roles"] and node.role not in [_ROLES[letter] for letter in m["roles"].split("|")]:
            out.append(f"{have}: {node.role} → {m['roles']}")
    return out


def _ends(speech: Speech, text: str, want: str) -> list[str]:
    """``ends: 二、 before 让我们``: the node with that marker (or title) ends before the last place of the words."""
    name, _, words = want.partition(" before ")
    nodes = [node for node in walk(speech.outline) if ((node.marker or "") + node.title).startswith(name)]
    assert words in text, words
    if not nodes:
        return [f"ends: no node {name}"]
    return [] if nodes[-1].span[1] <= text.rindex(words) else [f"ends: {name} goes on over {words}"]


def claims(speech: Speech) -> list[str]:
    """``三个方面 = 3``; with what was found where it differs."""
    return [f"{c.phrase} = {c.count}" + ("" if c.ok else f", found {c.found}") for c in speech.claims]


def task(row: Task, *more: str) -> str:
    """``words | units | deadline``, ``-`` for what is not stated, and what else is asked for: `` | lead 县水利局``.

    The words are the first 16 characters.
    """
    due = row.deadline or row.period
    own = f"{row.text.strip()[:16]} | {'、'.join(row.units) or '-'} | {(due and due.end) or '-'}"
    return own + "".join(f" | {name} {_told(row, name)}" for name in more)


def _told(row: Task, name: str) -> str:
    """A further field of a row: names, headings, targets or the words of a time."""
    value = getattr(row, name)
    if name == "targets":
        return "、".join(target.text for target in value) or "-"
    if isinstance(value, tuple):
        return "、".join(value) or "-"
    return getattr(value, "text", value) or "-"


def step(one: Measure) -> str:
    """A step of a row in the same form."""
    due = one.deadline or one.period
    return f"{one.text.strip()[:16]} | {'、'.join(one.units) or '-'} | {(due and due.end) or '-'}"


def entry(name: str, text: str) -> str:
    """A case in the form of a page, with what comes out today: to be corrected by hand."""
    speech = parse_all(text)[0]
    rows = [f"{key}: {value}" for key, value in speech.to_dict()["metadata"].items() if isinstance(value, str)]
    rows += [f"{'  ' * (n.level - 1)}* {_heading(n)} {{{n.role[0].upper()}}}" for n in walk(speech.outline)] or [
        "* none"
    ]
    rows += [f"claim: {claim}" for claim in claims(speech)] or ["claim: none"]
    rows += [f"task: {task(row)}" for row in speech.tasks] or ["task: none"]
    return f"### {name}\n\n```text\n{text.rstrip()}\n.\n" + "\n".join(rows) + "\n```\n"


def _heading(node: Node) -> str:
    return ((node.marker or "") + node.title)[:24]
