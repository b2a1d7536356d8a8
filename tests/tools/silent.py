#!/usr/bin/env python3
"""Whether anything of a text is set aside in silence: words in no paragraph, no field and no diagnostic.

    python tests/tools/silent.py FILE-OR-FOLDER …

Prints how many stretches each reason names, and every stretch that nothing names; exit 1 if there is one.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from speechparse import ReadError
from speechparse.model import Span
from speechparse.parser import analyse
from speechparse.parser import parse as parse_source
from speechparse.parser.analysis import Analysis
from speechparse.parser.text.fold import INVISIBLE
from speechparse.parser.text.lines import segment
from speechparse.readers.registry import read_source
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

_NO_WORDS = re.compile(rf"[\s{INVISIBLE}\u0300-\u036f\ufe00-\ufe0f]*")


def silent(source: SourceText) -> Iterator[Span]:
    """The stretches of a source that no paragraph, field, aside or diagnostic holds."""
    rules = load_rules()
    named = [d.span for s in parse_source(source, rules) for d in s.diagnostics if d.severity == "info"]
    text = segment(source, rules)
    yield from ((a.start, a.end) for a in text.asides if (a.start, a.end) not in named)
    signs = [(hint.start, hint.end) for hint in source.hints if hint.kind == "markup"]
    held = [*map(text.source_span, text.paragraphs), *((a.start, a.end) for a in text.asides), *signs]
    at = 0
    for start, end in [*sorted(held), (len(source.text), len(source.text))]:
        if at < start and not _NO_WORDS.fullmatch(source.text, at, start):
            yield at, start
        at = max(at, end)
    for analysis in analyse(source, rules):
        yield from _unread(analysis, named)


def _unread(analysis: Analysis, named: list[Span]) -> Iterator[Span]:
    """The paragraphs above and below a speech that no field holds and no diagnostic names."""
    text = analysis.text
    fields = [field.span for field in analysis.front.fields.values()]
    for p in text.paragraphs:
        above = analysis.start <= p.start and p.end <= analysis.front.body
        below = analysis.tail <= p.start and p.end <= analysis.end
        if not (above or below) or any(a < p.end and p.start < b for a, b in fields):
            continue
        start, end = text.source_span(p)
        if not any(a <= start and end <= b for a, b in named):
            yield start, end


def main(paths: list[str]) -> int:
    """0 if nothing is set aside in silence."""
    reasons: Counter[str] = Counter()
    broken = files = 0
    for path in sorted(p for name in paths for p in ([Path(name)] if Path(name).is_file() else Path(name).rglob("*"))):
        if not path.is_file():
            continue
        try:
            source = read_source(path)
        except ReadError:
            continue
        files += 1
        found = [d for s in parse_source(source, load_rules()) for d in s.diagnostics if d.severity == "info"]
        reasons.update(d.code if d.code != "set-aside" else d.message.partition(":")[0] for d in found)
        for start, end in silent(source):
            broken += 1
            print(f"{path}: [{start}, {end}) {source.text[start : min(end, start + 40)]!r}")
    for reason, count in reasons.most_common():
        print(f"{count:6} {reason}")
    print(f"{files} files, {broken} stretches set aside in silence")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
