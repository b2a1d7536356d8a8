"""The deadlines of a ledger as a calendar (iCalendar, RFC 5545): a day a row, to be loaded into a mail program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from ..ledger.dates import day
from .ledger_columns import names, stated_time
from .ledger_table import Ledger

_ROOM = 73  # bytes of a line, with the blank that continues it


def calendar(ledgers: Iterable[Ledger]) -> Iterator[str]:
    """The calendar, line by line; rows without a known last day are left out."""
    yield from map(
        _folded, ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//speechparse//ledger//ZH", "CALSCALE:GREGORIAN")
    )
    seen: dict[str, int] = {}
    for one in ledgers:
        for line in one.rows:
            row, last = line.row, day(stated_time(line.row))
            if last is None:
                continue
            seen[row.id] = seen.get(row.id, 0) + 1
            uid = row.id if seen[row.id] == 1 else f"{row.id}.{seen[row.id]}"
            who = names((*row.lead, *row.units, *row.support))
            yield from map(
                _folded,
                (
                    "BEGIN:VEVENT",
                    f"UID:{uid}@speechparse",
                    "DTSTAMP:20000101T000000Z",  # the same ledger gives the same file
                    f"DTSTART;VALUE=DATE:{last:%Y%m%d}",
                    f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
                    f"SUMMARY:{_escaped(line.name)}",
                    f"DESCRIPTION:{_escaped(chr(10).join(filter(None, (who, row.text, one.title))))}",
                    "TRANSP:TRANSPARENT",
                    "END:VEVENT",
                ),
            )
    yield _folded("END:VCALENDAR")


def _escaped(text: str) -> str:
    text = "".join(c for c in text if c >= " " or c == "\n")
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line of at most 75 bytes; the rest goes on after a blank, never within a character."""
    parts, size = [""], 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > _ROOM:
            parts.append("")
            size = 0
        parts[-1] += char
        size += width
    return "\r\n ".join(parts) + "\r\n"
