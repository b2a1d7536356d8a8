"""``parse`` inside the process: the whole corpus, the example, and what each phase takes of it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from speechparse import parser
from speechparse.model import Speech
from speechparse.parser import parse
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText
from speechparse.writers.json_ import dumps

from . import clock, texts, yardsticks
from .rows import Row, span, speed

SAMPLE = 100_000  # characters for the segmenters, which are slow
PHASES = (
    # name, function as ``speechparse.parser`` calls it
    ("text", "segment"),
    ("head", "heads"),
    ("turns", "read_turns"),
    ("marks", "find_marks"),
    ("outline", "solve"),
    ("lists", "find_lists"),
    ("roles", "assign_roles"),
    ("claims", "find_claims"),
    ("ledger", "read_ledger"),
)


def rows(documents: list[str], quick: bool) -> list[Row]:
    """The yardsticks and ``parse`` side by side."""
    rounds = 3 if quick else 25
    chars = sum(map(len, documents))
    data = [text.encode("utf-8", "surrogatepass") for text in documents]
    told: dict[str, tuple[str, Callable[[int], object]]] = {
        "plain": ("one `re` pass, plain alternation of marks (the unit)", lambda i: yardsticks.plain(documents[i])),
        "gated": ("the same after a look ahead at first characters", lambda i: yardsticks.gated(documents[i])),
        "naive": ("a script of nine regular expressions", lambda i: yardsticks.naive(documents[i])),
        "decoding": ("decoding UTF-8", lambda i: data[i].decode("utf-8", "surrogatepass")),
    }
    works = {key: work for key, (_, work) in told.items()}
    times = clock.least(works, len(documents), max(3, rounds // 3))
    out = [Row(key, told[key][0], speed(chars, t), t / times["plain"]) for key, t in times.items()]
    ours, parse_each, unit_each = parse_row(documents, rounds)
    return [*out, ours, *_segmenters(documents, parse_each, unit_each, rounds), example_row(rounds)]


def parse_row(documents: list[str], rounds: int) -> tuple[Row, float, float]:
    """``parse`` over the documents; seconds a character of it and of the unit."""
    # It takes turns with the unit alone: a work empties the processor's caches for the next, and between two
    # documents nobody runs nine other expressions, which make a parse 3 to 5 % dearer.
    rules, chars = load_rules(), sum(map(len, documents))
    works: dict[str, Callable[[int], object]] = {
        "plain": lambda i: yardsticks.plain(documents[i]),
        "parse": lambda i: parse(SourceText(documents[i]), rules),
    }
    times = clock.least(works, len(documents), rounds)
    what = f"`parse`, {len(documents)} documents to result objects"
    row = Row("parse", what, speed(chars, times["parse"]), times["parse"] / times["plain"], "U", 8.0)
    return row, times["parse"] / chars, times["plain"] / chars


def _segmenters(documents: list[str], parse_each: float, unit_each: float, rounds: int) -> list[Row]:
    """Word segmenters on the beginnings of the documents; ``…_each`` are seconds a character."""
    out, jieba_each = [], 0.0
    for name, cut in yardsticks.segmenters().items():
        length = SAMPLE if name != "jieba.posseg.lcut" else SAMPLE // 8
        pieces = _sample(documents, length)
        work = {name: lambda i: list(cut(pieces[i]))}  # noqa: B023
        each = clock.least(work, len(pieces), min(rounds, 3))[name] / sum(map(len, pieces))
        out.append(Row(name, f"`{name}` on {length:,} characters", speed(1, each), each / unit_each))
        if name == "jieba.lcut":
            jieba_each = each
    if jieba_each:
        ratio = parse_each / jieba_each
        out.append(Row("against-jieba", "`parse` against `jieba.lcut`", f"{1 / ratio:.1f} × faster", ratio, "×", 0.25))
    return out


def _sample(documents: list[str], length: int) -> list[str]:
    """The beginnings of all documents, about ``length`` characters in all."""
    each = max(1, length // len(documents))
    return [text[:each] for text in documents]


def example_row(rounds: int) -> Row:
    """``parse`` of the example, again and again."""
    text = texts.example()
    rules = load_rules()
    parse(SourceText(text), rules)
    spent = max(1.5, 0.1 * rounds)  # in seconds: one short burst may be a bad moment altogether
    best = clock.repeated(lambda: parse(SourceText(text), rules), spent, 20 * rounds)
    unit = clock.repeated(lambda: yardsticks.plain(text), spent / 5, 20 * rounds)
    what = f"`parse` of the example ({len(text):,} characters), warm"
    return Row("example", what, span(best), best * 1e3, "ms", 2.0, f"{best / unit:.1f} U")


def phases(documents: list[str], rounds: int) -> dict[str, float]:
    """Seconds of each phase over the documents, and of the output as plain data and as JSON."""
    rules = load_rules()
    best: list[dict[str, float]] = [{} for _ in documents]
    taken: dict[str, float] = {}
    with _timed(taken):
        for _ in range(rounds):
            gc.collect()
            for i, text in enumerate(documents):
                taken.clear()
                _output(parse(SourceText(text), rules), taken)
                best[i] = {name: min(t, best[i].get(name, t)) for name, t in taken.items()}
    names = [name for name, _ in PHASES] + ["to_dict", "as JSON"]
    return {name: sum(times.get(name, 0.0) for times in best) for name in names}


def _output(speeches: list[Speech], taken: dict[str, float]) -> None:
    start = time.process_time()
    data = [speech.to_dict() for speech in speeches]
    middle = time.process_time()
    for item in data:
        dumps(item)
    taken["to_dict"] = middle - start
    taken["as JSON"] = time.process_time() - middle


@contextmanager
def _timed(taken: dict[str, float]) -> Iterator[None]:
    """While it is open, every phase adds its processor seconds to ``taken``; phases do not call one another."""
    undo: list[tuple[str, Any]] = []
    for name, function_name in PHASES:
        function = getattr(parser, function_name)

        def timed(*args: Any, _function: Any = function, _name: str = name, **options: Any) -> Any:
            start = time.process_time()
            try:
                return _function(*args, **options)
            finally:
                taken[_name] = taken.get(_name, 0.0) + time.process_time() - start

        undo.append((function_name, function))
        setattr(parser, function_name, timed)
    try:
        yield
    finally:
        for function_name, function in undo:
            setattr(parser, function_name, function)
