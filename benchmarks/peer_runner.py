"""Runs one peer in the peer's own environment: ``python -m benchmarks.peer_runner NAME FILE`` prints figures as JSON.

Imports nothing but the standard library, the yardsticks and the peer.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import clock, yardsticks

Job = Callable[[], Any]
"""Does the peer's work once; what it gives has a length, the number of pieces found."""


def arborparser(path: Path, text: str) -> Job:
    """Headings by patterns, then a tree."""
    from arborparser import ChainParser, TreeBuilder  # type: ignore[import-not-found]
    from arborparser.pattern import NumberType, PatternBuilder  # type: ignore[import-not-found]
    from arborparser.tree import AutoPruneStrategy  # type: ignore[import-not-found]

    styles = [("", NumberType.CHINESE, "、"), ("（", NumberType.CHINESE, "）"), ("", NumberType.ARABIC, "[.．、]")]
    patterns = [PatternBuilder(prefix_regex=rf"\s*{a}", number_type=n, suffix_regex=b).build() for a, n, b in styles]

    def run() -> Any:
        chain = ChainParser(patterns).parse_to_chain(text)
        TreeBuilder(strategy=AutoPruneStrategy()).build_tree(chain)
        return chain

    return run


def dedoc(path: Path, text: str) -> Job:
    """Lines, then their kinds: headers, list items, raw text."""
    from dedoc.readers import RawTextReader  # type: ignore[import-not-found]
    from dedoc.structure_extractors import DefaultStructureExtractor  # type: ignore[import-not-found]

    reader, extractor = RawTextReader(), DefaultStructureExtractor()
    return lambda: extractor.extract(reader.read(str(path))).lines


def unstructured(path: Path, text: str) -> Job:
    """Elements: titles, list items, narrative text."""
    from unstructured.partition.text import partition_text  # type: ignore[import-not-found]

    return lambda: partition_text(text=text)


def langextract(path: Path, text: str) -> Job:
    """Chunks for a language model, which is not asked."""
    from langextract import chunking, tokenizer  # type: ignore[import-not-found]

    cutter = tokenizer.UnicodeTokenizer()
    return lambda: list(chunking.ChunkIterator(text, max_char_buffer=1000, tokenizer_impl=cutter))


JOBS = {"arborparser": arborparser, "dedoc": dedoc, "unstructured": unstructured, "langextract": langextract}


def main(name: str, file: str) -> None:
    """Measure and print."""
    path = Path(file)
    text = path.read_text(encoding="utf-8")
    start = time.perf_counter()
    job = JOBS[name](path, text)
    loaded = time.perf_counter() - start
    found = len(job())
    seconds = clock.repeated(job, 0.2, 3)
    unit = clock.repeated(lambda: yardsticks.plain(text), 0.2, 9)
    print(json.dumps({"chars": len(text), "load": loaded, "seconds": seconds, "unit": unit, "found": found}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
