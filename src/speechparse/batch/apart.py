"""An output is never an input: refused where one would take the place of the other, or be read as one the next time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ..errors import WriteError
from .discover import common
from .layout import Layout
from .places import is_url, plain

_LOST = "is also an input, which would be lost"


def check_apart(roots: Sequence[str], layout: Layout) -> None:
    """Raises WriteError where the output lies on an input, by whatever name or link it is reached."""
    if layout.product is None or layout.remote:
        return
    places = [place for place in map(plain, roots) if not is_url(place)]
    out = os.path.realpath(layout.out)
    for place in places:
        if Path(place).is_file() and os.path.realpath(place) == out:
            raise WriteError(layout.out, _LOST, "name another output with -o")
    folders = [place for place in places if Path(place).is_dir()]
    if layout.kind == "folder":
        _check_folder(out, places, folders, layout)
    elif Path(out).is_file() and not layout.manifest.exists() and any(_inside(out, folder) for folder in folders):
        problem = "stands among the inputs, and this program has not made it"
        raise WriteError(layout.out, problem, "name another output with -o, or move it away")


def _check_folder(out: str, places: list[str], folders: list[str], layout: Layout) -> None:
    # What is made of a folder stands in OUT under the folder's name below all that was named.
    base = os.path.realpath(common(sorted(set(places)))) if places else ""
    if folders and out == base:
        problem = "is the folder of the inputs: what is written there would be read as an input the next time"
        raise WriteError(layout.out, problem, "name another folder, as in -o out/")


def _inside(path: str, folder: str) -> bool:
    return path.startswith(os.path.realpath(folder).rstrip(os.sep) + os.sep)
