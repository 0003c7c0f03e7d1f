"""The sound of a chapter: each passage at its beat, to the sample."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.film.voice.sound import onset
from scenes.film.voice.speech import Speech, VoiceError
from scenes.film.voice.track import RATE, audio_track
from scenes.narration.script import Beat, Script
from scenes.narration.timings import WordTime
from tests.film.tone_bursts import tone_bursts

DURATIONS = (1.537, 2.2, 1.001, 3.3333)  # seconds, none a whole number of frames


def chapter() -> Script:
    starts = np.concatenate([[0], np.cumsum(DURATIONS)]).tolist()
    beats = [
        Beat(f"b{k}", "word", start, duration)
        for k, (start, duration) in enumerate(zip(starts, DURATIONS, strict=False))
    ]
    return Script("c01", "One", tuple(beats))


def hums(rate: int, lengths: tuple[float, ...]) -> dict[tuple[str, str], Speech]:
    """Say a tone of each length and then nothing for 0.3 s."""
    return {
        ("c01", f"b{k}"): Speech(
            tone_bursts(length + 0.3, [(0.0, length)], rate), rate, (WordTime(0.0, length, "word"),)
        )
        for k, length in enumerate(lengths)
    }


@pytest.mark.parametrize("fps", [15, 24, 30, 60])
@pytest.mark.parametrize("rate", [22_050, 24_000, 44_100, 48_000])
def test_each_passage_starts_with_its_beats_first_frame(fps: int, rate: int) -> None:
    script = chapter().in_frames(fps)
    track = audio_track(chapter(), hums(rate, (1.2, 1.9, 0.7, 3.0)), fps)
    assert track.dtype == np.float32
    assert len(track) * fps == round(script.duration * fps) * RATE  # not a sample more or less
    for beat, length in zip(script.beats, (1.2, 1.9, 0.7, 3.0), strict=True):
        frame = round(beat.start * fps) / fps
        found = onset(track, RATE, max(0.0, frame - 0.2), frame + 0.5)
        assert found == pytest.approx(frame, abs=0.004)
        silent = track[round((frame + length + 0.01) * RATE) : round((frame + length + 0.2) * RATE)]
        assert np.abs(silent).max() < 1e-3


def test_the_sound_is_the_passages() -> None:
    speech = hums(RATE, (1.2, 1.9, 0.7, 3.0))
    track = audio_track(chapter(), speech, 60)
    start = round(round(1.537 * 60) * RATE / 60)
    said = speech["c01", "b1"].samples
    np.testing.assert_array_equal(track[start : start + len(said)], said)


def test_silence_at_a_passages_end_may_be_cut_but_no_sound() -> None:
    # At 15 frames a second b0 lasts 23 frames, 1.5333 s.
    audio_track(chapter(), hums(48_000, (1.5, 1.9, 0.7, 3.0)), 15)
    with pytest.raises(VoiceError) as caught:
        audio_track(chapter(), hums(48_000, (1.75, 1.9, 0.7, 3.0)), 15)
    assert str(caught.value) == "c01.b0: its words go on for 0.22 s after its end"
    with pytest.raises(VoiceError, match=r"^c01\.b3: its words go on"):
        audio_track(chapter(), hums(48_000, (1.2, 1.9, 0.7, 4.0)), 15)
