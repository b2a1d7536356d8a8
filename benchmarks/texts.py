"""The texts measured on: a folder of documents where there is one, else speeches made up here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
EXAMPLES = ROOT.parent / "shared" / "examples"
_SPEECH = 5000  # characters of a generated speech among many
EXAMPLE_LENGTH = 2736  # characters of the example that the goals speak of


def documents(folder: Path | None) -> list[str]:
    """The .txt and .md files under ``folder``, or 150 generated speeches where there are none."""
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".txt", ".md")) if folder else []
    return [_decoded(path.read_bytes()) for path in files] or [speech(seed, 10_000) for seed in range(150)]


def example() -> str:
    """A speech of ``EXAMPLE_LENGTH`` characters."""
    for path in sorted(EXAMPLES.glob("seed-*.txt")):
        return _decoded(path.read_bytes())
    return speech(1, EXAMPLE_LENGTH)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def sized(make: Callable[[int], str], size: int) -> str:
    """What ``make`` gives for so many characters that they take about ``size`` bytes in UTF-8."""
    sample = make(3000)
    return make(size * len(sample) // len(sample.encode("utf-8", "surrogatepass")))


def normal(length: int) -> str:
    """Speeches one after the other, ``length`` characters in all, so that more of it is more of the same."""
    whole = [speech(seed, _SPEECH) for seed in range(length // _SPEECH)]
    return "".join([*whole, speech(len(whole), length % _SPEECH)])


def _words(text: str) -> list[str]:
    return text.split()


_PLACES = _words("云岭县 东川市 河口镇 南溪区 白水乡 青石街道")
_OFFICES = _words("县农业农村局 市发展改革委 区民政局 县财政局 市教育局 各乡镇人民政府")
_SUBJECTS = _words("春耕备耕 防汛抗旱 安全生产 养老服务 招商引资 项目建设 城乡环境整治 义务教育 医疗保障 粮食收购")
_VERBS = _words("抓好 推进 落实 完善 加强 规范 统筹 深化 巩固 强化")
_ENDS = _words("取得实效 一抓到底 不留死角 按期完成 群众满意 责任到人 有章可循 见底清零")
_COUNTS = "二三四五六七八九"
_NUMERALS = "一二三四五六七八九十"


def speech(seed: int, length: int) -> str:
    """A made-up work speech of exactly ``length`` characters: head matter, sections, lists, dates, targets, a close."""
    random = Random(seed)
    place = random.choice(_PLACES)
    parts = [
        f"在{place}2023年{random.choice(_SUBJECTS)}工作会议上的讲话\n{place}人民政府 林致远\n",
        f"（2023年3月{seed % 28 + 1}日）\n\n同志们：\n",
        f"　　{_sentence(random)}{_sentence(random)}下面，我讲{_COUNTS[seed % 8]}点意见。\n",
    ]
    written, section = sum(map(len, parts)), 0
    while written < length:
        text = _section(random, section)
        parts.append(text)
        written, section = written + len(text), section + 1
    text = "".join(parts)
    close = "\n　　同志们，让我们团结一心、真抓实干，为完成全年目标任务而努力奋斗！\n"
    return text[: max(0, length - len(close))] + close[-length:]


def _sentence(random: Random) -> str:
    verb, subject, end = random.choice(_VERBS), random.choice(_SUBJECTS), random.choice(_ENDS)
    kind = random.randrange(12)
    if kind == 0:
        return f"{random.choice(_OFFICES)}要牵头{verb}{subject}，{random.randint(4, 12)}月底前{end}。"
    if kind <= 3:
        money, growth = random.randint(20, 900) / 10, random.randint(2, 30)
        return f"上半年，我们{verb}{subject}，累计投入资金{money}亿元，同比增长{growth}%，群众的满意度稳步提高。"
    if kind <= 6:
        return f"要把{subject}摆在更加突出的位置，坚持问题导向和目标导向，{verb}各项制度，形成工作合力，做到{end}。"
    if kind <= 10:
        return f"大家反映，有的地方{subject}还有“等、靠、要”的现象；对这些问题，要{verb}监督，一件一件抓，确保{end}。"
    return f"一是{verb}{subject}，把底数摸清楚；二是{verb}队伍建设，把责任压下去；三是{verb}经费保障，务必{end}。"


def _paragraph(random: Random, sentences: int) -> str:
    return "".join(_sentence(random) for _ in range(sentences)) + "\n"


def _section(random: Random, index: int) -> str:
    lines = [
        f"　　{_NUMERALS[index % 10]}、{random.choice(_VERBS)}{random.choice(_SUBJECTS)}，确保{random.choice(_ENDS)}\n"
    ]
    lines += ["　　" + _paragraph(random, random.randint(3, 6)) for _ in range(random.randint(1, 3))]
    for inner in range(random.randint(2, 4)):
        title = f"（{_NUMERALS[inner]}）{random.choice(_VERBS)}{random.choice(_SUBJECTS)}。"
        lines.append("　　" + title + _paragraph(random, random.randint(3, 6)))
        lines.append("　　" + _paragraph(random, random.randint(3, 6)))
        if random.random() < 0.2:
            lines += [f"　　{k}．{_sentence(random)}\n" for k in range(1, random.randint(3, 5))]
    return "".join(lines)
