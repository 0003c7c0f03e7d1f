"""The sound in an MP4, read back."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from scenes.film.voice.aac import add_audio_stream, audio_packets, encode
from scenes.film.voice.sound import onset
from scenes.film.voice.track import RATE
from tests.film.tone_bursts import tone_bursts
from tests.film.voice.loudness_meter import measure_loudness

SPANS = [(0.0, 0.4), (1.25, 1.75), (3.0, 3.6)]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("aac") / "film.mp4"
    with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
        stream = add_audio_stream(container)
        sound = tone_bursts(4.0, SPANS, RATE)
        for packet in audio_packets(stream, encode(sound), len(sound)):
            container.mux(packet)
    return path


def decoded(path: Path) -> np.ndarray:
    """Return what a player hears, from time zero: (2, n)."""
    with av.open(str(path)) as container:
        frames = list(container.decode(audio=0))
    assert [frame.sample_rate for frame in frames] == [RATE] * len(frames)
    assert frames[0].pts == 0
    return np.concatenate([frame.to_ndarray() for frame in frames], axis=1)


def test_the_stream_is_aac_for_two_speakers(film: Path) -> None:
    with av.open(str(film)) as container:
        stream = container.streams.audio[0]
        assert (stream.codec_context.name, stream.profile) == ("aac", "LC")
        assert (stream.sample_rate, stream.layout.name) == (RATE, "stereo")
        assert stream.metadata["language"] == "eng"
        assert stream.duration is not None
        assert stream.time_base is not None
        assert float(stream.duration * stream.time_base) == pytest.approx(4.0, abs=1e-3)


def test_sounds_are_where_they_were(film: Path) -> None:
    both = decoded(film)
    np.testing.assert_allclose(both[0], both[1], atol=1e-3)
    for start, end in SPANS:
        found = onset(both[0], RATE, max(0.0, start - 0.3), end)
        assert found == pytest.approx(start, abs=0.005)


def test_the_sound_is_as_loud_as_it_was(film: Path) -> None:
    before = measure_loudness(tone_bursts(4.0, SPANS, RATE), RATE)
    after = measure_loudness(decoded(film), RATE)
    assert after.integrated == pytest.approx(before.integrated, abs=0.2)
    assert after.peak < before.peak + 1.5
