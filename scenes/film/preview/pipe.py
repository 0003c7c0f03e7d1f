"""Messages between the page's server and the process that draws: JSON, and bytes behind it."""

from __future__ import annotations

import json
from multiprocessing.connection import Connection
from typing import Any

Message = dict[str, Any]


def send(pipe: Connection, message: Message, content: bytes | None = None) -> None:
    """Send a message.

    Parameters
    ----------
    pipe
        One end of it.
    message
        What JSON can say.
    content
        Bytes that go with it.
    """
    pipe.send_bytes(json.dumps(message | {"content": content is not None}).encode())
    if content is not None:
        pipe.send_bytes(content)


def receive(pipe: Connection) -> tuple[Message, bytes | None]:
    """Wait for a message.

    Returns
    -------
    message : dict
        What was said.
    content : bytes or None
        What went with it.

    Raises
    ------
    EOFError
        If the other end is gone.
    """
    message: Message = json.loads(pipe.recv_bytes())
    return message, pipe.recv_bytes() if message.pop("content") else None
