"""``python -m speechparse.rules``: writes ``_compiled.py`` anew from ``data/*.toml``."""

from pathlib import Path
from pprint import pformat

from .loader import DATA, read_tables, starts


def render() -> str:
    """The text of ``_compiled.py``."""
    tables = read_tables(sorted(DATA.glob("*.toml")))
    tables["starts"] = starts(tables["cue"])
    body = pformat(tables, width=118, sort_dicts=False)
    return (
        '"""Made by `python -m speechparse.rules` from data/*.toml: change those, not this."""\n\n'
        f"from typing import Any\n\nTABLES: dict[str, Any] = {body}\n"
    )


if __name__ == "__main__":
    Path(__file__).with_name("_compiled.py").write_text(render(), encoding="utf-8", newline="\n")
