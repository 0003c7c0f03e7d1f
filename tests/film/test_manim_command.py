"""``manim render`` of a chapter, with the flags that Manim's users type, and from any folder."""

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
import pytest
from manim import BLACK, tempconfig
from manim.cli.render.commands import render
from PIL import Image

from scenes import look

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow

# Two beats of three animations and two: at 15 frames a second 3, 3, 3 and 3, 3 frames.
CHAPTER = """
from manim import Dot, FadeIn, FadeOut

from scenes.chapter import Chapter
from scenes.mobjects.points import Discs
from scenes.mobjects.segments import Segments
from scenes.narration.script import Beat, Script

BEATS = (Beat(name="fan", words="w", start=0.0, duration=0.6),
         Beat(name="dot", words="w", start=0.6, duration=0.4))


class S99Tiny(Chapter):
    def __init__(self, renderer=None, **kwargs):
        script = Script(chapter="s99_tiny", title="Tiny", beats=BEATS)
        super().__init__(renderer, script=script, **kwargs)

    def construct(self):
        self.beat(self.fan)
        self.beat(self.dot)

    def fan(self):
        discs = Discs([[1, 0, 0]])
        self.play(FadeIn(discs), share=1 / 3)
        self.play(FadeIn(Segments([[0, 0, 0]], [[1, 1, 0]], [[1, 0, 0]])), share=1 / 3)
        self.play(FadeOut(discs), share=1 / 3)

    def dot(self):
        self.dot = Dot()
        self.play(FadeIn(self.dot), share=0.5)
        self.play(FadeOut(self.dot), share=0.5)
"""


class Video(NamedTuple):
    size: tuple[int, int]
    fps: Fraction | None
    frames: int
    alpha: bool

    @classmethod
    def read(cls, file: Path) -> "Video":
        with av.open(str(file)) as container:
            stream = container.streams.video[0]
            frames = list(container.decode(stream))
            alpha = any(component.is_alpha for component in frames[0].format.components)
            return cls((frames[0].width, frames[0].height), stream.average_rate, len(frames), alpha)


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a tiny chapter, in a folder of its own; the work is done in another."""
    (tmp_path / "scenes").mkdir()
    (tmp_path / "here").mkdir()
    file = tmp_path / "scenes" / "s99_tiny.py"
    file.write_text(CHAPTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    return file


def manim(*arguments: str | Path) -> list[Path]:
    """Run Manim's command here, as in a folder without settings; the files that it left."""
    with tempconfig({"background_color": BLACK, "verbosity": "ERROR", "progress_bar": "none"}):
        render.main([*map(str, arguments), "S99Tiny"], standalone_mode=False)
    made = (path for path in Path().rglob("*") if path.is_file())
    return sorted(path for path in made if not {"partial_movie_files", "typst"} & {*path.parts})


SMALL = ("-r", "64,36", "--fps", "15")
LOW = (854, 480)


@pytest.mark.parametrize(
    ("flags", "suffix", "size", "fps", "frames"),
    [
        (("-ql",), ".mp4", LOW, 15, 15),
        (("-qm",), ".mp4", (1280, 720), 30, 30),
        (("-qh", "-n", "0,0"), ".mp4", (1920, 1080), 60, 12),
        (("-r", "640,360", "--fps", "10"), ".mp4", (640, 360), 10, 10),
        ((*SMALL, "-n", "1,3"), ".mp4", (64, 36), 15, 9),
        ((*SMALL, "-n", "2"), ".mp4", (64, 36), 15, 9),
        ((*SMALL, "--format", "gif"), ".gif", (64, 36), None, 15),
        ((*SMALL, "--format", "webm"), ".webm", (64, 36), 15, 15),
        ((*SMALL, "--format", "mov"), ".mov", (64, 36), 15, 15),
        ((*SMALL, "-a"), ".mp4", (64, 36), 15, 15),
        ((*SMALL, "--disable_caching"), ".mp4", (64, 36), 15, 15),
    ],
)
def test_a_video_is_as_the_flags_say(tiny, flags, suffix, size, fps, frames) -> None:
    (file,) = manim(*flags, tiny)
    video = Video.read(file)
    assert (file.suffix, video.size, video.frames) == (suffix, size, frames)
    assert fps is None or video.fps == fps


def test_what_is_seen_through_stays_so(tiny) -> None:
    (file,) = manim(*SMALL, "-t", tiny)
    assert file.suffix == ".mov"
    assert Video.read(file).alpha


