"""The prices of the outline search: what each irregularity of a list costs."""

from __future__ import annotations

from typing import Final

OUTERMOST: Final = 0
UNRANKED: Final = frozenset({"bold", "plain"})


class Cost:
    """What each irregularity costs; leaving out an ordinary inline mark costs about 3."""

    OPEN: Final = 1.0
    OPEN_AFTER_COLON: Final = 0.4
    NOT_FROM_ONE: Final = 3.2  # a list that begins at 2 or later
    RUNS_ON: Final = 0.8  # … unless the numbers run on from an earlier list of the style
    SAME_STYLE_INSIDE: Final = 5.0
    SAME_STYLE_AFTER_COLON: Final = 3.0
    RANK_INVERTED: Final = 2.5
    RIGHT_BELOW: Final = 0.5  # … less right below a heading that says nothing else: 1. 总则, 第一条 …
    ANNEX_INSIDE: Final = 6.0  # an annex inside a section of the text
    CLOSE_AT_ANNEX: Final = 0.2
    FITS_INSIDE: Final = 2.0  # 1. right after （二） stands inside it
    UNLIKE_SIBLINGS: Final = 0.8  # children where two earlier items have none
    HEADING_IN_WORDS: Final = 1.5  # a numbered heading inside 一是…二是…
    STYLE_CHANGE: Final = 1.0
    WORD_CONTINUES: Final = 0.4  # 最后, 再就是: continue a list without an ordinal of their own
    BEYOND_COUNT: Final = 3.0  # … after as many members as were announced: 讲三点…第三，…。最后，…
    FAR_WORD: Final = 1.2  # … for each paragraph that stands between
    UNCOUNTED: Final = 0.5  # 1. 1. 1. in a list that the format counts
    GAP: Final = 2.2
    BULLETS_APART: Final = 2.0  # —— after a paragraph without mark more likely opens a list than continues one
    REPEAT: Final = 3.0
    CONTINUE_ELSEWHERE: Final = 1.2  # an inline list that is taken up in another paragraph
    LEAVES_PARAGRAPH: Final = 0.3  # … at that paragraph's start
    INLINE_FOR_LEADING: Final = 1.0  # a list of paragraphs continued inside a paragraph
    SINGLE_WORD: Final = 4.0
    SINGLE_BULLET: Final = 3.0
    SINGLE_RUN_IN: Final = 1.2
    SINGLE_HEADING: Final = 0.3
    CLOSE_RUN_IN: Final = 0.6  # leave a list of run-in items at a paragraph without mark
    CLOSE_HEADING: Final = 3.0  # leave a section without any sign
    CLOSE_BEFORE_NEXT: Final = 4.0  # leave a list although its next number stands further down
    NUMBERS_ACROSS: Final = 0.8  # … at a heading without a number: paragraphs are numbered through all sections
    CLOSE_WORDS: Final = 2.0  # … whose items are 第一、 第二、
    FAR: Final = 1.2  # stay in a list whose last item would be far longer than the others
    SENTENCE_ENDED: Final = 1.5  # stay in a list of clauses whose sentence has ended
    CLOSE_AT_MARK: Final = 2.4  # leave a list where no paragraph stands between
    STAY_IN_RUN_IN: Final = 1.2  # go on inside a list whose items have had one paragraph each
    OTHER_HEADING_LEVEL: Final = 1.5  # the format says of the heading that it is of another level
    OTHER_ITEM_LEVEL: Final = 4.0  # … of an item
    RESTART: Final = 1.5  # a list of the same style begins anew at 1
