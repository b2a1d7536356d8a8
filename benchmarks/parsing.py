"""``parse`` inside the process: the whole corpus, the example, and what each phase takes of it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from speechparse import parser
from speechparse.parser import parse
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

from . import clock, texts, yardsticks
from .rows import Row, span, speed

SAMPLE = 100_000  # characters for the segmenters, which are slow
PHASES = (
    # name, module under speechparse.parser ("" is the package), function
    ("blocks", "blocks", "segment"),
    ("split", "split", "speeches"),
    ("front", "front", "read"),
    ("discourse", "", "Discourse"),
    ("markers", "markers", "find"),
    ("outline", "outline", "solve"),
    ("roles", "roles", "assign"),
    ("claims", "claims", "find"),
    ("tasks", "tasks", "find"),
    ("assemble", "assemble", "speech"),
)


def parse_all(documents: list[str]) -> None:
    """Parse every document to result objects, which are dropped one by one."""
    rules = load_rules()
    for text in documents:
        parse(SourceText(text), rules)


def rows(documents: list[str], quick: bool) -> list[Row]:
    """The yardsticks and ``parse`` side by side."""
    rounds = 3 if quick else 9
    chars = sum(map(len, documents))
    data = [text.encode("utf-8", "surrogatepass") for text in documents]
    parse_all(documents[:1])
    works: dict[str, Callable[[], object]] = {
        "plain": lambda: yardsticks.plain(documents),
        "gated": lambda: yardsticks.gated(documents),
        "naive": lambda: yardsticks.naive(documents),
        "decoding": lambda: yardsticks.decoding(data),
        "parse": lambda: parse_all(documents),
    }
    times = clock.least(works, rounds)
    unit = times["plain"]
    told = {
        "plain": "one `re` pass, plain alternation of marks (the unit)",
        "gated": "the same behind a look-ahead on first characters",
        "naive": "a script of nine regular expressions",
        "decoding": "decoding UTF-8",
        "parse": f"`parse`, {len(documents)} documents to result objects",
    }
    out = [
        Row(key, told[key], speed(chars, t), t / unit, "U", 8.0 if key == "parse" else None) for key, t in times.items()
    ]
    return [*out, *_segmenters(documents, times["parse"] / chars, unit / chars, rounds), *_example(rounds)]


def _segmenters(documents: list[str], parse_each: float, unit_each: float, rounds: int) -> list[Row]:
    """Word segmenters on a sample; ``…_each`` are seconds a character."""
    sample = _sample(documents, SAMPLE)
    out, jieba_each = [], 0.0
    for name, cut in yardsticks.segmenters().items():
        text = sample if name != "jieba.posseg.lcut" else sample[: SAMPLE // 8]
        each = min(clock.once(lambda: list(cut(text))) for _ in range(min(rounds, 3))) / len(text)  # type: ignore[call-overload]  # noqa: B023
        out.append(Row(name, f"`{name}` on {len(text):,} characters", speed(1, each), each / unit_each))
        if name == "jieba.lcut":
            jieba_each = each
    if jieba_each:
        ratio = parse_each / jieba_each
        out.append(
            Row("against-jieba", "`parse` against `jieba.lcut`", f"{1 / ratio:.1f} × faster", ratio, "× its time", 0.25)
        )
    return out


def _sample(documents: list[str], length: int) -> str:
    each = max(1, length // len(documents))
    return "\n".join(text[:each] for text in documents)[:length]


def _example(rounds: int) -> list[Row]:
    text = texts.example()
    rules = load_rules()
    parse(SourceText(text), rules)
    best = clock.repeated(lambda: parse(SourceText(text), rules), 0.1 * rounds, 20 * rounds)
    unit = clock.repeated(lambda: yardsticks.plain([text]), 0.02 * rounds, 20 * rounds)
    note = f"{best / unit:.1f} U"
    return [
        Row(
            "example",
            f"`parse` of the example ({len(text):,} characters), warm",
            span(best),
            best * 1e3,
            "ms",
            2.0,
            note,
        )
    ]


def phases(documents: list[str], rounds: int) -> dict[str, float]:
    """Seconds of each phase over the documents, and of the output as plain data and as JSON."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        taken: dict[str, float] = {}
        gc.collect()
        with _timed(taken):
            speeches = []
            rules = load_rules()
            for text in documents:
                speeches += parse(SourceText(text), rules)
        _output(speeches, taken)
        best = {name: min(t, best.get(name, t)) for name, t in taken.items()}
    return best


def _output(speeches: list[Any], taken: dict[str, float]) -> None:
    from speechparse.writers.json_ import dumps

    gc.collect()
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
    undo: list[tuple[Any, str, Any]] = []
    for name, module_name, function_name in PHASES:
        module = getattr(parser, module_name) if module_name else parser
        function = getattr(module, function_name)
        taken[name] = 0.0

        def timed(*args: Any, _function: Any = function, _name: str = name, **options: Any) -> Any:
            start = time.process_time()
            try:
                return _function(*args, **options)
            finally:
                taken[_name] += time.process_time() - start

        undo.append((module, function_name, function))
        setattr(module, function_name, timed)
    try:
        yield
    finally:
        for module, function_name, function in undo:
            setattr(module, function_name, function)
