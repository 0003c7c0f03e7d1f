"""Sound files: every kind is read, 16-bit WAV of one channel is written."""

from __future__ import annotations

import itertools
import wave
from pathlib import Path

import av
import numpy as np

from scenes.film.errors import cause
from scenes.film.voice.speech import VoiceError

FULL_SCALE = 32767
NO_SOUND_FILE = "not a sound file that can be read, such as WAV, FLAC, MP3 or M4A"


def write_wave(path: Path, samples: np.ndarray, rate: int) -> None:
    """Write samples in 16 bits.

    Parameters
    ----------
    path
        The file.
    samples
        Shape (n,); what is outside [-1, 1] is clipped.
    rate
        Samples a second.
    """
    integers = np.round(np.clip(samples, -1, 1) * FULL_SCALE).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(integers.tobytes())


def read_wave(path: Path) -> tuple[np.ndarray, int]:
    """Read what `write_wave` wrote, several times as fast as `read_sound`.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    ndarray, int
        Float32, shape (n,), the same to the last bit as `read_sound` reads; samples a second.

    Raises
    ------
    VoiceError
        If it isn't such a file, or not all of it.
    OSError
        If it can't be read.
    """
    try:
        with wave.open(str(path), "rb") as file:
            kind = (file.getnchannels(), file.getsampwidth())
            content, count, rate = file.readframes(-1), file.getnframes(), file.getframerate()
    except (wave.Error, EOFError):
        raise VoiceError(f"{path}: {NO_SOUND_FILE}") from None
    if kind != (1, 2) or len(content) != 2 * count:
        raise VoiceError(f"{path}: not a whole WAV file of one channel in 16 bits")
    return (np.frombuffer(content, "<i2") / FULL_SCALE).astype(np.float32), rate


def read_sound(path: Path) -> tuple[np.ndarray, int]:
    """Read a sound file of any kind that FFmpeg knows, its channels mixed to one.

    Parameters
    ----------
    path
        The file; what `write_wave` wrote is read back to the last bit.

    Returns
    -------
    ndarray, int
        Float32 in 16 bits, which is how speech is kept, shape (n,); and the samples a second.

    Raises
    ------
    VoiceError
        If there is no such file, it can't be read, or there is no sound track in it.
    """
    try:
        with path.open("rb") as file, av.open(file, "r") as container:
            if not container.streams.audio:
                raise VoiceError(f"{path}: {NO_SOUND_FILE}")
            track = container.streams.audio[0]
            mixed = av.AudioResampler(format="s16", layout="mono", rate=track.rate)
            frames = itertools.chain(container.decode(track), [None])  # the last empties the mixer
            parts = [part.to_ndarray()[0] for frame in frames for part in mixed.resample(frame)]
    except FileNotFoundError:
        raise VoiceError(f"{path}: no such file") from None
    except OSError as error:
        raise VoiceError(f"{path}: can't be read: {cause(error)}") from None
    except (av.FFmpegError, ValueError):  # the second where its kind of sound changes midway
        raise VoiceError(f"{path}: {NO_SOUND_FILE}") from None
    integers = np.concatenate(parts) if parts else np.zeros(0, np.int16)
    return (integers / FULL_SCALE).astype(np.float32), track.rate
