"""Fits the judge of the head's lines on annotated heads, families left out in turn.

    python tests/tools/fit_head.py GOLD CORPUS [--families NOTES TEXTS] [--write] [--folds 6] [--rounds 8]

GOLD holds one JSON file a document (``doc``, ``encoding``, ``speeches`` with ``body``, ``meta`` and ``parts``); CORPUS
the documents, a folder a family. ``--families`` adds the work half of annotated families (tests/gold/heads and where
its texts stand), whose notes give places of fields and no parts. Every head is fitted as it stands and with lines
around it that are no part of it, taken from other families' page lines or invented. Prints the share of lines and of
titles that are labelled rightly, in the sample and on families left out; ``--write`` fits on all and writes
rules/data/weights.toml.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from math import log, sqrt
from pathlib import Path
from typing import NamedTuple

from score_heads import notes

from speechparse.parser.head.evidence import facts, kinds
from speechparse.parser.head.judge import LABELS, overruled
from speechparse.parser.head.kinds import Line
from speechparse.parser.head.lines import Lines
from speechparse.parser.head.regions import arrange, head_rows
from speechparse.parser.head.verdicts import joined, judged_rows, placed, roles_of
from speechparse.parser.text.lines import segment
from speechparse.parser.weigh import added, best_path, factors, marginals
from speechparse.readers.registry import source_from_bytes
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

DATA = Path(__file__).resolve().parents[2] / "src/speechparse/rules/data/weights.toml"
AS_LABEL = {
    "title": "title",
    "title-cont": "more",
    "subtitle": "subtitle",
    "speaker": "person",
    "office": "person",
    "speaker+office": "person",
    "date": "date",
    "date+place": "date",
    "salutation": "body",
}
STRANGE = """
今日要闻|文稿中心|往期回顾|政务动态|领导之窗|本网专稿|会议材料|材料之二|学习资料|理论园地|党建在线|
内部交流|供参考|会后收回|编号 0047|卷宗号：117-3|总第386期|第八版|第3版：综合|江城日报数字报|
本报记者 何涛|何涛 摄|来源：江城网|江城新闻网 何涛|江城广播电视台|责任编辑 何涛|审核：何涛|
上传者：jc2009|阅读 1024|点赞 收藏 转发|扫码关注江城发布|请在微信客户端打开|点击收听音频|字号 大 中 小|
首页 > 要闻 > 正文|江城市人民政府办公室|中共江城市委宣传部|江城市教育局办公室编|江城市档案馆藏|
2019年度文件汇编|领导讲话汇编（二）|附件2|附件：|附一|正文|全文|原文如下|目录|摘要|【讲话全文】|
【权威发布】|［转载］|（转载）|（内部）|★重要★|● 导读|征求意见稿|送审稿|会议发言
""".replace("\n", "").split("|")
_DAY = re.compile(r"^[（(\s]{0,4}((?:\d{4}|[一二][〇零○一二三四五六七八九]{3})年.{1,5}月.{1,4}日)[）)\s]{0,4}$", re.M)
PAGE = {"furniture", "key", "stamp", "note", "other", "caption", "issuer", "series", "source", "number"}
RULES = load_rules()
N = len(LABELS)
FAMILIES = 3  # in so many a fact must be seen


class Head(NamedTuple):
    """A document's text with what is annotated: offset and label of each piece, where the body begins."""

    family: str
    text: str
    format: str
    parts: list[tuple[int, str]]
    body: int


class Chain(NamedTuple):
    """The facts of each line and its right label."""

    family: str
    facts: list[list[str]]
    labels: list[int]
    rows: list[Line]
    roles: list[str]
    joined: set[int]
    plain: bool


