"""What the start of the program rests on: patterns that are the same in every run, so that kept ones are found."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import hashlib, re
inner, patterns = re._compiler.compile, []
def compile(pattern, flags=0):
    patterns.append((str(pattern), int(flags)))
    return inner(pattern, flags)
re._compiler.compile = compile
import speechparse.api
speechparse.api._fresh.clear()  # no kept patterns: each is compiled here
speechparse.parse("在全县工作会议上的讲话\\n县长 王小明\\n同志们：\\n一、抓春耕。6月底前增长5%。\\n二、抓防汛。\\n")
print(len(patterns), hashlib.sha256(repr(patterns).encode()).hexdigest())
"""


def compiled(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True
    ).stdout.decode()


def test_patterns_do_not_depend_on_the_hash_seed() -> None:
    first = compiled("1")
    assert int(first.split()[0]) > 100
    assert compiled("2") == first
