"""The main job: files in, their structure out, in one format. No option parser is needed for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ..limits import DEFAULT, Limits
from ..sections import parsed_alone
from ..terminal import visible
from ..writers.files import keep_apart
from ..writers.registry import BY_NAME, Options
from .inputs import Corpus, Document, Inputs, load
from .talk import emit, json_safe

if TYPE_CHECKING:
    from ..rules.types import Rules
    from ..source import SourceText


def default_format() -> str:
    """A preview in a terminal, JSON when piped."""
    return "preview" if sys.stdout.isatty() else "json"


def run(
    files: list[str],
    format: str,
    output: Path | None = None,
    *,
    only: tuple[str, ...] = (),
    explain: bool = False,
    encoding: str | None = None,
    rules: list[str] | None = None,
    keywords: int = 0,
    corpus: Corpus | None = None,
    with_text: bool = False,
    array: bool = False,
    full: bool = False,
    limits: Limits = DEFAULT,
    corrections: list[Path] | None = None,
) -> int:
    """Parse the files and write them; the exit code: 1 if one of them could not be read.

    ``format`` is a name of ``writers.registry`` or ``preview``; ``keywords`` how many to add to each speech;
    ``corpus`` how files that hold many texts are read; ``with_text`` adds the text that the spans point into;
    ``array`` makes JSON an array in any case, ``full`` a preview whole.
    ``corrections`` are files of what people set right.
    Raises WriteError and RulesError.
    """
    if output is not None:
        keep_apart(files, output)
    explain = explain or format == "html"  # which shows the rules that each item rests on
    many = array or len(files) > 1 or (corpus is not None and corpus.text_column is not None)
    options = Options(only, explain, many=many, with_text=with_text)
    given = corrections or ()
    parsed = () if keywords or given else parsed_alone(only, format)  # both are about the whole of a speech
    inputs = Inputs(
        files, encoding, load(rules), explain=explain, corpus=corpus, limits=limits, corrections=given, only=parsed
    )
    documents = iter(inputs)
    if keywords:
        documents, options = _with_keywords(documents, options, keywords, inputs.rules)
    if first := next(documents, None):  # where nothing could be read nothing is written
        every = chain((first,), documents)
        if format == "preview":
            _preview(every, output, options, full)
        else:
            beside = corpus is not None and (corpus.text_column or corpus.meta) is not None
            _write(every, format, output, options, beside)
    return inputs.exit_code


def _with_keywords(
    documents: Iterator[Document], options: Options, top: int, rules: Rules | None
) -> tuple[Iterator[Document], Options]:
    """The same documents, and options that add each speech's keywords to it when it is written."""
    from dataclasses import asdict

    from ..tfidf import keywords

    found: dict[int, dict[str, object]] = {}  # a speech is alive from here until it is written

    def noting() -> Iterator[Document]:
        for document in documents:
            for speech in document.speeches:
                text = document.source.text if speech.source.parts == 1 else None
                found[id(speech)] = asdict(keywords(speech, top, text=text, rules=rules))
            yield document

    return noting(), options._replace(extra=lambda speech: {"keywords": found.pop(id(speech))})


def _with_sources(documents: Iterator[Document], options: Options) -> tuple[Iterator[Document], Options]:
    """The same documents, and options that know the text of each speech until it is written."""
    sources: dict[int, SourceText] = {}

    def noting() -> Iterator[Document]:
        for document in documents:
            sources.update((id(speech), document.source) for speech in document.speeches)
            yield document

    return noting(), options._replace(source=lambda speech: sources.pop(id(speech)))


def _preview(documents: Iterator[Document], output: Path | None, options: Options, full: bool) -> None:
    from .. import preview
    from ..writers import files

    if output is not None:
        with files.replacing(output) as temporary, temporary.open("w", encoding="utf-8") as out:
            out.write(preview.text(documents, only=options.only, width=100))
    elif sys.stdout.isatty():
        preview.show(documents, only=options.only, full=full)
    else:
        emit(preview.text([document], only=options.only) for document in documents)


def _write(
    documents: Iterator[Document], format: str, output: Path | None, options: Options, beside: bool = False
) -> None:
    """``beside``: columns that stand beside the texts are written too."""
    from ..writers import registry

    row = BY_NAME[format]
    if row.shows_text or options.with_text or beside:
        documents, options = _with_sources(documents, options)
    speeches = (speech for document in documents for speech in document.speeches)
    if output is None:
        emit(registry.render(speeches, row, options), json_safe if format in ("json", "jsonl") else visible)
    else:
        registry.save(speeches, output, row, options)
