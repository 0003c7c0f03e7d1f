"""What is rendered again and what is kept, with workers that only pretend to draw."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import io
import json
import os
from collections.abc import Iterator, MutableSequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenes.film import plan as plan_module
from scenes.film.encoder import Encoder
from scenes.film.errors import FilmError
from scenes.film.job import Job
from scenes.film.make import Film, make_film
from scenes.film.parts import KEPT_VERSIONS, Record, keep_part
from scenes.film.progress import Lines
from scenes.film.quality import QUALITIES, Quality
from scenes.film.sources import Sources, beat_sources
from scenes.film.voice.silent import SilentVoice
from scenes.film.voice.synthesis import synthesise, write_timings
from scenes.film.workers import Draw
from scenes.narration.script import NarrationError
from scenes.narration.timings import TimingsError
from scenes.story.data import StoryData
from scenes.story.parameters import Story, load_story
from tests.film.tiny_film import TinyFilm

DRAFT = QUALITIES["draft"]
SMALL = Quality("small", 64, 48, 15)


class Painter:
    """Runs a job at once, in this process: it paints its parts grey, or fails as it is told."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.failures: dict[str, BaseException] = {}

    @contextlib.contextmanager
    def __call__(self, count: int, frames_done: MutableSequence[int]) -> Iterator[Draw]:
        self.count, self.order = count, []
        yield self.draw

    def draw(self, job: Job, _index: int) -> Future[None]:
        self.order.append(job.chapter)
        future: Future[None] = Future()
        error = self.failures.get(job.chapter)
        if error is not None:
            future.set_exception(error)
            return future
        for part in job.parts:
            made = job.scratch / "made.mp4"
            with Encoder(made, job.quality) as encoder:
                grey = np.full((job.quality.height, job.quality.width, 4), 99, np.uint8)
                encoder.put(grey, part.frames)
            seen = {"story horn.seed": job.story.horn.seed, "label latent": "latent"}
            keep_part(made, part, Record(seen, 1.0, 1.0, 1.0, None, 1.0), job.folder)
        future.set_result(None)
        return future


@dataclasses.dataclass
class Studio:
    film: TinyFilm
    painter: Painter

    def make(self, *, story: Story | None = None, quality: Quality = SMALL, jobs: int = 2) -> Film:
        self.log = io.StringIO()
        return make_film(
            self.film.programme,
            self.film.programme.chapters,
            story=story or load_story(),
            voice=SilentVoice(150),
            lecture=story is None,
            quality=quality,
            jobs=jobs,
            out=self.film.folder / "film.mp4",
            progress=Lines(self.log),
            workers=self.painter,
        )


@pytest.fixture
def studio(tiny_film: TinyFilm) -> Studio:
    return Studio(tiny_film, Painter())


BOTH = ("c01_first", "c02_second")
FIRST = ("c01_first.move", "c01_first.rest")
SECOND = ("c02_second.move", "c02_second.rest")
ALL = (*FIRST, *SECOND)


def test_a_second_run_renders_nothing(studio: Studio) -> None:
    assert studio.make().rendered == ALL
    again = studio.make()
    assert (again.rendered, again.kept) == ((), ALL)
    assert "c01_first: unchanged" in studio.log.getvalue()


def test_the_longest_chapter_is_rendered_first(studio: Studio) -> None:
    file = studio.film.narration_file("c02_second")
    file.write_text(file.read_text() + "And more, and more, and more.\n")
    made = studio.make()
    assert studio.painter.order[0] == "c02_second"
    assert made.rendered == ALL


def test_no_more_workers_than_jobs(studio: Studio) -> None:
    studio.make(jobs=16)
    assert studio.painter.count == len(studio.painter.order) <= 4


def test_longer_words_render_their_own_beat_only(studio: Studio) -> None:
    studio.make()
    file = studio.film.narration_file("c02_second")
    file.write_text(file.read_text().replace("so as", "so very slowly indeed as"))
    made = studio.make()
    assert (made.rendered, made.kept) == (SECOND[:1], (*FIRST, *SECOND[1:]))


def test_words_that_take_the_same_time_render_nothing(studio: Studio) -> None:
    studio.make()
    file = studio.film.narration_file("c02_second")
    file.write_text(file.read_text().replace("that is all", "this was that"))
    assert studio.make().rendered == ()


def write_table(film: TinyFilm, words_per_minute: float = 120) -> Path:
    """Write the timing table of a slow and silent voice."""
    data = StoryData(load_story())
    scripts = [film.programme.script(chapter, data) for chapter in film.programme.chapters]
    spoken = synthesise(scripts, SilentVoice(words_per_minute), film.programme.media / "voice")
    write_timings(spoken.timings(), film.programme.timing_table)
    return film.programme.timing_table


