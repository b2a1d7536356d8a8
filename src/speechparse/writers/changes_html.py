"""What changed between two speeches as one offline HTML page: the earlier text at the left, the later at the right."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ..display import LABELS

if TYPE_CHECKING:
    from ..compare import Change, Comparison, Side

_STATUS = {"new": "新增", "gone": "未再提及", "changed": "变化"}
_KINDS = {"task": LABELS["tasks"], "target": "量化目标", "requirement": LABELS["requirements"]}
_STYLE = """
:root { color-scheme: light dark; --line: #8886; --new: #2a7d2a; --gone: #b3261e; --changed: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --new: #7bd17b; --gone: #ff9b93; --changed: #f0c060; } }
body { font: 16px/1.7 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; margin: 1.5rem auto; max-width: 76rem;
  padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th:first-child, td:first-child { width: 6rem; text-align: center; }
.new td:first-child { color: var(--new); } .gone td:first-child { color: var(--gone); }
.changed td:first-child { color: var(--changed); }
small { display: block; } tr { break-inside: avoid; } thead { display: table-header-group; }
"""


def page(result: Comparison, old: str, new: str) -> str:
    """The page. ``old`` and ``new`` name the files."""
    parts = [_kind(result, kind, label, old, new) for kind, label in _KINDS.items()]
    body = "".join(parts) or "<p>没有变化。</p>"
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>变化：{escape(old)} → {escape(new)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(old)} → {escape(new)}</h1>\n{body}</body>\n</html>\n"
    )


def _kind(result: Comparison, kind: str, label: str, old: str, new: str) -> str:
    rows = [change for change in result.changes if change.kind == kind]
    same = result.same.get(kind, 0)
    if not rows and not same:
        return ""
    head = f"<h2>{label}（{len(rows)}，未变 {same}）</h2>\n"
    if not rows:
        return head
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in ("变化", old, new))
    lines = "".join(map(_row, rows))
    return f"{head}<table>\n<thead><tr>{titles}</tr></thead>\n<tbody>\n{lines}</tbody>\n</table>\n"


def _row(change: Change) -> str:
    metric = f"<small>{escape(change.metric)}</small>" if change.metric else ""
    cells = _side(change.old) + _side(change.new)
    return f'<tr class="{change.status}"><td>{_STATUS[change.status]}{metric}</td>{cells}</tr>\n'


def _side(side: Side | None) -> str:
    if side is None:
        return "<td></td>"
    place = f"<small>{escape(side.place)}</small>" if side.place else ""
    return f"<td>{escape(' '.join(side.text.split()))}{place}</td>"
