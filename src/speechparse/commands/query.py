"""``speechparse query``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from .common import emit, json_safe, note

ROLES = ("highlight", "requirement", "task", "background")
FORMATS = ("text", "json", "jsonl", "csv")


def query(
    database: Annotated[str, typer.Argument(metavar="DB", help="A file that `batch -o DB.sqlite` has written.")],
    terms: Annotated[list[str] | None, typer.Argument(metavar="TERM…", help="All of them must occur.")] = None,
    role: Annotated[
        str | None, typer.Option(metavar="ROLE", help="highlight, requirement, task or background.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Speeches of this day (month, year) or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Speeches of this day (month, year) or earlier.")
    ] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Speeches of this speaker.")] = None,
    unit: Annotated[str | None, typer.Option(metavar="NAME", help="Tasks of this body (责任单位).")] = None,
    due_after: Annotated[
        str | None, typer.Option(metavar="DATE", help="Tasks due on this day (month, year) or later.")
    ] = None,
    due_before: Annotated[
        str | None, typer.Option(metavar="DATE", help="Tasks due on this day (month, year) or earlier.")
    ] = None,
    points: Annotated[
        bool, typer.Option("--points", help="Count the highlights and requirements of each speech by year.")
    ] = False,
    goals: Annotated[
        str | None, typer.Option(metavar="NAME", help="Goals for this indicator by year, results left out.")
    ] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", metavar="N", min=1, help="So many hits at most.")] = 20,
    format: Annotated[
        str | None,
        typer.Option("-f", "--format", metavar="NAME", help="text json jsonl csv; else by output."),
    ] = None,
) -> None:
    """Search titles, nodes and tasks; best hits first, each with its sentence, file and line.

    Without a word to search for, a filter alone lists all that it fits: the tasks of a body, the speeches of a
    speaker, the requirements of a year. Exit code 0, also where nothing is found; 1: the file cannot be searched;
    2: usage.
    """
    from ..query import Query, search
    from ..writers import hits as write

    words = tuple(word for term in terms or () for word in term.split())
    if not words and not any((role, since, until, speaker, unit, due_after, due_before, points, goals)):
        raise typer.BadParameter("nothing to look for; give a word or a filter such as --unit", param_hint="TERM")
    if role is not None and role not in ROLES:
        raise typer.BadParameter(f"no role {role!r}; it is one of {' '.join(ROLES)}", param_hint="--role")
    dates = {"--since": since, "--until": until, "--due-after": due_after, "--due-before": due_before}
    for option, value in dates.items():
        if value is not None and not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            raise typer.BadParameter(f"{value!r} is no date; write 2020, 2020-07 or 2020-07-01", param_hint=option)
    if format not in (None, *FORMATS):
        raise typer.BadParameter(f"no format {format!r}; it is one of {' '.join(FORMATS)}", param_hint="--format")
    wanted = Query(words, role, since, until, speaker, unit, due_after, due_before, limit)
    name = format or ("text" if sys.stdout.isatty() else "jsonl")
    if points or goals is not None:
        if (points and goals is not None) or words or any((unit, due_after, due_before)):
            problem = "goes with --since, --until, --speaker and --role only"
            raise typer.BadParameter(problem, param_hint="--points" if points else "--goals")
        from ..query_sums import goals as goals_of
        from ..query_sums import points as points_of

        rows = points_of(database, wanted) if points else goals_of(database, goals or "", wanted)
        _write(write.rows(rows, name), name)
        note(write.told(len(rows), limit))
        return
    found = search(database, wanted)
    _write(getattr(write, f"as_{name}")(found.hits), name)
    note(write.counted(found, limit))


def _write(chunks: Iterator[str], name: str) -> None:
    emit(chunks, json_safe) if name in ("json", "jsonl") else emit(chunks)
