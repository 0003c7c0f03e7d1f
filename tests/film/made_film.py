"""A film of two tiny chapters that was really made, with a voice that is four tones."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from click.testing import CliRunner, Result

from scenes.film.cli.main import main
from scenes.film.quality import QUALITIES
from scenes.film.voice.waves import write_wave
from scenes.narration.captions import Caption
from tests.film.tiny_film import TinyFilm, write_tiny_film
from tests.film.tone_bursts import tone_bursts

DRAFT = QUALITIES["draft"]
TONES = {
    ("c01_first", "move"): 1.43,
    ("c01_first", "rest"): 0.81,
    ("c02_second", "move"): 1.72,
    ("c02_second", "rest"): 1.09,
}
"""Seconds that each beat's tone sounds."""

SETTINGS = ("LVEBM_STORY", "LVEBM_MEDIA", "LVEBM_DEBUG", "CI")
"""What the command takes from the environment."""

TURNS_BLUE = 'self.mobjects[0].set_fill("#2030e0"); self.hold(1.0)'
"""What the second chapter's second beat does, so that its first frame can be told."""


def write_recordings(folder: Path, tones: dict[tuple[str, str], float] = TONES) -> None:
    """Write each tone with silence around it, in a rate of its own."""
    for ((chapter, beat), seconds), rate in zip(
        tones.items(), (24_000, 44_100, 48_000, 24_000), strict=True
    ):
        (folder / chapter).mkdir(parents=True, exist_ok=True)
        sound = tone_bursts(seconds + 0.7, [(0.3, 0.3 + seconds)], rate)
        write_wave(folder / chapter / f"{beat}.wav", sound, rate)


def run(film: TinyFilm, *arguments: str | Path) -> Result:
    """Run the command on a tiny film."""
    return CliRunner().invoke(main, [str(each) for each in arguments], obj=film.programme)


@dataclass(frozen=True)
class MadeFilm:
    """The film, and what was said while it was made."""

    film: TinyFilm
    path: Path
    output: str

    @property
    def recordings(self) -> Path:
        return self.film.folder / "recordings"

    def frame_counts(self) -> list[int]:
        return [
            sum(round(beat.duration * DRAFT.fps) for beat in self.film.script(chapter).beats)
            for chapter in self.film.programme.chapters
        ]

    def captions(self) -> list[Caption]:
        """The chapters' captions at the times where the frames put them."""
        first, second = (
            self.film.script(chapter).in_frames(DRAFT.fps).captions()
            for chapter in self.film.programme.chapters
        )
        later = self.frame_counts()[0] / DRAFT.fps
        return [*first, *(Caption(c.start + later, c.end + later, c.text) for c in second)]

    def beat_starts(self) -> list[float]:
        """When each beat starts in the film, from the file of the timing table alone."""
        table = json.loads((self.film.folder / "timings.json").read_text(encoding="utf-8"))
        starts, chapter_start = [], 0.0
        for beats in table["chapters"].values():
            counts = (round(beat["duration"] * DRAFT.fps) for beat in beats.values())
            *inner, end = accumulate(counts, initial=0)
            starts += [chapter_start + start / DRAFT.fps for start in inner]
            chapter_start += end / DRAFT.fps
        return starts

    @cached_property
    def sound(self) -> npt.NDArray[np.float32]:
        """What a player hears from time zero: shape (2, n), 48 000 samples a second."""
        with av.open(str(self.path)) as container:
            frames = list(container.decode(audio=0))
        assert (frames[0].pts, frames[0].sample_rate) == (0, 48_000)
        return np.concatenate([frame.to_ndarray() for frame in frames], axis=1)

    @cached_property
    def pictures(self) -> list[npt.NDArray[np.int64]]:
        """The frames, RGB."""
        with av.open(str(self.path)) as container:
            return [
                frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)
            ]


def speak_and_make(folder: Path) -> MadeFilm:
    """Speak the narration into a timing table, then render and assemble the film."""
    film = write_tiny_film(folder, rest=TURNS_BLUE)
    write_recordings(folder / "recordings")
    path = folder / "here" / "film.mp4"
    voice: Sequence[str | Path] = ("--recordings", folder / "recordings")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        for variable in SETTINGS:
            patch.delenv(variable, raising=False)
        spoken = run(film, "voice", *voice)
        assert spoken.exit_code == 0, spoken.output
        made = run(film, "film", "-q", "draft", "-j", "2", "--out", path, *voice)
    assert made.exit_code == 0, made.output
    return MadeFilm(film, path, made.stdout)


def copied(made: MadeFilm, folder: Path) -> MadeFilm:
    """Copy all that was made, to be changed."""
    shutil.copytree(made.film.folder, folder, dirs_exist_ok=True)
    programme = replace(made.film.programme, narration=folder / "narration", media=folder / "media")
    return MadeFilm(TinyFilm(folder, programme), folder / "here" / "film.mp4", made.output)
