"""Rendering one part of the film, in this process."""

from __future__ import annotations

import configparser
import dataclasses
from pathlib import Path
from typing import Any

import pytest
from manim import CairoRenderer, Scene

from scenes.film.errors import FilmError
from scenes.film.job import PartJob
from scenes.film.quality import QUALITIES
from scenes.film.render import draw, film_config, load_chapter, make_part
from scenes.film.sources import sources_digest
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.film.tiny_film import TinyFilm

pytestmark = pytest.mark.slow
DRAFT = QUALITIES["draft"]
CHAPTER = "c01_first"


def part_job(film: TinyFilm, **changes: Any) -> PartJob:
    scratch, parts = film.folder / "scratch", film.folder / "parts"
    for folder in (scratch, parts):
        folder.mkdir()
    module = film.programme.module(CHAPTER)
    job = PartJob(
        module=module,
        packages=film.programme.packages,
        sources=sources_digest(module, film.programme.packages),
        story=load_story(),
        script=film.script(CHAPTER),
        quality=DRAFT,
        scratch=scratch,
        part=parts / "part.mp4",
    )
    return dataclasses.replace(job, **changes)


def test_manim_alone_draws_on_the_films_ground() -> None:
    settings = configparser.ConfigParser()
    settings.read(Path(__file__).parents[2] / "manim.cfg", encoding="utf-8")
    ground = film_config(DRAFT).background_color.to_hex()
    assert settings["CLI"]["background_color"] == ground.lower()


def test_a_part_counts_its_frames(tiny_film: TinyFilm) -> None:
    counts: list[int] = []
    job = part_job(tiny_film)
    make_part(job, counts.append)
    assert job.part.exists()
    assert counts == sorted(counts)
    assert counts[-1] == job.frames


def test_a_part_of_the_wrong_length_is_refused(tiny_film: TinyFilm) -> None:
    file = tiny_film.chapter_file(CHAPTER)
    file.write_text(file.read_text() + "\n    def hold(self, share):\n        pass\n")
    job = part_job(tiny_film)
    with pytest.raises(FilmError, match=rf"frames were drawn, but its words take {job.frames}$"):
        make_part(job, lambda frames: None)
    assert not job.part.exists()


def test_a_chapter_edited_meanwhile_is_refused(tiny_film: TinyFilm) -> None:
    job = part_job(tiny_film, sources="what it was before")
    with pytest.raises(FilmError, match="its source was edited meanwhile; run again$"):
        make_part(job, lambda frames: None)
    assert not job.part.exists()


def test_only_wanted_frames_are_drawn(tiny_film: TinyFilm, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[float] = []
    render = CairoRenderer.render

    def counted(self: CairoRenderer, scene: Scene, time: float, moving: Any = None) -> None:
        drawn.append(time)
        render(self, scene, time, moving)

    monkeypatch.setattr(CairoRenderer, "render", counted)
    taken: list[int] = []
    draw(
        load_chapter(tiny_film.programme.module(CHAPTER), DRAFT),
        data=StoryData(load_story()),
        script=tiny_film.script(CHAPTER),
        quality=DRAFT,
        take=lambda number, frame, count: taken.append(number),
        wanted=[9, 4],
    )
    assert taken == [4, 9]
    assert len(drawn) == 2


def test_a_module_without_a_chapter_is_refused(tiny_film: TinyFilm) -> None:
    tiny_film.chapter_file(CHAPTER).write_text("from scenes.chapter import Chapter\n")
    with pytest.raises(FilmError, match="must define one Chapter, defines 0$"):
        load_chapter(tiny_film.programme.module(CHAPTER), DRAFT)
