"""Random inputs made to be hard, and the laws that must hold for each: ``python -m tests.fuzz --seconds 60``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the makers of files that the tests share
