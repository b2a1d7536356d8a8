#!/usr/bin/env python3
"""A failing text -> an entry for a spec page, with what comes out today, to be corrected by hand.

    python tests/tools/newcase.py FILE --name "an ordinal glued to a date" >> tests/spec/outline.md

Replace names, places and numbers by invented ones first: the pages travel with the project.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from spec_pages import entry


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="the text, UTF-8")
    parser.add_argument("--name", required=True, help="the phenomenon, in a few words")
    options = parser.parse_args()
    sys.stdout.write("\n" + entry(options.name, options.file.read_text(encoding="utf-8-sig")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
