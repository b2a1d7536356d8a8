"""The sections of an output that ``--only`` can keep."""

SECTIONS = ("metadata", "outline", "highlights", "requirements", "tasks", "claims", "diagnostics")
