"""Chinese words in code, beside the rule files: so many a room and no more, so that they do not grow in silence.

What is counted are runs of two or more Chinese characters in strings, docstrings left out. A word of the language
belongs into ``rules/data/*.toml``, where it has an example and a user can add to it; what stays in code is format
(年, 月, brackets around a date) or what is shown to people.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import speechparse

SRC = Path(speechparse.__file__).parent
WORDS = re.compile("[\u4e00-\u9fff]{2,}")
SHOWN = ("messages", "commands", "pages", "web", "corrections", "schema", "writers")  # what people read
MOST: dict[str, int] = {
    "__main__": 1,
    "checks": 4,
    "ledger": 44,
    "mcp_server": 2,
    "migrations": 11,
    "model": 17,
    "numerals": 5,
    "parser/calendar": 137,
    "parser/head": 305,
    "parser/ledger": 81,
    "parser/lists": 18,
    "parser/numbers": 158,
    "parser/outline": 46,
    "parser/people": 240,
    "parser/text": 81,
    "preview": 1,
    "readers": 58,
    "rules": 4,  # samples in what is said of a wrong row
    "tfidf": 2,
}


def docstrings(tree: ast.AST) -> set[int]:
    """Strings that stand alone: of modules, classes, functions, and below variables."""
    return {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}


def words(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    left_out = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out:
            yield from WORDS.findall(node.value)


def counted() -> Counter[str]:
    found: Counter[str] = Counter()
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        if parts[0] not in SHOWN and parts[-1] != "_compiled":
            found["/".join(parts[:2] if parts[0] == "parser" else parts[:1])] += sum(1 for _ in words(path))
    return found


def test_no_room_has_more_words_in_code() -> None:
    grown = {room: (n, MOST.get(room, 0)) for room, n in counted().items() if n > MOST.get(room, 0)}
    assert not grown, f"move words to rules/data (docs/rules.md); room: (now, at the most) {grown}"


def test_a_word_in_code_is_seen() -> None:
    tree = ast.parse('"""讲话"""\nX = "报告"\n"""说明"""\n')
    assert len(docstrings(tree)) == 2
