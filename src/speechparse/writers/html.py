"""HTML: a report of one file, its structure on the left, its text on the right, each item a click from its sentence.

The page is whole in itself and asks nothing of the network. Its content security policy admits this style sheet and
this script by their hashes and nothing else, so that no words of a document can run, whatever they are. Without the
script the links work all the same.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from .. import __version__, checks, display
from ..errors import WriteError
from ..model import Claim, Diagnostic, Node, Span, Speech, Task, TimeRef
from ..source import SourceText
from .html_source import nodes, pane, place, words
from .registry import Options

DOUBTFUL = 0.65
"""A node or task less certain than this is marked as doubtful: about a tenth of them."""

_SECTIONS = ("metadata", "highlights", "requirements", "tasks", "claims", "diagnostics", "outline")
_SEVERITIES = {"error": "错误", "warning": "注意", "info": "提醒"}
_BODY, _QUOTE = 160, 24


class Part(NamedTuple):
    """A speech with its number in the report, its text and what there is to say about it."""

    number: int
    speech: Speech
    source: SourceText
    diagnostics: list[Diagnostic]


def render(speeches: Iterable[Speech], options: Options) -> Iterator[str]:
    """One page for all speeches. Raises WriteError where ``options.source`` is not given."""
    if options.source is None:
        raise WriteError("html", "needs the texts that the speeches are from", "hand in Options(source=…)")
    parts = []
    for number, speech in enumerate(speeches, 1):
        found = sorted(checks.check(speech, threshold=DOUBTFUL), key=lambda d: (d.span, d.code))
        parts.append(Part(number, speech, options.source(speech), found))
    sections = [name for name in _SECTIONS if not options.only or name in options.only]
    style, script = _file("report.css"), _file("report.js")
    title = _title(parts[0].speech) if len(parts) == 1 else f"{len(parts)} 篇讲话"
    yield _PAGE_HEAD.format(policy=_policy(style, script), title=words(title), style=style, legend=_legend())
    yield '<div class="structure" tabindex="0" role="region" aria-label="结构 structure">\n'
    if len(parts) > 1:
        yield f'<nav class="speeches" aria-label="各篇 speeches">{_items(map(_speech_link, parts), "ol")}</nav>\n'
    for part in parts:
        yield from _structure(part, sections)
    yield '</div>\n<div class="source" tabindex="0" role="region" aria-label="原文 source">\n'
    for _, group in groupby(parts, key=lambda part: id(part.source)):
        yield from _text(list(group))
    yield f"</div>\n</main>\n<footer>speechparse {words(__version__)}</footer>\n"
    yield f"<script>{script}</script>\n</body></html>\n"


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    admitted = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    return _POLICY.format(*admitted)


_POLICY = "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
_PAGE_HEAD = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · 结构报告</title>
<style>{style}</style></head>
<body>
<header class="top"><strong>讲话结构报告</strong>{legend}</header>
<main>
"""


def _legend() -> str:
    roles = "".join(f'<li class="r-{role}">{name} {role}</li>' for role, name in display.ROLES.items())
    return (
        f'<ul class="legend" aria-label="颜色 colours">{roles}<li class="when">期限</li><li class="goal">目标</li></ul>'
    )


def _title(speech: Speech) -> str:
    return " ".join((speech.metadata.title or speech.source.name or "（无标题）").split())


def _speech_link(part: Part) -> str:
    speaker = part.speech.metadata.speaker
    return f'<a href="#s{part.number}">{words(_title(part.speech))}</a>{f" {words(speaker)}" if speaker else ""}'


def _text(parts: list[Part]) -> Iterator[str]:
    source = parts[0].source
    yield f'<section><h2 class="file">原文 <small>source</small> {words(source.name or "")}</h2>\n<div class="text">\n'
    yield from pane(source, ((part.number, part.speech, part.diagnostics) for part in parts))
    yield "</div></section>\n"


def _structure(part: Part, sections: list[str]) -> Iterator[str]:
    number, speech = part.number, part.speech
    page = _Sections(part)
    shown = [(name, count) for name in sections if (count := page.count(name))]
    origin = speech.source
    of = f"　第 {origin.part} 篇，共 {origin.parts} 篇" if origin.parts > 1 else ""
    yield f'<article id="s{number}"><h2>{words(_title(speech))}</h2>\n'
    yield f'<p class="from">{words(origin.name or "")}　{origin.chars:,} 字{of}</p>\n'
    chips = (f'<a href="#s{number}-{name}">{display.LABELS[name]} <b>{count}</b></a>' for name, count in shown)
    yield f'<nav class="chips" aria-label="栏目 sections">{"".join(chips)}</nav>\n'
    for name, count in shown:
        label = f"{display.LABELS[name]} <small>{name}</small> <b>{count}</b>"
        if name == "outline" and len(shown) > 1 and (speech.highlights or speech.requirements or speech.tasks):
            yield f'<details id="s{number}-{name}"><summary>{label}</summary>\n{page.html(name)}</details>\n'
        else:
            yield f'<section id="s{number}-{name}"><h3>{label}</h3>\n{page.html(name)}</section>\n'
    yield "</article>\n"