def test_a_changed_sentence_and_its_times_render_their_own_beat_only(studio: Studio) -> None:
    studio.make()
    table = write_table(studio.film)
    assert studio.make().rendered == (FIRST[0], *SECOND)  # the other one is as short as can be
    file = studio.film.narration_file("c02_second")
    file.write_text(file.read_text().replace("all", "nearly everything"))
    before = json.loads(table.read_text())["chapters"]
    after = json.loads(write_table(studio.film).read_text())["chapters"]
    assert [chapter for chapter in BOTH if before[chapter] != after[chapter]] == [BOTH[1]]
    assert studio.make().rendered == SECOND[1:]
    assert studio.make().rendered == ()


def test_another_time_of_a_word_renders_its_beat_if_a_picture_waits_for_it(
    studio: Studio,
) -> None:
    file = studio.film.narration_file("c01_first")
    file.write_text(file.read_text().replace("right", "[right]"))
    table = write_table(studio.film)
    studio.make()
    content = json.loads(table.read_text())
    words = content["chapters"]["c01_first"]["move"]["words"]
    assert [words[k][2] for k in (1, 3)] == ["square", "right,"]
    words[1][0] += 0.2
    table.write_text(json.dumps(content))
    assert studio.make().rendered == ()
    words[3][0] += 0.2
    table.write_text(json.dumps(content))
    assert studio.make().rendered == FIRST[:1]


def test_the_films_length_is_the_tables(studio: Studio) -> None:
    table = json.loads(write_table(studio.film).read_text())["chapters"]
    frames = [
        sum(round(beat["duration"] * SMALL.fps) for beat in beats.values())
        for beats in table.values()
    ]
    assert studio.make().seconds == sum(frames) / SMALL.fps


def test_a_stale_table_stops_it_before_any_work(studio: Studio) -> None:
    write_table(studio.film)
    file = studio.film.narration_file("c02_second")
    file.write_text(file.read_text().replace("all", "everything"))
    with pytest.raises(TimingsError, match=r"in c02_second\.rest; refresh it: lvebm voice$"):
        studio.make()
    assert studio.painter.order == []
    assert studio.make(story=load_story()).rendered == ALL  # as another story's words are others


def test_another_number_renders_what_reads_it(studio: Studio) -> None:
    studio.make()
    story = load_story()
    seen = story.model_copy(update={"horn": story.horn.model_copy(update={"seed": 12345})})
    unseen = story.model_copy(update={"slice": story.slice.model_copy(update={"seed": 12345})})
    assert studio.make(story=unseen).rendered == ()
    assert studio.make(story=seen).rendered == ALL
    assert studio.make().rendered == ()  # those of the first story are still there


def test_another_quality_renders_all(studio: Studio) -> None:
    studio.make()
    assert studio.make(quality=dataclasses.replace(SMALL, width=80)).rendered == ALL


def test_another_source_renders_its_own_beat_and_those_after_it(studio: Studio) -> None:
    studio.make()
    file = studio.film.chapter_file("c01_first")
    file.write_text(file.read_text().replace("0.8", "0.7"))
    assert studio.make().rendered == FIRST
    file.write_text(file.read_text().replace("self.hold(1.0)", "self.hold(0.9)"))
    assert studio.make().rendered == FIRST[1:]


