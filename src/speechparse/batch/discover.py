"""Folders -> documents, in the order of their names, part by part: the same on every machine."""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..errors import ReadError
from .job import Document
from .places import Listed, is_url, list_folder, named, plain, shown, stat


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files to take. ``globs`` and ``excludes`` are patterns with ``*``, ``?``, ``[…]`` and ``**``.

    A pattern without ``/`` is held against the file's own name, one with ``/`` against the path below the folder.
    Without ``globs`` the files with one of ``suffixes`` are taken. ``skip``: absolute paths never taken (the output),
    ``own``: the same by device and number, for whoever comes by a link.
    ``passed_over`` counts the suffixes of the files that are of no known kind.
    """

    suffixes: frozenset[str]
    globs: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    own: frozenset[tuple[int, int]] = frozenset()
    passed_over: Counter[str] = field(default_factory=Counter)

    def takes(self, name: str) -> bool:
        """Whether a file with this name below the folder is wanted."""
        if self.leaves_out(name):
            return False
        if self.globs:
            return any(matches(pattern, name) for pattern in self.globs)
        suffix = posixpath.splitext(name)[1].lower()
        if suffix in self.suffixes:
            return True
        self.passed_over[suffix] += 1
        return False

    def leaves_out(self, name: str) -> bool:
        """Whether a file or folder is excluded by its name below the folder."""
        return any(matches(pattern, name) for pattern in self.excludes)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A folder that could not be listed."""

    path: str
    name: str
    problem: str


def discover(roots: Sequence[str], wanted: Wanted) -> Iterator[Document | Unreadable]:
    """Every wanted file under the roots (folders, files, URLs), in the order of ``order_key``.

    Names are relative to the root, or to the folder that holds all roots where there are several. Hidden files,
    Office's lock files and links that lead back to a folder above are passed over; a file named as a root is taken
    whatever its suffix. Raises ReadError where a root does not exist.
    """
    places = [plain(root) for root in roots]
    chosen = set(places)
    places = sorted({place for place in places if not any(above in chosen for above in _above(place))})
    base = common(places)
    tops = []
    for place in places:
        try:
            is_folder, size, mtime_ns = stat(place)
        except OSError as error:
            raise ReadError(
                shown(place), error.strerror or str(error), "name a folder or file that is there"
            ) from error
        name = "" if is_folder and place == base else _below(place, base)
        tops.append((order_key(name), name, place, is_folder, size, mtime_ns))
    for _, name, place, is_folder, size, mtime_ns in sorted(tops):
        if is_folder:
            yield from _walk(place, name, wanted)
        elif not wanted.leaves_out(name):
            yield Document(place, name, size, mtime_ns)


def order_key(name: str) -> str:
    """What names are ordered by: folder by folder, so that ``a/z`` stands before ``a.txt``."""
    return name.replace("/", "\x01")


def _walk(top: str, prefix: str, wanted: Wanted) -> Iterator[Document | Unreadable]:
    # A stack of open folders, not recursion: a tree may be deeper than Python's stack.
    stack: list[tuple[Iterator[Listed], str, tuple[int, int] | None]] = []

    def enter(path: str, name: str, identity: tuple[int, int] | None) -> Unreadable | None:
        try:
            members = sorted(list_folder(path), key=lambda m: named(m.name))
        except OSError as error:
            return Unreadable(path, name, f"the folder cannot be listed: {error.strerror or error}")
        made = _outputs(members)
        stack.append((iter([m for m in members if m.name not in made] if made else members), name, identity))
        return None

    identity = None
    if not is_url(top):
        found = Path(top).stat()
        identity = (found.st_dev, found.st_ino)
    if problem := enter(top, prefix, identity):
        yield problem
    while stack:
        members, folder, _ = stack[-1]
        member = next(members, None)
        if member is None:
            stack.pop()
            continue
        own = named(member.name)
        if own.startswith((".", "~$")) or member.path in wanted.skip or member.identity in wanted.own:
            continue
        name = f"{folder}/{own}" if folder else own
        if not member.is_folder:
            if wanted.takes(name):
                yield Document(member.path, name, member.size, member.mtime_ns)
            continue
        leads_back = member.identity is not None and any(member.identity == above for _, _, above in stack)
        if not (leads_back or wanted.leaves_out(name)) and (problem := enter(member.path, name, member.identity)):
            yield problem


def _outputs(members: list[Listed]) -> set[str]:
    """The names that an earlier run has made, to this or another OUT: those beside a manifest."""
    made: set[str] = set()
    for member in members:
        stem = member.name.removesuffix(".manifest")
        if stem and stem != member.name and not is_url(member.path) and is_manifest(member.path):
            made |= {stem, member.name, f"{stem}.parts", f"{stem}.errors.jsonl"}
    return made


def is_manifest(path: str) -> bool:
    """Whether a file is one that a run keeps beside its output."""
    try:
        with Path(path).open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


def _above(place: str) -> Iterator[str]:
    """The folders that hold a place, the nearest first."""
    mark = "/" if is_url(place) else os.sep
    while True:
        above = place.rpartition(mark)[0]
        if not above or above == place:
            break
        place = above
        yield place
        yield place + mark
    if mark == "/" or os.sep == "/":
        yield "/"


def common(places: list[str]) -> str:
    """The folder or file that names are relative to: the only place, or the folder that holds all of them."""
    if len(places) == 1:
        return places[0]
    parents = [place.rpartition("/" if is_url(place) else os.sep)[0] for place in places]
    try:
        return posixpath.commonpath(parents) if any(map(is_url, places)) else os.path.commonpath(parents)
    except ValueError as error:
        raise ReadError(shown(places[-1]), "has no folder in common with the others", "run them one by one") from error


def _below(place: str, base: str) -> str:
    if place == base:
        return named(re.split(r"[/\\]" if os.sep == "\\" else "/", place)[-1])
    return named(place[len(base) :].lstrip("/\\" if os.sep == "\\" else "/").replace(os.sep, "/"))


def matches(pattern: str, name: str) -> bool:
    """Whether a glob pattern covers a ``/``-separated name (see ``Wanted``)."""
    return _matcher(pattern)(name if "/" in pattern else name.rpartition("/")[2]) is not None


@cache
def _matcher(pattern: str) -> Callable[[str], re.Match[str] | None]:
    pieces = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]/]+\])", pattern.rstrip("/"))
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}

    def piece(text: str) -> str:
        if text.startswith("[") and text.endswith("]"):
            inner = text[1:-1].replace("\\", r"\\").replace("[", r"\[")
            return f"[^{inner[1:]}]" if inner.startswith("!") else f"[{inner}]"
        return meaning.get(text) or re.escape(text)

    try:
        return re.compile("".join(map(piece, pieces)), re.DOTALL).fullmatch
    except re.error:
        return re.compile(re.escape(pattern)).fullmatch
