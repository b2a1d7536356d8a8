"""The words that titles and key fields of the head are known by, as patterns."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...rules.patterns import word_pattern
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS, SENTENCE_ENDS


class Words(NamedTuple):
    """Word lists as patterns.

    ``strong``: a speech's title; ``part``: its last words; ``complete``: a title that needs no next line.
    """

    keys: dict[str, str]
    strong: re.Pattern[str]
    part: re.Pattern[str]
    complete: re.Pattern[str]
    glued: re.Pattern[str]
    byline: re.Pattern[str]
    key_ends: frozenset[str]
    framed_keys: dict[str, re.Pattern[str]]

    def key(self, name: str) -> str | None:
        """The key that a field's name stands for, listed or by its frame: 授课人 is a speaker, 宣讲时间 a date."""
        found = self.keys.get(name)
        if found is None and name[-1:] in self.key_ends and len(name) > 2:
            found = next((key for key, frame in self.framed_keys.items() if frame.fullmatch(name)), None)
        return found


@lru_cache(maxsize=8)
def words(rules: Rules) -> Words:
    """The compiled word lists of a rule set."""
    keys = {w: name.removeprefix("key.") for name, ws in rules.words.items() if name.startswith("key.") for w in ws}
    nouns = word_pattern(rules.words["speech.noun"])
    events, drafts = word_pattern(rules.words["event.noun"]), word_pattern(rules.words["draft.noun"])
    papers = word_pattern(rules.words["paper.noun"])
    offices = word_pattern(rules.words["office"])
    # the last bracket of a title that is cut off is open: …致辞（附图
    bracket = r"(?:全文|实录)?(?:\s?[（(][^（(）)]{1,20}(?:[）)]|$)){0,2}"
    # 县长在全县大会上的讲话：奋发向前: a motto may stand after
    motto = (
        rf"[^{CLAUSE_ENDS}]{{0,30}}在[^{SENTENCE_ENDS}]{{3,60}}?[上时]的(?:{nouns}){bracket}"
        rf"[：:][^{SENTENCE_ENDS}]{{4,40}}"
    )
    act = word_pattern(rules.words["speech.act"])
    return Words(
        keys=keys,
        key_ends=frozenset(w[-1] for name in ("speech.actor", "speech.day") for w in rules.words[name]),
        byline=re.compile(rf"(?:{word_pattern(rules.words['byline'])})\s?[/／|｜丨]\s?"),
        framed_keys={
            "speaker": re.compile(rf"(?:{act})(?:{word_pattern(rules.words['speech.actor'])})"),
            "date": re.compile(rf"(?:{act})(?:{word_pattern(rules.words['speech.day'])})"),
        },
        strong=re.compile(rf"(?![（(“])(?:[^{SENTENCE_ENDS}]{{0,70}}(?:{nouns}){bracket}|{motto})"),
        # 在全县工作会议上的讲话春节刚过，…: what follows the title is no word of a sentence about it
        glued=re.compile(
            rf"[^{CLAUSE_ENDS}“\s]{{0,12}}在[^{CLAUSE_ENDS}“\s]{{4,50}}?(?:上|时)的(?:{nouns})(?:[（(][^（()）]{{1,20}}[）)])?"
            r"(?=[\u4e00-\u9fff])(?![精中要指的是里后和与及之强]|后)"
        ),
        part=re.compile(rf"[^{CLAUSE_ENDS}在关于]{{0,4}}?(?:{nouns}|{drafts})"),
        complete=re.compile(rf".*(?:{nouns}|{events}|{papers}|(?:{offices})的话|[）)]){bracket}》?|{motto}"),
    )
