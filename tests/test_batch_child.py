from __future__ import annotations

import os
import threading
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from speechparse.batch.child import receive, receive_all, send

MESSAGES: list[Any] = ["one", ("two", 2), "三" * 50_000, [], None]


def framed() -> bytes:
    pipe = BytesIO()
    for message in MESSAGES:
        send(pipe, message)
    return pipe.getvalue()


def through_pipe(write: Callable[[int], Any]) -> list[list[Any]]:
    """What is received, list by list, of what ``write`` puts into a pipe."""
    reading, writing = os.pipe()

    def fill() -> None:
        write(writing)
        os.close(writing)

    writer = threading.Thread(target=fill)
    writer.start()
    with os.fdopen(reading, "rb") as pipe:
        received = list(receive_all(pipe))
    writer.join()
    return received


@pytest.mark.parametrize("size", [1, 3, 5000, 1 << 20])
def test_messages_come_whole_however_they_are_cut(size: int) -> None:
    data = framed()
    if size == 1:
        data = data[:200]
    received = through_pipe(lambda file: [os.write(file, data[i : i + size]) for i in range(0, len(data), size)])
    assert [message for messages in received for message in messages] == MESSAGES[: 2 if size == 1 else None]


def test_message_cut_short_by_the_end_is_none() -> None:
    data = framed()
    received = through_pipe(lambda file: os.write(file, data[:-1]))
    assert [message for messages in received for message in messages] == MESSAGES[:-1]
    with pytest.raises(EOFError):
        receive(BytesIO(data[:10]))
