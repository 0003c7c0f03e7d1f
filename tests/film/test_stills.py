"""Stills and contact sheets: the frames they say they are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from scenes.film.cli.main import main
from scenes.film.quality import QUALITIES
from scenes.film.render import Frame, draw, load_chapter
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.film.tiny_film import TinyFilm, write_tiny_film

pytestmark = pytest.mark.slow
DRAFT = QUALITIES["draft"]
CHAPTER = "c01_first"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TinyFilm]:
    folder = tmp_path_factory.mktemp("stills")
    sys.path.insert(0, str(folder))
    yield write_tiny_film(folder)
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def all_frames(film: TinyFilm) -> list[Frame]:
    """Every frame of the first chapter, as the film draws it."""
    frames: list[Frame] = []
    draw(
        load_chapter(film.programme.module(CHAPTER), DRAFT),
        data=StoryData(load_story()),
        script=film.script(CHAPTER),
        quality=DRAFT,
        take=lambda drawn: frames.extend([drawn.picture[..., :3].copy()] * drawn.count),
    )
    assert len(frames) == round(film.script(CHAPTER).in_frames(DRAFT.fps).duration * DRAFT.fps)
    return frames


def run(film: TinyFilm, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "-q", "draft"], obj=film.programme)


def pixels(path: Path) -> npt.NDArray[np.uint8]:
    image = Image.open(path)
    assert image.mode == "RGB"
    return np.asarray(image)


def written(result: Result) -> list[Path]:
    assert result.exit_code == 0, result.output
    return [Path(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("number", [0, 7, 20])
def test_the_frame_at_a_time(
    film: TinyFilm, all_frames: list[Frame], number: int, tmp_path: Path
) -> None:
    seconds = number / DRAFT.fps
    out = tmp_path / "still.png"
    (path,) = written(run(film, "still", "c01", "--at", f"{seconds:.3f}", "--out", str(out)))
    assert path == out
    np.testing.assert_array_equal(pixels(out), all_frames[number])
    assert not np.array_equal(all_frames[number], all_frames[number + 1])


@pytest.mark.parametrize(
    ("name", "kind", "tolerance"),
    [("a.jpg", "JPEG", 40), ("a.JPEG", "JPEG", 40), ("a.webp", "WEBP", 0), ("a.tif", "TIFF", 0)],
)
def test_a_file_is_the_kind_of_picture_that_its_name_says(
    film: TinyFilm, all_frames: list[Frame], tmp_path: Path, name: str, kind: str, tolerance: int
) -> None:
    out = tmp_path / name
    assert written(run(film, "still", "c01", "--at", "0", "--out", str(out))) == [out]
    with Image.open(out) as image:
        assert image.format == kind
    difference = pixels(out).astype(int) - all_frames[0]
    assert np.abs(difference).max() <= tolerance


@pytest.mark.parametrize(
    "command",
    [
        ["still", "c01", "--every-beat", "--sheet"],
        ["strip", "c01", "--from", "0", "--to", "1", "--count", "2"],
    ],
)
def test_a_sheet_is_the_kind_of_picture_that_its_name_says(
    film: TinyFilm, tmp_path: Path, command: list[str]
) -> None:
    out = tmp_path / "sheet.jpg"
    assert written(run(film, *command, "--out", str(out))) == [out]
    with Image.open(out) as image:
        assert (image.format, image.width) == ("JPEG", 2400)


def test_a_folder_may_be_called_as_it_likes(film: TinyFilm, tmp_path: Path) -> None:
    folder = tmp_path / "some.stills"
    folder.mkdir()
    (path,) = written(run(film, "still", "c01", "--at", "0", "--out", str(folder)))
    assert path == folder / "c01_first-000.000s.png"


def test_the_last_frame_is_the_default(
    film: TinyFilm, all_frames: list[Frame], tmp_path: Path
) -> None:
    (path,) = written(run(film, "still", CHAPTER, "--out", str(tmp_path)))
    assert path == tmp_path / "c01_first-last.png"
    np.testing.assert_array_equal(pixels(path), all_frames[-1])


def test_the_last_frame_of_a_beat(film: TinyFilm, all_frames: list[Frame], tmp_path: Path) -> None:
    (path,) = written(run(film, "still", "c01", "--beat", "move", "--out", str(tmp_path)))
    last = round(film.script(CHAPTER).in_frames(DRAFT.fps).beat("move").end * DRAFT.fps) - 1
    np.testing.assert_array_equal(pixels(path), all_frames[last])


def test_every_beat(film: TinyFilm, all_frames: list[Frame], tmp_path: Path) -> None:
    paths = written(run(film, "still", "c01", "--every-beat", "--out", str(tmp_path)))
    assert [path.name for path in paths] == ["c01_first-1-move.png", "c01_first-2-rest.png"]
    for path, beat in zip(paths, film.script(CHAPTER).in_frames(DRAFT.fps).beats, strict=True):
        np.testing.assert_array_equal(pixels(path), all_frames[round(beat.end * DRAFT.fps) - 1])


def test_by_default_stills_lie_with_what_is_made(film: TinyFilm) -> None:
    (path,) = written(run(film, "still", "c01", "--at", "0"))
    assert path == film.programme.media / "stills" / "c01_first-000.000s.png"


def test_the_beats_on_one_sheet(film: TinyFilm, all_frames: list[Frame], tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    written(run(film, "still", "c01", "--every-beat", "--sheet", "--out", str(out)))
    sheet = pixels(out)
    half = sheet.shape[1] // 2
    height = round(half * DRAFT.height / DRAFT.width)
    assert sheet.shape[0] >= height
    # The square rests at the right in both beats' last frames; its centre keeps its colour.
    x, y = round(half * (0.5 + 5 / (8 * DRAFT.width / DRAFT.height))), height // 2
    for left in (0, half):
        assert np.abs(sheet[y, left + x].astype(int) - (0xE0, 0x30, 0x20)).max() <= 2


def test_the_beats_of_the_whole_film_on_one_sheet(film: TinyFilm, tmp_path: Path) -> None:
    whole = tmp_path / "whole.png"
    result = run(film, "still", "--every-beat", "--sheet", "--out", str(whole))
    assert written(result) == [whole]
    beats = [len(film.script(chapter).beats) for chapter in film.programme.chapters]
    for chapter, count in zip(film.programme.chapters, beats, strict=True):
        assert f"{chapter}: to render, {count} frames" in result.stderr
    sheet = pixels(whole)
    width = sheet.shape[1] // min(4, sum(beats))
    height = round(width * DRAFT.height / DRAFT.width)
    for k, chapter in enumerate(film.programme.chapters):
        (path,) = written(run(film, "still", chapter, "--beat", "move", "--out", str(tmp_path)))
        first = sum(beats[:k])
        row, column = divmod(first, 4)
        top = row * (sheet.shape[0] // -(-sum(beats) // 4))
        cell = sheet[top : top + height, column * width : (column + 1) * width]
        alone = Image.open(path).resize((width, height), Image.Resampling.LANCZOS)
        np.testing.assert_array_equal(cell, np.asarray(alone))


def test_every_beat_of_the_whole_film(film: TinyFilm, tmp_path: Path) -> None:
    paths = written(run(film, "still", "--every-beat", "--out", str(tmp_path)))
    expected = [
        f"{chapter}-{k}-{beat.name}.png"
        for chapter in film.programme.chapters
        for k, beat in enumerate(film.script(chapter).beats, start=1)
    ]
    assert [path.name for path in paths] == expected


@pytest.mark.parametrize("arguments", [[], ["--at", "1"], ["--beat", "move"]])
def test_a_single_still_needs_a_chapter(film: TinyFilm, arguments: list[str]) -> None:
    result = run(film, "still", *arguments)
    assert result.exit_code == 2
    assert "name a CHAPTER" in result.stderr


def test_a_strip_of_a_motion(film: TinyFilm, tmp_path: Path) -> None:
    out = tmp_path / "strip.png"
    arguments = ["--from", "0", "--to", "1", "--count", "3", "--out", str(out)]
    written(run(film, "strip", "c01", *arguments))
    sheet = pixels(out).astype(int)
    third = sheet.shape[1] // 3
    height = round(third * DRAFT.height / DRAFT.width)
    red = (np.abs(sheet[:height] - (0xE0, 0x30, 0x20)).max(axis=-1) <= 2).any(axis=0)
    places = [np.flatnonzero(red[k * third : (k + 1) * third]).mean() for k in range(3)]
    assert places == sorted(places)
    assert places[2] - places[0] > third / 10


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["still", "c01", "--at", "1000"], "c01_first: no frame at 1000 s; it lasts "),
        (["still", "c01", "--at", "-1"], "c01_first: no frame at -1 s; it lasts "),
        (["still", "c01", "--at", "nan"], "c01_first: no frame at nan s; it lasts "),
        (["still", "c01", "--beat", "run"], "no beat 'run'; its beats are move, rest"),
        (["strip", "c01", "--from", "1", "--to", "1"], "from 1 s to 1 s is no time at all"),
    ],
)
def test_a_frame_that_is_not_there_is_one_line(
    film: TinyFilm, arguments: list[str], message: str
) -> None:
    result = run(film, *arguments)
    assert result.exit_code == 1
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_error_in_the_chapter_names_the_beat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = write_tiny_film(tmp_path, rest="self.no_such_thing()")
    monkeypatch.syspath_prepend(tmp_path)
    result = run(broken, "still", "c02")
    assert result.exit_code == 1
    assert result.stderr.startswith("lvebm: c02_second, beat rest (c02_second.py, line 20): ")
    assert len(result.stderr.splitlines()) == 1
    debugged = CliRunner().invoke(
        main, ["--debug", "still", "c02", "-q", "draft"], obj=broken.programme
    )
    assert "Traceback" in debugged.stderr