def test_a_broken_part_is_rendered_again(studio: Studio) -> None:
    studio.make()
    part = studio.film.parts[0]
    part.write_bytes(part.read_bytes()[: part.stat().st_size // 2])
    assert studio.make().rendered == FIRST[:1]


def test_a_part_of_the_wrong_length_is_rendered_again(studio: Studio) -> None:
    studio.make()
    first, *_, last = studio.film.parts
    last.write_bytes(first.read_bytes())
    assert studio.make().rendered == SECOND[1:]


@pytest.mark.parametrize(
    "record", ["", "{}", "[]", '{"depends": 3, "seconds": 1, "cpu": 1, "encoding": 1, "before": 1}']
)
def test_a_part_without_a_whole_record_is_rendered_again(studio: Studio, record: str) -> None:
    studio.make()
    studio.film.parts[0].with_suffix(".json").write_text(record)
    assert studio.make().rendered == FIRST[:1]


def test_if_one_chapter_fails_the_other_is_kept(studio: Studio) -> None:
    studio.painter.failures["c01_first"] = FilmError("c01_first, beat move: it broke", "trace")
    with pytest.raises(FilmError, match="^c01_first, beat move: it broke$") as caught:
        studio.make()
    assert caught.value.details == "trace"
    assert not (studio.film.folder / "film.mp4").exists()
    studio.painter.failures.clear()
    assert studio.make().rendered == FIRST


def test_every_failed_chapter_has_its_line(studio: Studio) -> None:
    studio.painter.failures = {"c01_first": FilmError("one"), "c02_second": MemoryError("two")}
    with pytest.raises(FilmError) as caught:
        studio.make()
    assert str(caught.value).splitlines() == ["one", "c02_second: MemoryError: two"]


def test_a_killed_worker_is_one_line(studio: Studio) -> None:
    studio.painter.failures = {name: BrokenProcessPool("gone") for name in BOTH}
    with pytest.raises(FilmError) as caught:
        studio.make()
    assert str(caught.value).splitlines() == [
        "a worker process was killed, by lack of memory perhaps; unfinished: c01_first, c02_second"
    ]


def test_old_versions_of_a_part_make_room(studio: Studio) -> None:
    studio.make()
    first = studio.film.parts[0]
    for age in range(KEPT_VERSIONS + 3):
        old = first.with_name(f"c01_first.move-small-{age:016}-{age:012}.mp4")
        old.write_bytes(b"old")
        old.with_suffix(".json").write_text("{}")
        os.utime(old.with_suffix(".json"), (age, age))
    studio.make()
    names = [part.name for part in studio.film.parts if part.name.startswith("c01_first.move")]
    assert len(names) == KEPT_VERSIONS
    assert first.name in names
    age = KEPT_VERSIONS + 2
    assert f"c01_first.move-small-{age:016}-{age:012}.mp4" in names


def test_a_bad_narration_stops_it_before_any_work(studio: Studio) -> None:
    studio.film.narration_file("c02_second").write_text(
        "# Zwei\n\n## move\n\n{{ nonsense }}\n\n## rest\n\nStill.\n"
    )
    with pytest.raises(NarrationError, match="nonsense"):
        studio.make()
    assert studio.painter.order == []


def test_a_source_that_is_not_python_is_one_line(studio: Studio) -> None:
    studio.film.chapter_file("c01_first").write_text("def move(:\n")
    with pytest.raises(
        FilmError, match=r"c01_first: SyntaxError: .*c01_first\.py, line 1"
    ) as caught:
        studio.make()
    assert "\n" not in str(caught.value)


def test_nowhere_to_write_is_found_before_any_work(studio: Studio) -> None:
    file = studio.film.folder / "file"
    file.touch()
    with pytest.raises(FilmError, match=r"^can't write .*/file/film.mp4: Not a directory$"):
        make_film(
            studio.film.programme,
            BOTH,
            story=load_story(),
            voice=SilentVoice(150),
            lecture=True,
            quality=SMALL,
            jobs=1,
            out=file / "film.mp4",
            progress=Lines(io.StringIO()),
            workers=studio.painter,
        )
    assert studio.painter.order == []


def test_a_full_disk_leaves_the_old_film_alone(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = studio.make().path
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FilmError, match=r"^can't write .*/film.mp4: No space left on device$"):
        studio.make()
    assert path.read_bytes() == b"old"
    assert studio.film.scratch_folders() == []


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Write down the chapters whose sources are read."""
    found: list[str] = []

    def read(module: str, *more: Any) -> Sources:
        found.append(module.rpartition(".")[2])
        return beat_sources(module, *more)

    monkeypatch.setattr(plan_module, "beat_sources", read)
    return found


def test_only_the_chapters_that_read_an_edited_file_are_worked_out_anew(
    studio: Studio, worked_out: list[str]
) -> None:
    studio.make()
    assert worked_out == [*BOTH]
    worked_out.clear()
    file = studio.film.chapter_file("c02_second")
    before = file.read_text()
    file.write_text(before.replace("share=0.8", "share=0.7"))
    assert studio.make().rendered == SECOND
    assert worked_out == ["c02_second"]
    file.write_text(before)
    assert studio.make().rendered == ()
    assert worked_out == ["c02_second"]  # what was known of these sources is kept
    paint = studio.film.folder / studio.film.programme.package / "paint.py"
    paint.write_text(paint.read_text().replace("e03020", "e03021"))
    assert studio.make().rendered == ALL
    assert worked_out == ["c02_second", *BOTH]


def test_a_module_that_was_not_there_is_looked_at_when_it_comes(
    studio: Studio, worked_out: list[str]
) -> None:
    """A folder that takes a module's place, or a name that was none, counts at once."""
    package = studio.film.programme.package
    first = studio.film.chapter_file("c01_first")
    imported = (
        f"try:\n    from {package}.shade import RED\nexcept ImportError:\n    pass\n\n\nclass"
    )
    first.write_text(first.read_text().replace("class", imported, 1))
    studio.make()
    worked_out.clear()
    (studio.film.folder / package / "shade.py").write_text('RED = "#303030"\n')
    assert studio.make().rendered == FIRST
    assert worked_out == ["c01_first"]


@pytest.mark.parametrize("kept", ["", "{}", "[]", "[1, 2]", '[{"move": "1", "rest": "2"}, {}]'])
def test_what_was_kept_of_the_sources_and_is_broken_is_worked_out_anew(
    studio: Studio, kept: str
) -> None:
    studio.make()
    for file in (studio.film.programme.media / "kept").glob("*-*.json"):
        if file.name.startswith(("asked-", "sources-")):
            file.write_text(kept)
    assert studio.make().rendered == ()
