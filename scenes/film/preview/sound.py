"""What is heard in a chapter.

Run as a program it writes the sound: what speaks takes seconds to import, and may have been edited.
"""

from __future__ import annotations

import io
import os
import sys
import wave
from pathlib import Path

import numpy as np


def chapter_sound(
    chapter: str, story: str | None, language: str, media: str, fps: int
) -> bytes | None:
    """Speak a chapter.

    Parameters
    ----------
    chapter
        Its name.
    story
        The file of the numbers; None is the lecture's.
    language
        Of the words.
    media
        The folder for all that is made; what was spoken before is taken from there.
    fps
        Frames a second: a beat's sound starts with its first frame.

    Returns
    -------
    bytes or None
        A WAV file; None without a voice.
    """
    from dataclasses import replace

    from scenes.film.programme import FILM
    from scenes.film.telling import known_story
    from scenes.film.voice.choice import choose_voice, default_voice
    from scenes.film.voice.mastering import resampled
    from scenes.film.voice.synthesis import synthesise
    from scenes.film.voice.track import RATE, placed

    name = default_voice(language)
    if name == "silent":
        return None
    programme = replace(FILM, media=Path(media), language=language)
    numbers = known_story(Path(story) if story else None, programme.media)
    script = programme.script(chapter, numbers, programme.timings())
    pace = numbers.narration.words_per_minute
    voice = choose_voice(name, words_per_minute=pace, language=language)
    spoken = synthesise([script], voice, programme.media / "voice")
    passages = placed([script], spoken.speech, fps)
    samples = np.zeros(passages[-1].end, np.float32)
    for passage in passages:
        made = resampled(passage.speech)[: passage.end - passage.start]
        samples[passage.start : passage.start + len(made)] = made
    loudest = float(np.abs(samples).max()) or 1.0
    return _wav(samples[::2] / loudest, RATE // 2)


def _wav(samples: np.ndarray, rate: int) -> bytes:
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32000).astype("<i2").tobytes())
    return stream.getvalue()


def main(chapter: str, story: str, language: str, media: str, fps: str) -> int:
    """Write a chapter's sound to the standard output; nothing without a voice."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is said on the way is no part of the sound
    try:
        content = chapter_sound(chapter, story, language, media, int(fps))
    except Exception as error:
        print(" ".join(str(error).split()) or type(error).__name__, file=sys.stderr)
        return 1
    with out:
        out.write(content or b"")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
