"""A program that speaks a chapter for the page, one at a time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from pathlib import Path

PROGRAM = "scenes.film.preview.sound"


class SoundError(ValueError):
    """Why a chapter can't be heard, in one line."""


class Speaker:
    """Speaks chapters; one that is asked for anew takes the place of the one before.

    Parameters
    ----------
    story
        Tells the file of the numbers.
    language
        Of the words.
    media
        The folder for all that is made.
    fps
        Frames a second.
    """

    def __init__(self, *, story: Callable[[], Path], language: str, media: Path, fps: int) -> None:
        self._story, self._language, self._media, self._fps = story, language, media, fps
        self._process: Process | None = None

    async def speak(self, chapter: str) -> bytes | None:
        """Return a chapter's sound, a WAV file; None without a voice.

        Raises
        ------
        SoundError
            If it can't be spoken, or another one was asked for meanwhile.
        """
        self.close()
        given = (chapter, str(self._story()), self._language, str(self._media), str(self._fps))
        self._process = process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", PROGRAM, *given),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        try:
            content, said = await process.communicate()
        finally:
            _end(process)
        if process.returncode:
            lines = said.decode(errors="replace").strip().splitlines()
            raise SoundError(f"no sound: {lines[-1] if lines else 'it was asked for anew'}")
        return content or None

    def close(self) -> None:
        """End what is still speaking."""
        if self._process is not None:
            _end(self._process)


def _end(process: Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
