"""The reference pages and the manual page, made from the code: ``python -m speechparse.commands.reference``.

A test holds the shipped pages equal to what is made here.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from . import codes, commands, data, manual, rulebook

ROOT = Path(__file__).parents[4]
PAGES: dict[str, Callable[[], str]] = {
    "docs/reference/commands.md": commands.page,
    "docs/reference/output.md": data.output_page,
    "docs/reference/tables.md": data.tables_page,
    "docs/reference/diagnostics.md": codes.page,
    "docs/reference/rules.md": rulebook.page,
    "man/speechparse.1": manual.page,
}
