"""Hold the scores that ``../shared/eval/run`` and ``../shared/eval/wide`` print against ``tests/floors.toml``.

floors.py SCORES.txt…       exit 1 if a score is under its floor, or missing
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

FLOORS = Path(__file__).parent.parent / "floors.toml"
_STRUCTURE = re.compile(r"^([a-zA-Z][a-zA-Z0-9 ]*?) +(\d+\.\d+) +95%", re.MULTILINE)
_WIDE = re.compile(r"^((?:dev2|heads|noise)\.[a-zA-Z0-9. ]+) (\d+\.\d+)$", re.MULTILINE)
_LEDGER = re.compile(r"^(speech|notice): (.+)$", re.MULTILINE)


def scores(printed: str) -> dict[str, float]:
    """``{"node F1": 0.97, …, "speech rows matched": 0.81, …}`` of the printed tables."""
    found = {name: float(value) for pattern in (_STRUCTURE, _WIDE) for name, value in pattern.findall(printed)}
    for kind, rest in _LEDGER.findall(printed):
        for part in rest.split("; "):
            name, _, value = part.rpartition(" ")
            if re.fullmatch(r"\d+\.\d+", value):
                found[f"{kind} {name}"] = float(value)
    return found


def failures(found: dict[str, float], floors: dict[str, dict[str, float]]) -> list[str]:
    """One line for each floor that does not hold."""
    lines = []
    for section, rows in floors.items():
        for name, floor in rows.items():
            value = found.get(name)
            if value is None:
                lines.append(f"{name}: no score was printed")
            elif (value > floor) if section == "at_most" else (value < floor):
                lines.append(
                    f"{name}: {value:.3f}, must be at {'most' if section == 'at_most' else 'least'} {floor:.3f}"
                )
    return lines


def main(*paths: str) -> int:
    """0 if every floor holds."""
    found = scores("\n".join(Path(path).read_text(encoding="utf-8") for path in paths))
    broken = failures(found, tomllib.loads(FLOORS.read_text(encoding="utf-8")))
    for line in broken:
        print(f"under its floor: {line}")
    if not broken:
        print(f"all floors hold ({len(found)} scores)")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
