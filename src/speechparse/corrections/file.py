"""The file ``NAME.corrections.json``: its form is ``schema/corrections-1.json``, told in docs/review.md."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ..errors import ReadError
from .anchors import Anchor
from .fields import ACTIONS, KINDS, Values

FORMAT, VERSION = "speechparse-corrections", 1
_ADVICE = "download it again from the review page (校核 → 下载校核文件)"
_TYPES: dict[str, tuple[type, ...]] = {"names": (list,), "level": (int,), "count": (int,)}


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing set right. ``action`` is confirm, change, reject or add; ``kind`` node, task, field, claim or remark.

    ``name`` is a field's name or a remark's code, ``part`` the speech's number in its file. ``values`` are what it is
    now, ``was`` what the program had read.
    """

    action: str
    kind: str
    at: Anchor
    name: str | None = None
    part: int = 1
    values: Values = field(default_factory=dict)
    was: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of one text, with the name and the fingerprint that it had."""

    corrections: tuple[Correction, ...]
    name: str | None = None
    sha256: str | None = None

    def is_of(self, name: str | None, sha256: str | None) -> bool:
        """Whether they are of a text with this name or fingerprint."""
        if sha256 and self.sha256 == sha256:
            return True
        return bool(name and self.name) and _base(name) == _base(self.name)


def _base(name: str | None) -> str:
    return (name or "").replace("\\", "/").rpartition("/")[2]


def loads(data: bytes | str, name: str = "corrections") -> Corrections:
    """The corrections of a file's content. Raises ReadError with the place of what is wrong."""
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        whole = json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ReadError(name, f"is no JSON ({error})", _ADVICE) from error
    return of(whole, name)


def of(whole: Any, name: str = "corrections") -> Corrections:
    """The corrections of plain data. Raises ReadError."""
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise ReadError(name, "is no file of corrections", _ADVICE)
    if whole.get("version") != VERSION:
        raise ReadError(
            name, f"is of version {whole.get('version')!r}; this program reads {VERSION}", "update speechparse"
        )
    rows = whole.get("corrections")
    source = whole.get("source") or {}
    if not isinstance(rows, list) or not isinstance(source, dict):
        raise ReadError(name, "has no list of corrections", _ADVICE)
    found = tuple(_correction(row, f"corrections[{n}]", name) for n, row in enumerate(rows))
    return Corrections(found, source.get("name"), source.get("sha256"))


def _correction(row: Any, place: str, name: str) -> Correction:
    def wrong(what: str) -> ReadError:
        return ReadError(name, f"{place}: {what}", _ADVICE)

    if not isinstance(row, dict):
        raise wrong("is no object")
    action, kind, at = row.get("action"), row.get("kind"), row.get("at")
    if action not in ACTIONS:
        raise wrong(f"action is {action!r:.40}; it is one of {' '.join(ACTIONS)}")
    if kind not in KINDS:
        raise wrong(f"kind is {kind!r:.40}; it is one of {' '.join(KINDS)}")
    if not isinstance(at, dict) or not isinstance(at.get("offset"), int) or not isinstance(at.get("quote"), str):
        raise wrong("at needs offset, length and quote")
    length = at.get("length", len(at["quote"]))
    if not isinstance(length, int) or length < 0 or at["offset"] < 0:
        raise wrong("at has a bad length or offset")
    anchor = Anchor(at["offset"], length, at["quote"], str(at.get("before") or ""))
    values, was = row.get("values") or {}, row.get("was") or {}
    if not isinstance(values, dict) or not isinstance(was, dict):
        raise wrong("values and was are objects")
    for one in KINDS[kind]:
        value = values.get(one.name)
        if value is not None and (not isinstance(value, _TYPES.get(one.form, (str,))) or isinstance(value, bool)):
            raise wrong(f"values.{one.name} is {value!r:.40}")
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise wrong(f"values.{one.name} is no list of words")
    part = row.get("part", 1)
    told = row.get("name")
    return Correction(
        action, kind, anchor, told if isinstance(told, str) else None, part if isinstance(part, int) else 1, values, was
    )
