"""What must hold for one input: no exception, the laws of the output, the same twice, layout, schema, time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import thread_time
from traceback import extract_tb
from typing import Any

from speechparse.errors import ReadError, RulesError
from speechparse.model import Speech
from speechparse.parser import parse
from speechparse.parser.laws import broken, squeeze
from speechparse.readers import office
from speechparse.readers.registry import source_from_bytes
from speechparse.rules.loader import load_rules
from speechparse.rules.types import Rules
from speechparse.source import SourceText
from speechparse.writers.json_ import dumps

from . import files, grammar

SECONDS = 0.5  # processor time of any short input, on a machine that others use too
A_CHARACTER = 0.002
LOADED = 2.0  # processor time of loading a rule file
LONGEST = 2000  # characters of a refusal
OFTEN, SELDOM = 0.25, 0.01
PARSED = 0.0125  # of the files: the text fuzzer tries the parser, and by far more texts
_ABOUT = ("spans", "confidence")
RULES = replace(load_rules(), checked=False)


def text(words: str, chance: Random) -> Iterator[str]:
    """The laws that a text breaks. Twice equal, layout and schema are looked at for a part of the texts, by chance."""
    source = SourceText(words)
    yield from _of_source(source, chance)


def file(name: str, data: bytes, chance: Random) -> Iterator[str]:
    """The laws that a file breaks: a reader raises ReadError or hands on a source whose spans lie in its text."""
    started, program = thread_time(), office.program
    try:
        office.program = _none  # type: ignore[assignment]  # no other program is asked
        source = source_from_bytes(data, name)
    except ReadError:
        return
    except Exception as error:
        yield _raised(error)
        return
    finally:
        office.program = program
        spent = thread_time() - started
    if spent > SECONDS + A_CHARACTER * len(data) / 10:
        yield f"slow reading: {spent:.2f} s for {len(data)} bytes"
    yield from _hinted(source)
    if chance.random() < PARSED:
        yield from _of_source(source, chance)


def overlay(data: bytes, must: str, row: bool, chance: Random) -> Iterator[str]:
    """The laws that a rule file breaks: it is refused with file, row and what to write, or texts are parsed with it.

    ``must`` and ``row``: what must become of it, and whether a refusal names the row (``overlays.Overlay``).
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "own.toml"
        path.write_bytes(data)
        started = thread_time()
        try:
            rules = replace(load_rules.__wrapped__(str(path)), checked=False)
        except RulesError as error:
            yield from _refused(str(error).replace(folder, ""), must, row)
            return
        except Exception as error:
            yield _raised(error)
            return
        finally:
            spent = thread_time() - started
            if spent > LOADED:
                yield f"slow loading: {spent:.2f} s for {len(data)} bytes"
    if must == "refused":
        yield "taken, though it must be refused"
    own = [cue for name, rows in rules.cues.items() for cue in rows[:6] if cue not in RULES.cues[name]]
    marks = [style.pattern for style in rules.styles if style not in RULES.styles]
    said = [words.example for words in own]
    for pattern in [cue.pattern for cue in own[:2]] + marks[:2] * 4:
        said += [grammar.matching(pattern, chance), grammar.words(chance)]
    for words in (files.TEXT + "".join(said), "\n".join(said) + grammar.text(chance)):
        yield from _of_source(SourceText(words), chance, rules)


_TALK = re.compile(r"__init__|NoneType|unhashable|not supported between|object (?:is|has)|positional|<class|KeyError")
"""What Python says and no user can do anything with."""
_ADVICE = re.compile(r"; |\bwrite\b|\bleave\b")


