"""Packages of extras: asked for before the work begins, not at its end."""

from __future__ import annotations

from importlib.util import find_spec

from .errors import WriteError

EXTRAS = {
    "xlsxwriter": "xlsx", "openpyxl": "xlsx", "docx": "docx", "pyarrow": "parquet", "pypdfium2": "pdf",
    "distributed": "cluster", "fsspec": "cluster", "mcp": "mcp",
}  # fmt: skip
WRITES = {"xlsx": "xlsxwriter", "docx": "docx", "parquet": "pyarrow"}
"""What an output of this name or suffix needs."""


def require(package: str, path: str) -> None:
    """Raises WriteError, with the command that installs it, where a package is missing."""
    if find_spec(package) is None:
        raise WriteError(path, f"{package} is not installed", f"pip install 'speechparse[{EXTRAS[package]}]'")