def heads(gold: Path, corpus: Path) -> Iterator[Head]:
    for path in sorted(gold.glob("*.json")):
        note = json.loads(path.read_text(encoding="utf-8"))
        file = corpus / note["doc"]
        if len(note["speeches"]) != 1 or not file.exists():
            continue
        source = source_from_bytes(file.read_bytes(), str(file))
        one = note["speeches"][0]
        parts = [(part["start"], part["label"]) for part in one["parts"]]
        body = len(source.text) if one["body"] is None else one["body"]
        yield Head(note["doc"].split("/")[0], source.text, source.format, parts, body)


def of_families(gold: Path, texts: Path) -> Iterator[Head]:
    """The heads of the work half: a field's place is a part, whatever else stands above the speech is the page's."""
    for family, doc, note in notes(gold, "work"):
        file = texts / doc
        if not file.exists() or file.suffix == ".html":
            continue
        text = file.read_bytes().decode("utf-8-sig")
        one = note["speeches"][0]
        places = [
            (field, (span[0], span[1])) for field, spans in one["meta"].items() for span in spans if len(span) == 2
        ]
        titles = [span for field, span in places if field == "title"]
        best = min(titles, key=lambda span: one["body"] - span[1] if span[1] <= one["body"] else 10**6, default=None)
        parts = [(best[0], "title")] if best else []
        parts += [(best[0] + m.end(), "title-cont") for m in re.finditer(r"\n\s*", text[slice(*best)])] if best else []
        for field, (start, end) in places:
            if field in ("speaker", "position") and not (best and best[0] <= start < best[1]) and end <= one["body"]:
                line = text.rfind("\n", 0, start) + 1
                if text.find("\n", end) - line < 40:
                    parts.append((start, "speaker"))
        parts += [(day.start(1), "date") for day in _DAY.finditer(text, 0, one["body"])]
        yield Head(family, text, source_from_bytes(file.read_bytes(), str(file)).format, sorted(parts), one["body"])


def with_lines(head: Head, above: list[str], below: list[str]) -> Head:
    """The head with strange lines above all and below its title."""
    words = "".join(line + "\n" for line in above)
    text, parts = words + head.text, [(start + len(words), label) for start, label in head.parts]
    body = head.body + len(words)
    titles = [start for start, label in parts if label in ("title", "title-cont", "subtitle")]
    stop = text.find("\n", titles[-1]) + 1 if titles else 0
    if below and 0 < stop <= body:
        more = "".join(line + "\n" for line in below)
        text = text[:stop] + more + text[stop:]
        parts = [(start + len(more) * (start >= stop), label) for start, label in parts]
        body += len(more)
    return head._replace(text=text, parts=parts, body=body)


def chain(head: Head, plain: bool) -> Chain | None:
    text = segment(SourceText(head.text, format=head.format), RULES)
    lines = Lines(text, RULES, head.text)
    last = len(text.paragraphs)
    rows = placed(text, head_rows(lines, 0, last)[0], RULES) if last else []
    if not rows:
        return None
    roles = roles_of(rows, arrange(lines, rows, 0, last))
    asked = judged_rows(roles)
    rows, roles = rows[:asked], roles[:asked]
    labels = []
    for row in rows:
        start, end = text.source_span((row.start, row.end))
        inside = [label for at, label in head.parts if start - 3 <= at < end]
        known = [AS_LABEL[label] for label in inside if label in AS_LABEL]
        ranked = sorted(known, key=LABELS.index)
        labels.append(LABELS.index(ranked[0] if ranked else "body" if start >= head.body else "other"))
    found = [[*kinds(rows, roles, i), *own] for i, own in enumerate(facts(text, rows, roles, RULES))]
    return Chain(head.family, found, labels, rows, roles, joined(text, rows, RULES), plain)


