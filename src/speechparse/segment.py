"""Word cutting: rjieba where it is installed (extra ``fast``), else jieba. Cuts only; their part-of-speech tags differ.

Both engines see Chinese characters alone, the rest is cut here, so that their words are the same. jieba's
dictionary is loaded when something is first cut, without a word on stderr, and kept ready in the user's cache
folder: jieba's own cache reads with ``marshal.load(file)``, which takes three times as long as ``marshal.loads``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

from .usercache import cached

Cutter = Callable[[str], list[str]]
Engine = Literal["rjieba", "jieba"]

# Runs that the engines cut, then numbers and Latin words, blanks, and single signs.
_RUN = re.compile(r"([\u4e00-\u9fd5]+)|[A-Za-z0-9]+(?:[.,][0-9]+)*[%‰]?|\s+|.", re.DOTALL)


@cache
def cutter(engine: Engine | None = None) -> Cutter:
    """The function that cuts a text into words; joined again they give the text.

    ``engine`` names one of the two; without it the faster one that is installed. Raises ImportError where that
    engine is missing.
    """
    return _rjieba() if engine == "rjieba" or (engine is None and _installed("rjieba")) else _jieba()


def _installed(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


def _rjieba() -> Cutter:
    import rjieba

    return _by_runs(rjieba.cut)


def _jieba() -> Cutter:
    with _without("pkg_resources"):  # jieba imports it if it can: 0.3 s and a warning about its end
        import jieba
    folder = Path(jieba.__file__).parent
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = cached(f"jieba-{jieba.__version__}", folder / "dict.txt", _prefix_dictionary)
    tokenizer.initialized = True
    return _by_runs(tokenizer.cut)


def _by_runs(cut: Callable[[str], Iterable[str]]) -> Cutter:
    def words(text: str) -> list[str]:
        out: list[str] = []
        for match in _RUN.finditer(text):
            if match[1]:
                out += cut(match[1])
            else:
                out.append(match[0])
        return out

    return words


def _prefix_dictionary(lines: Iterator[str]) -> tuple[dict[str, int], int]:
    """Word -> frequency with every beginning of a word in it (0 where it is none), and the sum: jieba's own form."""
    frequencies: dict[str, int] = {}
    total = 0
    for line in lines:
        word, count = line.split(" ")[:2]
        frequencies[word] = int(count)
        total += int(count)
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
    return frequencies, total


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Imports of ``module`` fail inside the block, unless it is loaded already."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]
