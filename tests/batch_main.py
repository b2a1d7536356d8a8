"""A batch run as a process of its own, to be sent signals: ``python batch_main.py SOURCE OUT WORK``."""

from __future__ import annotations

import sys

from speechparse.batch.options import Options
from speechparse.batch.progress import Progress
from speechparse.batch.run import run
from speechparse.commands.batch import stopping

if __name__ == "__main__":
    source, out, work = sys.argv[1:]
    progress = Progress(sys.stderr)
    with stopping() as stop:
        summary = run(Options((source,), out, jobs=2, work=work), progress, stop.is_set)
    progress.close(summary, out)
    sys.exit(summary.exit_code)
