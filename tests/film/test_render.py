"""Rendering one part of the film, in this process."""

from __future__ import annotations

import configparser
import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from manim import Mobject

from scenes.film.camera import Area, MovedCamera
from scenes.film.errors import FilmError
from scenes.film.job import Job
from scenes.film.parts import BeatPart, is_whole
from scenes.film.quality import QUALITIES
from scenes.film.render import Drawn, draw, film_config, load_chapter, make_parts
from scenes.film.sources import beat_sources, tree_digest
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.film.tiny_film import TinyFilm

pytestmark = pytest.mark.slow
DRAFT = QUALITIES["draft"]
CHAPTER = "c01_first"
BEATS = ("move", "rest")


def draw_job(film: TinyFilm, beats: tuple[str, ...] = BEATS, **changes: Any) -> Job:
    scratch, parts = film.folder / "scratch", film.folder / "parts"
    for folder in (scratch, parts):
        folder.mkdir(exist_ok=True)
    module, script = film.programme.module(CHAPTER), film.script(CHAPTER).schedule(DRAFT.fps)
    job = Job(
        module=module,
        packages=film.programme.packages,
        tree=tree_digest(film.programme.packages),
        sources=beat_sources(module, film.programme.packages, BEATS).beats[beats[-1]],
        story=load_story(),
        script=script,
        quality=DRAFT,
        scratch=scratch,
        folder=parts,
        parts=tuple(
            BeatPart(CHAPTER, beat.name, round(beat.duration * DRAFT.fps), DRAFT, "key")
            for beat in script.beats
            if beat.name in beats
        ),
    )
    return dataclasses.replace(job, **changes)


def made(job: Job) -> dict[str, bytes]:
    """Draw a job's parts, and return each beat's bytes."""
    make_parts(job, lambda frames: None)
    files = {file.name.split("-")[0]: file for file in job.folder.glob("*.mp4")}
    return {part.beat: files[f"{part.chapter}.{part.beat}"].read_bytes() for part in job.parts}


def test_manim_alone_draws_on_the_films_ground() -> None:
    settings = configparser.ConfigParser()
    settings.read(Path(__file__).parents[2] / "manim.cfg", encoding="utf-8")
    ground = film_config(DRAFT).background_color.to_hex()
    assert settings["CLI"]["background_color"] == ground.lower()


def test_each_beat_is_a_part_and_its_frames_are_counted(tiny_film: TinyFilm) -> None:
    counts: list[int] = []
    job = draw_job(tiny_film)
    make_parts(job, counts.append)
    assert counts == sorted(counts)
    assert counts[-1] == job.frames
    for part in job.parts:
        (file,) = job.folder.glob(f"{part.chapter}.{part.beat}-draft-key-*.mp4")
        assert is_whole(file, part.frames, DRAFT)
    assert list(job.scratch.iterdir()) == []


def test_a_beat_drawn_alone_is_the_same(tiny_film: TinyFilm) -> None:
    whole = made(draw_job(tiny_film))
    alone = {beat: made(draw_job(tiny_film, (beat,)))[beat] for beat in BEATS}
    assert alone == whole


def test_a_part_says_what_its_pictures_read(tiny_film: TinyFilm) -> None:
    file = tiny_film.chapter_file(CHAPTER)
    asked = "square = Square(2"
    assert asked in file.read_text()
    file.write_text(
        file.read_text()
        .replace(asked, "square = Square(self.data.weights[0]")
        .replace("self.hold(1.0)", "self.hold(self.data.story.slice.x)")
    )
    job = draw_job(tiny_film)
    make_parts(job, lambda frames: None)
    move, rest = (
        json.loads(next(job.folder.glob(f"{CHAPTER}.{beat}-*.json")).read_text()) for beat in BEATS
    )
    weights = {"story decoder.weights": list(load_story().decoder.weights)}
    assert move["depends"] == weights
    assert rest["depends"] == weights | {"story slice.x": load_story().slice.x}
    assert (move["before"] is None, rest["before"] is None) == (False, True)


def test_a_part_of_the_wrong_length_is_refused(tiny_film: TinyFilm) -> None:
    file = tiny_film.chapter_file(CHAPTER)
    file.write_text(file.read_text() + "\n    def hold(self, share):\n        pass\n")
    job = draw_job(tiny_film)
    frames = job.parts[0].frames
    with pytest.raises(FilmError, match=rf"move: .* drawn, but its words take {frames}$"):
        make_parts(job, lambda frames: None)
    assert list(job.folder.iterdir()) == []


def test_a_chapter_edited_meanwhile_is_refused(tiny_film: TinyFilm) -> None:
    job = draw_job(tiny_film)
    file = tiny_film.chapter_file(CHAPTER)
    file.write_text(file.read_text().replace("0.8", "0.7"))
    with pytest.raises(FilmError, match="its source was edited meanwhile; run again$"):
        make_parts(job, lambda frames: None)
    assert list(job.folder.iterdir()) == []


def test_an_edit_that_does_not_matter_is_none(tiny_film: TinyFilm) -> None:
    job = draw_job(tiny_film, BEATS[:1])
    file = tiny_film.chapter_file(CHAPTER)
    file.write_text(file.read_text().replace("self.hold(1.0)", "self.hold(0.5)"))
    assert set(made(job)) == {"move"}


def test_only_wanted_frames_are_drawn(tiny_film: TinyFilm, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[list[Area]] = []
    draw_moving = MovedCamera.draw_moving

    def counted(self: MovedCamera, mobjects: Iterable[Mobject]) -> list[Area]:
        drawn.append(draw_moving(self, mobjects))
        return drawn[-1]

    monkeypatch.setattr(MovedCamera, "draw_moving", counted)
    taken: list[int] = []
    draw(
        load_chapter(tiny_film.programme.module(CHAPTER), DRAFT),
        data=StoryData(load_story()),
        script=tiny_film.script(CHAPTER),
        quality=DRAFT,
        take=lambda drawn: taken.append(drawn.number),
        wanted=[4, 9],
    )
    assert taken == [4, 9]
    assert len(drawn) == 2


def test_what_changes_adds_up_to_what_is_seen(tiny_film: TinyFilm) -> None:
    seen: list[npt.NDArray[Any]] = []
    added: list[npt.NDArray[Any]] = []

    def add(drawn: Drawn) -> None:
        picture = added[-1].copy() if added else drawn.changed.copy()
        for area in drawn.areas:
            picture[area] = drawn.changed[area]
        added.append(picture)

    for take in (add, lambda drawn: seen.append(drawn.picture.copy())):
        draw(
            load_chapter(tiny_film.programme.module(CHAPTER), DRAFT),
            data=StoryData(load_story()),
            script=tiny_film.script(CHAPTER),
            quality=DRAFT,
            take=take,
        )
    assert len(added) > 10
    np.testing.assert_array_equal(added, seen)


def test_a_module_without_a_chapter_is_refused(tiny_film: TinyFilm) -> None:
    tiny_film.chapter_file(CHAPTER).write_text("from scenes.chapter import Chapter\n")
    with pytest.raises(FilmError, match="must define one Chapter, defines 0$"):
        load_chapter(tiny_film.programme.module(CHAPTER), DRAFT)
