"""Word cutting: rjieba where it is installed (extra ``fast``), else jieba. Cuts only; their part-of-speech tags differ.

Both engines see Chinese characters alone, the rest is cut here, so that their words are the same. jieba's
dictionary is loaded when something is first cut, without a word on stderr, and kept ready in the user's cache
folder: jieba's own cache reads with ``marshal.load(file)``, which takes three times as long as ``marshal.loads``.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Literal

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


def cached(name: str, source: Path, build: Callable[[Iterator[str]], Any]) -> Any:
    """What ``build`` makes of the lines of ``source``, kept in the user's cache folder. A bad cache is made anew."""
    folder = cache_folder()
    file = folder and folder / f"{name}-{source.stat().st_size}-{sys.implementation.cache_tag}.bin"
    if file:
        with suppress(OSError, ValueError, EOFError, TypeError):
            return marshal.loads(file.read_bytes())
    with source.open(encoding="utf-8") as lines:
        value = build(lines)
    if file:
        with suppress(OSError):  # a read-only disk: it only takes longer next time
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            temporary = file.with_suffix(f".{os.getpid()}")
            try:
                temporary.write_bytes(marshal.dumps(value))
                temporary.replace(file)
            finally:
                temporary.unlink(missing_ok=True)
    return value


def cache_folder() -> Path | None:
    """Where this program caches on this platform (``SPEECHPARSE_CACHE`` names another place); None without a home."""
    if named := os.environ.get("SPEECHPARSE_CACHE"):
        return Path(named)
    with suppress(RuntimeError):
        if sys.platform == "win32":
            local = os.environ.get("LOCALAPPDATA")
            base = Path(local) if local else Path(r"~\AppData\Local").expanduser()
            return base / "speechparse" / "Cache"
        if sys.platform == "darwin":
            return Path("~/Library/Caches/speechparse").expanduser()
        return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "speechparse"
    return None


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
