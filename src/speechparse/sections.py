"""The sections of an output, and what of the parser's work they need."""

SECTIONS = ("metadata", "outline", "highlights", "requirements", "tasks", "claims", "diagnostics")

NEED_LEDGER = frozenset(("tasks", "diagnostics"))
"""The sections for which the ledger is read."""

NEED_OUTLINE = NEED_LEDGER | {"outline", "highlights", "requirements", "claims"}
"""The sections for which the outline is read."""


def parsed_alone(only: tuple[str, ...], format: str) -> tuple[str, ...]:
    """The sections that must be parsed to write ``only`` in a format; none stands for all.

    JSON and YAML hold the sections as they are. Other formats may show more of a speech than they are asked for.
    """
    return only if format in ("json", "jsonl", "yaml") else ()
