"""Every chapter is really painted, at the end of each beat; other tests here read what would be."""

import numpy as np
import pytest
from manim import ManimColor

from scenes import look
from scenes.film.programme import FILM
from scenes.film.quality import Quality
from scenes.film.stills import beat_frame, draw_stills

TINY = Quality("tiny", 160, 90, 3)


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_every_beat_ends_with_a_picture_on_the_films_ground(chapter, lecture):
    script = FILM.script(chapter, lecture, FILM.timings())
    chosen = [beat_frame(script, TINY, beat.name) for beat in script.beats]
    frames = draw_stills(FILM, script, chosen, data=lecture, quality=TINY)
    ground = ManimColor(look.BACKGROUND).to_int_rgb()
    for still, frame in zip(chosen, frames, strict=True):
        assert frame.shape == (90, 160, 4)
        painted = (np.abs(frame[..., :3].astype(int) - ground) > 2).any(axis=-1)
        assert painted.mean() > 0.02, f"{still.label}: next to nothing is seen"
        assert not painted[[0, -1]].any(), f"{still.label}: something reaches the frame's edge"