@pytest.mark.parametrize("flags", [("-s",), ("-s", "-n", "0,1"), ("--format", "png", "-n", "0,1")])
def test_a_picture_is_the_last_frame_on_the_films_background(tiny, flags) -> None:
    (file,) = manim("-ql", *flags, tiny)
    picture = np.asarray(Image.open(file).convert("RGB"))
    assert picture.shape == (480, 854, 3)
    background = np.round(255 * np.array(look.BACKGROUND.to_rgb()))
    assert (picture[0, 0] == background).all()
    assert (picture != background).any()


@pytest.mark.parametrize(
    ("flag", "line"),
    [
        ("5", "s99_tiny: -n 5: its 5 animations are 0 to 4"),
        ("99", "s99_tiny: -n 99: its 5 animations are 0 to 4"),
        ("7,9", "s99_tiny: -n 7: its 5 animations are 0 to 4"),
        ("4,2", "-n 4,2: the last must not be before the first"),
    ],
)
def test_animations_that_there_are_none_of_are_one_line(tiny, flag, line) -> None:
    with pytest.raises(SystemExit) as ended:
        manim(*SMALL, "-n", flag, tiny)
    assert str(ended.value) == line


def test_a_story_that_cant_be_used_is_one_line(tiny, monkeypatch) -> None:
    monkeypatch.setenv("LVEBM_STORY", "none.toml")
    with pytest.raises(SystemExit) as ended:
        manim(*SMALL, tiny)
    assert str(ended.value) == "none.toml: no such file"


def test_each_beat_is_a_section_that_has_its_name(tiny) -> None:
    files = manim(*SMALL, "--save_sections", tiny)
    (index,) = (file for file in files if file.suffix == ".json")
    told = json.loads(index.read_text())
    assert [(section["name"], int(section["nb_frames"])) for section in told] == [
        ("fan", 9),
        ("dot", 6),
    ]
    assert [Video.read(index.parent / section["video"]).frames for section in told] == [9, 6]


def test_a_beat_of_which_nothing_is_drawn_has_no_section(tiny) -> None:
    files = manim(*SMALL, "--save_sections", "-n", "3,4", tiny)
    assert [file.name for file in files if "_000" in file.name] == ["S99Tiny_0001_dot.mp4"]


def test_the_files_have_the_name_and_the_folder_that_they_are_given(tiny, tmp_path) -> None:
    assert manim(*SMALL, "-o", "NAME", "--media_dir", tmp_path / "there", tiny) == []
    assert [file.name for file in (tmp_path / "there").rglob("NAME*")] == ["NAME.mp4"]


def test_nothing_is_taken_from_manims_cache(tiny) -> None:
    manim(*SMALL, tiny)
    tiny.write_text(CHAPTER.replace("[1, 0, 0]]", "[0, 1, 0]]"), encoding="utf-8")
    manim(*SMALL, tiny)
    kept = list(Path().rglob("partial_movie_files/*/*.mp4"))
    assert len(kept) == 5
    assert all(file.name.startswith("uncached") for file in kept)


def test_opengl_is_refused_in_one_line(tiny) -> None:
    with pytest.raises(SystemExit) as refused:
        manim(*SMALL, "--renderer", "opengl", tiny)
    assert refused.value.code == (
        "s99_tiny: only Manim's Cairo renderer can draw it, not --renderer opengl"
    )
    assert list(Path().rglob("*.mp4")) == []


def call(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as one types it, in a folder."""
    others = {name: value for name, value in os.environ.items() if name != "LVEBM_STORY"}
    return subprocess.run(
        [sys.executable, "-m", "manim", "render", *map(str, arguments)],
        cwd=folder,
        env=others | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )


CHAPTERS = sorted((ROOT / "scenes").glob("s[0-9][0-9]_*.py"))
TYPED = [("-ql", "-s", path) for path in CHAPTERS]
TYPED += [
    (*flags, path)
    for path in CHAPTERS[4:5]
    for flags in (
        ("-ql", "-n", "3,5"),
        ("-ql", "-n", "0,1", "--format", "gif"),
        ("-ql", "-n", "0,1", "-t"),
        ("-ql", "-n", "0,1", "-p"),  # where there is no display, nothing is opened
        ("-ql", "-n", "13,14", "--save_sections"),
        ("-qk", "-s"),
    )
]
ALL = os.environ.get("COMMANDS") == "all"


@pytest.mark.parametrize(
    "arguments", TYPED if ALL else TYPED[4:5], ids=lambda a: " ".join(map(str, a))
)
def test_a_chapter_of_the_film_is_rendered_from_another_folder(tmp_path, arguments) -> None:
    done = call(tmp_path, *arguments)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["media"]
