"""The rule sets."""

from __future__ import annotations

from collections.abc import Iterator

from ...rules.loader import load_rules


def page() -> str:
    """The page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    rules = load_rules()
    yield "# Rule sets"
    yield ""
    yield "`speechparse rules --set NAME` prints the rows of one. Made by `python -m speechparse.commands.reference`."
    yield from ("", "## Numbering styles", "", "| id | family | example |", "| --- | --- | --- |")
    yield from (f"| `{style.id}` | {style.family} | {_cell(style.example)} |" for style in rules.styles)
    yield from ("", "## Cues", "", "| set | first example |", "| --- | --- |")
    yield from (f"| `{name}` | {_cell(rows[0].example)} |" for name, rows in sorted(rules.cues.items()) if rows)
    yield from ("", "## Word lists", "", ", ".join(f"`{name}`" for name in sorted(rules.words)))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_").replace("<", "\\<").split())
