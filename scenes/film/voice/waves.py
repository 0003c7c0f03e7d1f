"""WAV files of one channel."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from scenes.film.voice.speech import VoiceError

FULL_SCALE = 32767
SAMPLE_TYPES = {2: "<i2", 4: "<i4"}  # by bytes; three bytes are read as the upper ones of four


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
    """Read a file of 16, 24 or 32 bits.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    ndarray, int
        Float32, shape (n,), and the samples a second.

    Raises
    ------
    VoiceError
        If there is no such file, or it isn't a WAV file of one channel.
    """
    try:
        with wave.open(str(path), "rb") as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            content = file.readframes(file.getnframes())
    except FileNotFoundError:
        raise VoiceError(f"{path}: no such file") from None
    except OSError as error:
        raise VoiceError(f"{path}: can't be read: {error.strerror}") from None
    except (wave.Error, EOFError) as error:
        raise VoiceError(f"{path}: not a WAV file of whole numbers: {error or 'cut off'}") from None
    if channels != 1:
        raise VoiceError(f"{path}: {channels} channels, must be one: export it as mono")
    if width not in (2, 3, 4):
        raise VoiceError(f"{path}: {8 * width} bits, must be 16, 24 or 32")
    if width == 3:
        padded = np.zeros((len(content) // 3, 4), np.uint8)
        padded[:, 1:] = np.frombuffer(content, np.uint8).reshape(-1, 3)
        content, width = padded.tobytes(), 4
    integers = np.frombuffer(content, SAMPLE_TYPES[width])
    scale = FULL_SCALE if width == 2 else 2.0**31
    return (integers / scale).astype(np.float32), rate
