"""The inputs: the n-th of a seed is always the same, so that a finding needs two numbers to be seen again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from speechparse.readers.encoding import decode

from . import check, files, grammar, mutate, overlays

ROOT = Path(__file__).parents[2]
SEEDS = Path(__file__).with_name("seeds")
CORPUS = (ROOT.parent / "shared" / "corpus", ROOT / "samples")


_TRIES = 3000  # of leaving a part out


class Input(NamedTuple):
    """A text, or the bytes of a file, with its name. ``ours``: made of the rules and invented words alone.

    ``must`` and ``row``: what is expected of a rule file (``overlays.Overlay``).
    """

    name: str
    data: str | bytes
    ours: bool
    must: str = overlays.EITHER
    row: bool = False


def nth(number: int, seed: int, kinds: str) -> tuple[Input, Random]:
    """The n-th input, and the chance that decides what is checked of it. ``kinds`` is texts, files, rules or all."""
    chance = Random(f"{seed}:{number}")
    kind = kinds if kinds != "all" else "rules" if number % 30 == 7 else "files" if number % 3 == 2 else "texts"
    if kind == "rules":
        made = overlays.overlay(chance)
        return Input(f"{made.kind}.toml", made.data, True, made.must, made.row), chance
    return (_file(chance) if kind == "files" else _text(chance)), chance


def _text(chance: Random) -> Input:
    way = chance.random()
    if way < 0.5:
        return Input("text", grammar.text(chance), True)
    if way < 0.6:
        return Input("text", mutate.text(chance.choice(_ours()), chance), True)
    return Input("text", mutate.text(chance.choice(_corpus()), chance), False)


def _file(chance: Random) -> Input:
    name = chance.choice(list(files.originals()))
    return Input(name, files.changed(files.originals()[name], chance), True)


@cache
def _corpus() -> list[list[str]]:
    texts = []
    for folder in CORPUS:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".txt", ".md"):
                texts.append(decode(path.read_bytes(), path.name)[0])
        if texts:
            break
    return mutate.pieces(texts)


@cache
def _ours() -> list[list[str]]:
    found = [seed.data for seed in seeds() if isinstance(seed.data, str)]
    return mutate.pieces([files.TEXT, files.MARKDOWN, *found], 20)


def seeds() -> Iterator[Input]:
    """What was found before and is kept."""
    for path in sorted(SEEDS.iterdir()):
        data = path.read_bytes()
        yield Input(path.name, data.decode("utf-8", "surrogatepass") if path.suffix == ".text" else data, True)


def laws(what: Input, chance: Random) -> list[str]:
    """The laws that an input breaks."""
    if isinstance(what.data, str):
        return list(check.text(what.data, chance))
    if what.name.endswith(".toml"):
        return list(check.overlay(what.data, what.must, what.row, chance))
    return list(check.file(what.name, what.data, chance))


def smaller(what: Input, fails: Callable[[Input], bool]) -> Input:
    """The input without all that can be left out of it and it still ``fails``."""
    length, data, tries = len(what.data) // 2, what.data, 0
    while length:
        at = 0
        while at < len(data) and tries < _TRIES:
            tries += 1
            fewer = data[:at] + data[at + length :]  # type: ignore[operator]
            if fewer and fails(what._replace(data=fewer)):
                data = fewer
            else:
                at += length
        length = length // 2 if tries < _TRIES else 0
    return what._replace(data=data)
