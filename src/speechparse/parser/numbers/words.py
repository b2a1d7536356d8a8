"""The rules' words about quantities, compiled once for each rule set."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...rules.engine import CueSet
from ...rules.patterns import leaping, word_pattern
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS

AIMS = frozenset(("+=", "-=", ">=", "<=", ">", "<"))
"""What a word before a number stands for where it says that the number is aimed at: a direction or a bound."""


@dataclass(slots=True, eq=False, repr=False)
class Words:
    """``before``, ``after``: what stands right before and after a number. ``left``, ``middle``, ``right``: what is no
    part of a noun phrase at its beginning, in it, at its end. ``rank``: what leads to 前20位. ``tense``: words that
    tell what has been from what is to be. ``verb``, ``opening``: a verb at the
    end, at the beginning; ``sets_out``: a verb that is no part of a metric, at the beginning (修好, 强化). ``figures``:
    units that count only in figures.
    ``head``: a noun for a figure that ends a metric (产量). ``gives``: what stands before a share (预留30%的号源).
    ``granted``, ``aid``, ``norm``: around money and norms. ``placed``: 学校开展, after 在50所. ``condition``: 每增加.
    ``nominal``: what makes a name of a verb. ``area``: a place. ``age``, ``index``: ends of metrics that are measured
    in time, or in nothing. ``no_aim``: ends of what is no aim. ``extents``: units of what stretches.
    ``bounds``: words before or in a noun phrase that set a bound or a direction.
    ``…_ends``: what such words end with; empty where that may be anything.
    """

    before: CueSet
    after: CueSet
    left: CueSet
    middle: CueSet
    tense: CueSet
    stop: CueSet
    bounds: re.Pattern[str]
    chain_ends: frozenset[str]
    chain: re.Pattern[str]
    right: re.Pattern[str]
    rank: re.Pattern[str]
    verb: re.Pattern[str]
    opening: re.Pattern[str]
    sets_out: re.Pattern[str]
    verb_ends: frozenset[str]
    abstract: re.Pattern[str]
    abstract_spelt: re.Pattern[str]
    figures: frozenset[str]
    head: re.Pattern[str]
    gives: re.Pattern[str]
    granted: re.Pattern[str]
    aid: re.Pattern[str]
    norm: re.Pattern[str]
    placed: re.Pattern[str]
    condition: re.Pattern[str]
    nominal: tuple[str, ...]
    area: re.Pattern[str]
    age: re.Pattern[str]
    index: re.Pattern[str]
    no_aim: re.Pattern[str]
    extents: frozenset[str]


@lru_cache(maxsize=16)
def words_of(rules: Rules) -> Words:
    """The words of a rule set."""
    before, right = rules["quantity.before"], rules["quantity.right"]
    abstract = rules.words["quantity.abstract"]
    spelt = word_pattern((*abstract, *rules.words["quantity.abstract.spelt"]))
    bounds = [row.pattern for name in ("left", "middle") for row in rules[f"quantity.{name}"].rows if row.value in AIMS]
    content = frozenset(rules.words["quantity.content"])
    plain = [verb for verb in rules.words["task.verb"] if len(verb) > 1 and verb not in content]

    def either(name: str) -> str:
        return word_pattern(rules.words[f"quantity.{name}"])

    return Words(
        before=before,
        after=rules["quantity.after"],
        left=rules["quantity.left"],
        middle=rules["quantity.middle"],
        tense=rules["quantity.tense"],
        stop=rules["quantity.stop"],
        bounds=re.compile("|".join(bounds) or "(?!)"),
        chain_ends=frozenset(rules.lasts("quantity.before")),
        # Atomic, so that a run is cut into words in one way only.
        chain=re.compile(leaping(before.first, f"(?:(?>{_either(before)}))++ ?$")),
        right=re.compile(leaping(right.first, f"(?:{_either(right)})$")),
        rank=re.compile(rf"(?:{_either(rules['quantity.rank'])})[^{CLAUSE_ENDS}、\d]{{0,8}}前 ?$"),
        verb=re.compile(rf"(?:{word_pattern(rules.words['quantity.content'])})[好了]?$"),
        verb_ends=frozenset([*"好了", *(word[-1] for word in rules.words["quantity.content"])]),
        sets_out=re.compile(rf"(?:[一二三四五六七八九十][要是])?(?:[一-龥][好齐足牢]|{word_pattern(plain)})(?![、和])"),
        opening=re.compile(word_pattern([word for word in rules.words["quantity.content"] if len(word) > 1])),
        abstract=re.compile(rf"的?[^{CLAUSE_ENDS}、的]{{0,2}}?(?:{word_pattern(abstract)})"),
        abstract_spelt=re.compile(rf"的?[^{CLAUSE_ENDS}、的]{{0,4}}?(?:{spelt})"),
        figures=frozenset(rules.words["quantity.figures"]),
        gives=re.compile(rf"(?:{word_pattern(rules.words['quantity.gives'])})$"),
        granted=re.compile(f"(?:{either('grant')})(?:{either('receiver')}|每[一-龥]{{1,3}})?$"),
        aid=re.compile(rf"的?(?:[一-龥]{{0,3}}?({either('aid')})|用于([^{CLAUSE_ENDS}、\n]{{2,16}}))"),
        norm=re.compile(rf"的(?:{either('norm')})([^{CLAUSE_ENDS}、（）\d\n]{{3,20}})(?=[{CLAUSE_ENDS}（）\n]|$)"),
        placed=re.compile(rf"(?!.?以[上下])[^{CLAUSE_ENDS}、了的]{{2,24}}?(?:{either('acts')})(?!了)"),
        condition=re.compile(f"每(?:{either('condition')})"),
        nominal=tuple(rules.words["quantity.nominal"]),
        area=re.compile(rf"[一-龥]{{0,12}}(?:(?<![社园景片校厂矿库街小])[区县省市]|{either('area')})"),
        age=re.compile(f"(?:{either('age')})$"),
        index=re.compile(f"(?:{either('index')})$"),
        no_aim=re.compile(f"(?:{either('no-aim')})$"),
        extents=frozenset(rules.words["quantity.extent"]),
        head=re.compile(rf"(?:{word_pattern(rules.words['quantity.head'])})$"),
    )


def _either(rows: CueSet) -> str:
    """The rows as one pattern without groups."""
    return "|".join(row.pattern for row in rows.rows)
