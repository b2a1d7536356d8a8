"""The process that reads one document: a pickled (name, bytes, limits) comes in, the document or an error goes out."""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress

from ..errors import ReadError
from ..limits import Limits, within
from ..regexcache import kept
from .work import Read

_MEMORY = 3 << 30  # bytes


def read(name: str, data: bytes, limits: Limits) -> Read | tuple[str, str, str]:
    """The document; or an error with its place, what is wrong and what to do."""
    from ..api import parse_source
    from ..readers.registry import source_from_bytes

    try:
        source = within(limits.timeout, name, lambda: source_from_bytes(data, name))
        return Read(source, within(limits.timeout, name, lambda: parse_source(source, explain=True)))
    except ReadError as error:
        return error.path, error.problem, error.advice
    except MemoryError:
        return name, "needs more memory than there is", "split the file"
    except Exception as error:
        return name, f"a mistake of speechparse: {type(error).__name__}", "please report it"


def _bounded() -> None:
    """Bound the memory of this process, where the system can do that."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or hard > _MEMORY:
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hard))


def main() -> None:
    """One document."""
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # only the answer goes there
    _bounded()
    with kept():
        found = read(*pickle.load(sys.stdin.buffer))
    pickle.dump(found, out, pickle.HIGHEST_PROTOCOL)
    out.flush()


if __name__ == "__main__":
    main()