class _Sections:
    """The sections of one speech. A node may stand in two of them: the first is where its mark in the text leads."""

    def __init__(self, part: Part) -> None:
        self.number, self.speech, self.source, self.diagnostics = part
        self.placed: set[str] = set()
        self.fields = display.fields(self.speech.metadata)

    def count(self, name: str) -> int:
        """How much a section holds."""
        if name == "metadata":
            return len(self.fields)
        if name == "outline":
            return sum(1 for _ in nodes(self.speech.outline))
        return len(self.diagnostics if name == "diagnostics" else getattr(self.speech, name))

    def html(self, name: str) -> str:
        """A section without its heading."""
        if name in ("outline", "highlights", "requirements"):
            return self.tree(getattr(self.speech, name))
        if name == "tasks":
            return _items(map(self.task, self.speech.tasks), "ol", "tasks")
        if name == "claims":
            return _items((self.claim(n, claim) for n, claim in enumerate(self.speech.claims, 1)))
        if name == "diagnostics":
            return _items((self.diagnostic(n, found) for n, found in enumerate(self.diagnostics, 1)))
        return f'<dl class="head">{"".join(self.field(*row) for row in self.fields)}</dl>\n'

    def field(self, name: str, label: str, value: str) -> str:
        """A line of the head matter."""
        shown = words(value)
        if name in self.speech.metadata.spans:
            shown = f'<a href="#m{self.number}-{name}">{shown}</a>'
        return f"<dt>{label} <small>{name}</small></dt><dd>{shown}</dd>"

    def tree(self, outline: tuple[Node, ...]) -> str:
        """Nodes with their children."""
        return _items(map(self.node, outline), "ul", "tree")

    def node(self, node: Node) -> str:
        """Marker and title, the first words of its text, its children."""
        marker = node.marker or ""
        title = words(" ".join(node.title.removeprefix(marker).split()))
        id = "" if node.id in self.placed else f' id="o{self.number}-{words(node.id)}"'
        self.placed.add(node.id)
        body = display.body(node)
        body = body if len(body) <= _BODY else body[: _BODY - 1] + "…"
        return (
            f'<div class="item r-{node.role}"{id}><a href="#n{self.number}-{words(node.id)}">'
            f"<b>{words(marker)}</b>{title}</a>{_doubt(node.confidence)}"
            f"{f'<p>{words(body)}</p>' if body else ''}</div>{self.tree(node.children) if node.children else ''}"
        )

    def task(self, task: Task) -> str:
        """Its words, and who, until when, how much, under which heading."""
        name, stop, rest = " ".join(task.text.split()).partition("。")
        facts = (
            ("期限", "deadline", deadlines := self.times([*(m.deadline for m in task.measures), task.deadline])),
            ("时段", "period", "" if deadlines else self.times([task.period])),
            ("单位", "units", words(display.units(task))),
            ("目标", "targets", "；".join(self.link(t.span, t.text) for t in task.targets)),
            ("章节", "section", words(" › ".join(task.section))),
        )
        rows = "".join(f"<dt>{label} <small>{key}</small></dt><dd>{value}</dd>" for label, key, value in facts if value)
        return (
            f'<div class="item r-task" id="l{self.number}-{words(task.id)}">'
            f'<a href="#t{self.number}-{words(task.id)}"><b>{words(task.id)}</b> {words(name + stop)}</a>'
            f"{_doubt(task.confidence)}{f'<p>{words(rest)}</p>' if rest else ''}<dl>{rows}</dl></div>"
        )

    def times(self, found: list[TimeRef | None]) -> str:
        """Deadlines or periods in the order of the text, each once."""
        times: dict[Span, TimeRef] = {time.span: time for time in found if time}
        return "；".join(self.link(span, display.time(time)) for span, time in sorted(times.items()))

    def link(self, span: Span, text: str) -> str:
        """A deadline or target, leading to its place."""
        return f'<a href="#{place(self.number, span)}">{words(" ".join(text.split()))}</a>'

    def claim(self, n: int, claim: Claim) -> str:
        """What was announced against what was found, and the nodes that were counted."""
        links = "、".join(f'<a href="#n{self.number}-{words(id)}">{words(id)}</a>' for id in claim.nodes)
        verdict = f'<a href="#c{self.number}-{n}">{words(display.verdict(claim))}</a>'
        return f'<div class="item {"" if claim.ok else "bad"}">{verdict} <small>{links}</small></div>'

    def diagnostic(self, n: int, found: Diagnostic) -> str:
        """Severity, place, message, and the words it is about."""
        start, end = found.span
        line, column = self.source.line_col(start)
        quote = " ".join(self.source.text[start : min(end, start + _QUOTE)].split())
        quote += "…" if end > start + _QUOTE else ""
        return (
            f'<div class="item {found.severity}"><b>{_SEVERITIES[found.severity]}</b> <a href="#d{self.number}-{n}">'
            f"{words(found.message)}</a> <small>{line}:{column} {words(found.code)}</small>"
            f"{f'<p>{words(quote)}</p>' if quote else ''}</div>"
        )


def _doubt(confidence: float) -> str:
    if confidence >= DOUBTFUL:
        return ""
    return f' <span class="doubt" title="置信度 confidence {confidence:.2f}">存疑 {confidence:.0%}</span>'


def _items(items: Iterable[str], tag: str = "ul", classes: str = "") -> str:
    name = f' class="{classes}"' if classes else ""
    return f"<{tag}{name}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>\n"