def _refused(said: str, must: str, row: bool) -> Iterator[str]:
    if must == "taken":
        yield f"refused, though it must be taken: {said}"
    if "own.toml" not in said:
        yield f"a refusal does not name the file: {said}"
    if row and " row " not in said and "cannot be read as TOML" not in said:
        yield f"a refusal does not name the row: {said}"
    if not _ADVICE.search(said):
        yield f"a refusal does not say what to write: {said}"
    if _TALK.search(said):
        yield f"a refusal speaks of Python: {said}"
    if "\n" in said or len(said) > LONGEST or not said.isprintable():
        yield f"a refusal is no line to read, {len(said)} characters: {said[:200]!r}"


def _none(_: str) -> None:
    return None


def _of_source(source: SourceText, chance: Random, rules: Rules = RULES) -> Iterator[str]:
    started = thread_time()
    try:
        speeches = parse(source, rules)
    except Exception as error:
        yield _raised(error)
        return
    spent = thread_time() - started
    own = 0.0 if rules is RULES else LOADED  # patterns are compiled for the first text
    if spent > SECONDS + own + A_CHARACTER * len(source.text):
        yield f"slow: {spent:.2f} s for {len(source.text)} characters"
    yield from broken(speeches, source, rules)
    if chance.random() < OFTEN and parse(source, rules) != speeches:
        yield "not equal: parsed again it gives another output"
    if rules is RULES and not source.hints and not source.tables and chance.random() < OFTEN:
        yield from _layout(source, speeches)
    if chance.random() < SELDOM:
        yield from _schema(speeches)


def _raised(error: Exception) -> str:
    frames = [f for f in extract_tb(error.__traceback__) if "speechparse" in f.filename]
    where = f"{frames[-1].filename.rpartition('speechparse/')[2]}:{frames[-1].name}" if frames else "?"
    return f"{type(error).__name__} in {where}: {str(error)[:80]}"


def _hinted(source: SourceText) -> Iterator[str]:
    length = len(source.text)
    spans: list[tuple[str, tuple[int, int]]] = [(hint.kind, (hint.start, hint.end)) for hint in source.hints]
    spans += [("table", (table.start, table.end)) for table in source.tables]
    spans += [("cell", cell) for table in source.tables for row in table.rows for cell in row]
    spans += [("damage", span) for span in source.damage]
    for what, (start, end) in spans:
        if not 0 <= start <= end <= length:
            yield f"hint {what} has the span {(start, end)} in a text of {length} characters"
    if any(a.start > b.start for a, b in zip(source.hints, source.hints[1:], strict=False)):
        yield "hints stand out of order"
    if re.search("[\ud800-\udfff]", source.text):
        yield "the text holds half a character, which no output can hold"


def _layout(source: SourceText, speeches: list[Speech]) -> Iterator[str]:
    """A change of layout that means nothing stays where it is: line ends as CRLF, all else of the source as it was."""
    if "\r" in source.text or "\n" not in source.text or source.damage:
        return
    other = parse(replace(source, text=source.text.replace("\n", "\r\n"), _lines=[]), RULES)
    if [shape(a) for a in speeches] != [shape(b) for b in other]:
        yield "layout: CRLF changes more than offsets"


def shape(speech: Speech) -> Any:
    """What an output says, offsets and white space apart."""
    meta = speech.metadata
    return (
        [(n.id, n.style, n.role, squeeze(n.marker or ""), squeeze(n.title), squeeze(n.text)) for n in speech.walk()],
        [squeeze(getattr(meta, name) or "") for name in type(meta).__dataclass_fields__ if name not in _ABOUT],
        [(task.node, squeeze(task.text), task.units, task.due) for task in speech.tasks],
        [(claim.count, claim.found) for claim in speech.claims],
    )


def _schema(speeches: list[Speech]) -> Iterator[str]:
    import json

    for speech in speeches:
        data = speech.to_dict()
        if json.loads(dumps(data)) != data:
            yield "schema: the JSON is not read back as it was"
        for error in _validator().iter_errors(data):
            yield f"schema: {error.message[:80]}"
        if Speech.from_dict(data).to_dict() != data:
            yield "schema: from_dict is not the way back"


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    from speechparse.schema import generate

    return Draft202012Validator(generate())