def strange_lines(pool: list[Head], chance: random.Random) -> list[str]:
    """Lines that belong to no head: other documents' page lines, codes, and half of the invented ones."""
    found = []
    for head in pool:
        for start, label in head.parts:
            line = head.text[start : start + 60].split("\n")[0].strip()
            if label in PAGE and 2 < len(line) < 50 and start < head.body:
                found.append(line)
        found.append(f"{chance.choice('ABCXYZ')}{chance.randint(10, 99)}-{chance.randint(1000, 99999)}")
    return found + chance.sample(STRANGE, len(STRANGE) // 2) * 3


def clothed(head: Head, pool: list[str], chance: random.Random) -> Iterator[Head]:
    yield head
    for above, below in ((1, 0), (1, 0), (2, 0), (0, 1)):
        yield with_lines(head, chance.sample(pool, above), chance.sample(pool, below))


class Model:
    """A linear chain with adaptive steps; ``facts`` and ``moves`` hold its weights."""

    def __init__(self) -> None:
        self.facts: dict[str, list[float]] = defaultdict(lambda: [0.0] * N)
        self.moves = [[0.0] * N for _ in range(N + 1)]
        self._seen: dict[str, list[float]] = defaultdict(lambda: [1e-3] * N)
        self._moved = [[1e-3] * N for _ in range(N + 1)]
        self._kept: list[tuple[dict[str, list[float]], list[list[float]]]] = []

    def remember(self) -> None:
        self._kept.append(({name: row[:] for name, row in self.facts.items()}, [row[:] for row in self.moves]))

    def settle(self) -> None:
        """The mean of the weights of the last rounds: one round's order of heads matters less."""
        kept = self._kept
        for name, row in self.facts.items():
            row[:] = [sum(facts.get(name, [0.0] * N)[b] for facts, _ in kept) / len(kept) for b in range(N)]
        for a, row in enumerate(self.moves):
            row[:] = [sum(moves[a][b] for _, moves in kept) / len(kept) for b in range(N)]

    def steps(self, one: Chain) -> list[list[float]]:
        return [added(self.facts, found, N) for found in one.facts]

    def learn(self, one: Chain, rate: float, decay: float) -> None:
        chances = marginals(self.steps(one), factors(self.moves))
        for found, row, right in zip(one.facts, chances, one.labels, strict=True):
            slope = [p - (b == right) for b, p in enumerate(row)]
            for name in found:
                self._step(self.facts[name], self._seen[name], slope, rate, decay)
        previous, before = N, [0.0] * N
        for i, right in enumerate(one.labels):
            after = chances[i]
            if i == 0:
                slope = [p - (b == right) for b, p in enumerate(after)]
                self._step(self.moves[N], self._moved[N], slope, rate, decay)
            else:  # the pair's chance is taken as that of independent neighbours: near enough to learn from
                for a in range(N):
                    if before[a] > 0.01 or a == previous:
                        slope = [before[a] * p - (a == previous and b == right) for b, p in enumerate(after)]
                        self._step(self.moves[a], self._moved[a], slope, rate, decay)
            previous, before = right, after

    @staticmethod
    def _step(row: list[float], seen: list[float], slope: list[float], rate: float, decay: float) -> None:
        for b, g in enumerate(slope):
            g += decay * row[b]
            seen[b] += g * g
            row[b] -= rate * g / sqrt(seen[b])


def fit(chains: list[Chain], rounds: int, decay: float = 0.01) -> Model:
    model, chance = Model(), random.Random(1)
    chains = [one._replace(facts=known) for one, known in zip(chains, common(chains), strict=True)]
    for n in range(rounds):
        chance.shuffle(chains)
        for one in chains:
            model.learn(one, 0.3 / (1 + n / 4), decay)
        if n >= rounds // 2:
            model.remember()
    model.settle()
    return model


def common(chains: list[Chain]) -> list[list[list[str]]]:
    """The facts that are seen in families enough: what one family alone shows is a habit of its own."""
    seen: dict[str, set[str]] = defaultdict(set)
    for one in chains:
        for found in one.facts:
            for name in found:
                seen[name].add(one.family)
    return [[[name for name in found if len(seen[name]) >= FAMILIES] for found in one.facts] for one in chains]


def score(model: Model, chains: list[Chain]) -> dict[str, float]:
    lines = right = 0
    titles: dict[str, list[bool]] = defaultdict(list)
    loss = 0.0
    for one in chains:
        steps = model.steps(one)
        path = best_path(steps, model.moves)
        chances = marginals(steps, factors(model.moves))
        lines += len(path)
        right += sum(a == b for a, b in zip(path, one.labels, strict=True))
        loss -= sum(log(max(row[b], 1e-9)) for row, b in zip(chances, one.labels, strict=True))
        wanted = next((i for i, b in enumerate(one.labels) if LABELS[b] == "title"), None)
        read = next((i for i, role in enumerate(one.roles) if role == "title"), None)
        kind = "plain" if one.plain else "dressed"
        titles[f"{kind} readers"].append(read == wanted)
        titles[f"{kind} judged"].append(verdict(one, chances) == wanted)
    return {"lines": right / lines, "loss": loss / lines, **{k: sum(v) / len(v) for k, v in titles.items()}}


def verdict(one: Chain, chances: list[list[float]]) -> int | None:
    """The title's first line after the judge has been heard."""
    wrong = overruled(one.rows, chances, one.roles, one.joined)
    rival = next((i for i, label in wrong.items() if label == "title"), None)
    kept = [i for i, role in enumerate(one.roles) if role in ("title", "more") and i not in wrong]
    return rival if rival is not None else kept[0] if kept else None


def write(model: Model) -> None:
    rows = [
        "# Fitted weights. Made by tests/tools/fit_head.py; the page docs/accuracy.md says on what.",
        "# head.line: what a fact of a line says for each label; head.move: a label after another one.",
    ]
    tables = {
        "head.line": sorted(model.facts.items()),
        "head.move": list(zip((*LABELS, "start"), model.moves, strict=True)),
    }
    for name, table in tables.items():
        for fact, row in table:
            known = [(label, w) for label, w in zip(LABELS, row, strict=True) if abs(w) >= 0.05]
            values = ", ".join(f"{label} = {w:.2f}" for label, w in known)
            if values:
                rows += [
                    "",
                    "[[weights]]",
                    f'set = "{name}"',
                    f"id = {json.dumps(fact, ensure_ascii=False)}",
                    f"values = {{ {values} }}",
                ]
    DATA.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--families", nargs=2, type=Path, metavar=("NOTES", "TEXTS"), help="annotated families, too")
    options = parser.parse_args()
    documents = list(heads(options.gold, options.corpus))
    if options.families:
        documents += of_families(*options.families)
    dressed: dict[str, list[Chain]] = defaultdict(list)
    for head in documents:
        chance = random.Random(zlib.crc32(head.text.encode()))
        others = [other for other in documents if other.family != head.family]
        pool = strange_lines(chance.sample(others, 40), chance)
        made = [one for n, each in enumerate(clothed(head, pool, chance)) if (one := chain(each, n == 0))]
        dressed[head.family] += made
    families = sorted(dressed)
    everything = [one for family in families for one in dressed[family]]
    print(f"{len(documents)} heads, {len(families)} families, {len(everything)} chains")
    model = fit(list(everything), options.rounds)
    print("in the sample    ", {k: round(v, 3) for k, v in score(model, everything).items()})
    held: list[tuple[Model, list[Chain]]] = []
    for fold in range(options.folds):
        out = set(families[fold :: options.folds])
        train = [one for one in everything if one.family not in out]
        held.append((fit(train, options.rounds), [one for one in everything if one.family in out]))
    sums: dict[str, float] = defaultdict(float)
    for trained, left in held:
        for key, value in score(trained, left).items():
            sums[key] += value * len(left) / len(everything)
    if held:
        print("families left out", {k: round(v, 3) for k, v in sums.items()})
    if options.write:
        write(model)
        print(f"written to {DATA}; now run python -m speechparse.rules")


if __name__ == "__main__":
    main()
