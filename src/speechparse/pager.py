"""Long text in a terminal, a screen at a time: by the program that PAGER names, else by less where it is there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys


def paged(text: str, height: int) -> None:
    """Write to standard output, through a pager where the text is longer than ``height`` lines.

    ``SPEECHPARSE_PAGER`` overrules ``PAGER``; empty it means none.
    """
    command = shlex.split(os.environ.get("SPEECHPARSE_PAGER", os.environ.get("PAGER", "less")))
    if text.count("\n") < height or not command or shutil.which(command[0]) is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    # F: leave at the end of a short text; R: colours; X: leave the text on the screen.
    env = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    subprocess.run(command, input=text, encoding="utf-8", env=env, check=False)
