"""``python -m speechparse.schema``: write the shipped schema anew."""

from __future__ import annotations

from . import FILE, text

if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
