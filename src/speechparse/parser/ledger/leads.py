"""What stands before the verb of a clause: a mark, who is to do it, with what, upon what, where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...rules.patterns import word_tree
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS
from .objects import either

_SOME = rf"[^{CLAUSE_ENDS}]"
_UPON = "对就"


class Leads:
    """The patterns of one rule set. ``one`` is a verb, ``plain`` one that is no noun, ``verbs`` all listed."""

    def __init__(self, rules: Rules, start: str, adverb: str, one: str, plain: str, verbs: str) -> None:
        before = f"(?:{adverb})*"
        later, on = word_tree(rules.words["task.later"]), word_tree(rules.words["task.upon"])
        near, ends = word_tree(rules.words["task.upon-what"]), word_tree(rules.words["task.circumstance"])
        light, how = word_tree(rules.words["task.light"]), word_tree(rules.words["task.light-how"])
        self._start = re.compile(start)
        self._attitude = rules["task.attitude"]
        subject = re.compile(rf"(?:{either(rules, 'task.subject')})")
        each = re.compile(rf"{either(rules, 'task.each')}{before}(?={one}{_SOME}{{2}})")
        means = re.compile(rf"[以用通靠借](?:过|助|力)?{_SOME}{{2,16}}?(?:来|，)?(?={before}(?:{plain}))")
        upon = re.compile(rf"{before}对{_SOME}{{2,40}}(?={before}(?:{on}))")
        self._place = re.compile(
            rf"(?:{near})(?!(?:{plain}))[^{CLAUSE_ENDS}《“]{{2,24}}?(?<!、)"
            rf"(?={before}(?:{plain})(?!{later}){_SOME}{{2}})(?!{_SOME}*{ends}(?:[{CLAUSE_ENDS}]|$))"
        )
        self._who = (subject, each)
        self._how = (means, upon, self._place)
        self._light = re.compile(
            rf"{before}[{_UPON}]({_SOME}{{2,40}}?){before}{light}(?:{adverb}|{how})*({verbs})(?=[{CLAUSE_ENDS}]|$)"
        )

    def starts(self, text: str, a: int, b: int) -> Iterator[int]:
        """Where the verb group of a clause may begin: after what leads in to it, or who is to do it, or with what."""
        m = self._start.match(text, a, b)
        pos = m.end() if m else a
        if self._attitude.match(text, pos, b) and (m := self._place.match(text, pos, b)):
            yield m.end()  # 把握机遇 加快推动开放
        yield pos
        if pos > a:
            yield a
        for who in self._who:
            if m := who.match(text, pos, b):
                yield m.end()
                yield from self._after(text, m.end(), b)
        yield from self._after(text, pos, b)

    def _after(self, text: str, pos: int, b: int) -> Iterator[int]:
        for lead in self._how:
            if m := lead.match(text, pos, b):
                yield m.end()

    def done_to(self, text: str, a: int, b: int) -> re.Match[str] | None:
        """What is done (2) after what it is done to (1): 对 沿街商铺 进行逐户 排查."""
        if not any(text.find(sign, a, b) >= 0 for sign in _UPON):
            return None
        m = self._start.match(text, a, b)
        pos = m.end() if m else a
        for start in (pos, *(m.end() for who in self._who if (m := who.match(text, pos, b)))):
            if found := self._light.match(text, start, b):
                return found
        return None
