"""``speechparse batch`` and ``merge``."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from .common import (
    DEFAULT,
    Encoding,
    FilesFrom,
    MaxSize,
    MetaColumns,
    MetaTable,
    RuleFiles,
    TextColumn,
    WithText,
    listed,
    load,
    names,
    say,
    time_or_none,
)

if TYPE_CHECKING:
    from ..batch.options import Options

_OUT = "A folder, *.jsonl, *.csv, *.sqlite, *.parquet, *.xlsx, or - for JSON Lines on stdout; a URL for fsspec too."


def batch(
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help=_OUT)],
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="DIR…", help="Folders (with all below), files, ZIP archives, fsspec URLs."),
    ] = None,
    jobs: Annotated[int | None, typer.Option("-j", "--jobs", min=1, help="Processes; all cores by default.")] = None,
    glob: Annotated[list[str] | None, typer.Option(metavar="PATTERN", help="Take only these, of any suffix.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(metavar="PATTERN", help="Leave out files or folders.")] = None,
    format: Annotated[
        str, typer.Option("-f", "--format", help="Of the files in a folder: json yaml markdown report jsonl csv.")
    ] = "json",
    only: Annotated[
        list[str] | None, typer.Option(metavar="SECTION", help="Keep this section only (JSON, YAML).")
    ] = None,
    resume: Annotated[bool, typer.Option(help="Do what is new, changed or failed (the default).")] = True,
    force: Annotated[bool, typer.Option("--force", help="Do all anew.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Do only what failed the last time.")] = False,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", help="For one file; 0 for no limit.", callback=time_or_none)
    ] = 60.0,
    memory: Annotated[
        int | None, typer.Option(min=0, metavar="MB", help="For one process; its share of the machine's by default.")
    ] = None,
    max_size: MaxSize = DEFAULT.max_size,
    shard: Annotated[
        str | None, typer.Option(metavar="i/n", help="Do the i-th of n parts; `merge` joins them.")
    ] = None,
    cluster: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Run on this dask scheduler.")] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress and no closing table.")] = False,
    encoding: Encoding = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Name the rules that each node and role rests on.")
    ] = False,
    text_column: TextColumn = None,
    meta_columns: MetaColumns = None,
    meta: MetaTable = None,
    files_from: FilesFrom = None,
    with_text: WithText = False,
    rules: RuleFiles = None,
) -> None:
    """Parse folders of speeches: in parallel, resumable, each failure kept to its file.

    Beside OUT stand OUT.manifest (what was done) and, where files failed, OUT.errors.jsonl. Exit code 0: all fine;
    1: some files or the output failed (the rest is written); 2: usage; 130: interrupted, run it again to go on.
    """
    from ..batch.options import Options
    from ..batch.progress import Progress
    from ..batch.run import run

    load(rules)  # a mistake in them ends it here, not in every worker
    roots = [*(paths or []), *(listed(files_from) if files_from else [])]
    if not roots:
        raise typer.BadParameter("no folder or file is named", param_hint="DIR…")
    options = Options(
        roots=tuple(roots),
        out=output,
        jobs=jobs,
        globs=tuple(glob or ()),
        excludes=tuple(exclude or ()),
        format=_text_format(format),
        encoding=encoding,
        rules=tuple(rules or ()),
        only=_sections(only),
        explain=explain,
        with_text=with_text,
        force=force or not resume,
        retry_failed=retry_failed,
        timeout=timeout,
        memory=None if memory is None else memory << 20,
        max_size=max_size,
        shard=_shard(shard),
        cluster=cluster,
        text_column=text_column,
        meta_columns=names(meta_columns),
        meta=meta,
    )
    _check(options)
    progress = Progress(sys.stderr, quiet)
    summary = None
    with stopping() as stop:
        try:
            summary = run(options, progress, stop.is_set)
        except BrokenPipeError:  # the reader of `-o -` has gone (| head)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        finally:
            progress.close(summary, output)
    raise typer.Exit(summary.exit_code)


def merge(
    output: Annotated[str, typer.Argument(metavar="OUT", help="What the shards were given with -o.")],
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No closing table.")] = False,
) -> None:
    """Join the parts that `batch --shard i/n -o OUT` has made into OUT.

    The result is the same, byte for byte, as of one run without shards.
    """
    from ..batch.merge import merge as join
    from ..batch.progress import table

    summary = join(output)
    if not quiet:
        for line in table(summary, output).rstrip("\n").split("\n"):
            say(line)
    raise typer.Exit(summary.exit_code)


def _shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d+)/(\d+)", text)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise typer.BadParameter(f"{text!r} is no shard; write i/n with 1 ≤ i ≤ n, as in 2/8", param_hint="--shard")
    return int(found[1]), int(found[2])


def _text_format(name: str) -> str:
    from ..writers.registry import ALIASES, FORMATS

    name = ALIASES.get(name, name)
    names = [row.name for row in FORMATS if row.encoding is not None]
    if name not in names:
        raise typer.BadParameter(f"no text format {name!r}; it is one of {' '.join(names)}", param_hint="--format")
    return name


def _sections(only: list[str] | None) -> tuple[str, ...]:
    from ..sections import SECTIONS

    for name in only or ():
        if name not in SECTIONS:
            raise typer.BadParameter(f"no section {name!r}; it is one of {' '.join(SECTIONS)}", param_hint="--only")
    return tuple(only or ())


def _check(options: Options) -> None:
    from ..batch.kinds import kind_of

    kind = kind_of(options.out)
    if options.out == "-" and options.shard:
        raise typer.BadParameter("a shard needs a file or folder, not stdout", param_hint="-o")
    if options.format != "json" and kind != "folder":
        raise typer.BadParameter("is for the files in a folder; OUT's suffix decides here", param_hint="--format")
    if options.only and kind not in ("folder", "jsonl"):
        raise typer.BadParameter("is for JSON and YAML, not for tables", param_hint="--only")


@contextmanager
def stopping() -> Iterator[_Stop]:
    """Ctrl-C and SIGTERM ask the run to stop; a second one ends it at once."""
    stop = _Stop()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Stop:
    def __init__(self) -> None:
        self._asked = False

    def is_set(self) -> bool:
        return self._asked

    def ask(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
