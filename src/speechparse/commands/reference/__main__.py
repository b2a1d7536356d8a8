"""Write the pages into the checkout."""

from ...messages import choose
from . import PAGES, ROOT

choose("en")

for name, make in PAGES.items():
    (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
    (ROOT / name).write_text(make(), encoding="utf-8", newline="\n")
