"""What is learned for another story: once, shown while it is, and kept."""

import io
import sys
from pathlib import Path

import numpy as np
import pytest

from scenes.film.lessons import KeptLessons
from scenes.story import checkpoints
from scenes.story.checkpoints import CheckpointError, learned
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.conftest import WriteStory
from tests.film.conftest import WriteFilm
from tests.film.made_film import run
from tests.story.counted import Counted, whole

SMALL = {
    "learning.steps": "4",
    "conditional.hidden": "[3]",
    "conditional.samples": "20",
    "conditional.steps": "4",
}


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in place of the project's assets."""
    folder = tmp_path / "assets"
    folder.mkdir()
    monkeypatch.setattr(checkpoints, "ASSETS", folder)
    return folder


def test_the_lecture_s_is_taken_from_assets(assets, tmp_path):
    one = Counted()
    (assets / "counted.safetensors").write_bytes(whole(one.lesson))
    count = one.count
    found = learned(one.lesson, KeptLessons(tmp_path / "kept"))
    assert found["path"].tolist() == [1, 2]
    assert one.count == count
    assert not (tmp_path / "kept").exists()


def test_a_broken_one_in_assets_is_told_and_not_passed_over(assets, tmp_path):
    one = Counted()
    (assets / "counted.safetensors").write_bytes(whole(one.lesson)[:-3])
    with pytest.raises(CheckpointError, match="no whole safetensors file"):
        learned(one.lesson, KeptLessons(tmp_path / "kept"))


@pytest.mark.parametrize("there", ["nothing", "another story's"])
def test_another_story_is_learned_once_and_kept(assets, tmp_path, there):
    if there != "nothing":
        (assets / "counted.safetensors").write_bytes(whole(Counted(number=2.0).lesson))
    first, again, other = Counted(), Counted(), Counted(number=3.0)
    for one in (first, again, other):
        learned(one.lesson, KeptLessons(tmp_path / "kept"))
    assert (first.count, again.count, other.count) == (1, 0, 1)
    kept = sorted(file.name for file in (tmp_path / "kept").iterdir())
    assert kept == sorted(f"counted-{one.lesson.digest}.safetensors" for one in (first, other))
    (tmp_path / "kept" / f"counted-{first.lesson.digest}.safetensors").write_bytes(b"broken")
    once_more = Counted()
    learned(once_more.lesson, KeptLessons(tmp_path / "kept"))
    assert once_more.count == 1


def test_a_folder_that_can_t_be_written_costs_only_time(assets, tmp_path):
    (tmp_path / "kept").write_text("a file")
    one = Counted()
    for _ in range(2):
        assert learned(one.lesson, KeptLessons(tmp_path / "kept"))["losses"].tolist() == [0.5]
    assert one.count == 2


@pytest.mark.parametrize(("terminal", "shown"), [(True, "3/3"), (False, "counted: to learn, 3")])
def test_learning_is_shown(assets, tmp_path, monkeypatch, terminal, shown):
    out = io.StringIO()
    out.isatty = lambda: terminal  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stderr", out)
    learned(Counted().lesson, KeptLessons(tmp_path / "kept", shown=True))
    assert shown in out.getvalue()
    assert "counted" in out.getvalue()
    before = out.getvalue()
    learned(Counted().lesson, KeptLessons(tmp_path / "kept", shown=True))
    learned(Counted(number=5.0).lesson, KeptLessons(tmp_path / "kept"))
    assert out.getvalue() == before


def test_a_story_s_own_learning_goes_through_the_keeper(write_story, tmp_path):
    story = load_story(write_story(SMALL))
    kept = KeptLessons(tmp_path / "kept")
    data = StoryData(story, keeper=kept)
    losses = data.learning.cold.losses, data.conditional.losses
    names = {file.name.partition("-")[0] for file in (tmp_path / "kept").iterdir()}
    assert names == {"learning", "conditional"}
    again = StoryData(story, keeper=kept)
    assert np.array_equal(again.learning.cold.losses, losses[0])
    assert np.array_equal(again.conditional.losses, losses[1])


@pytest.mark.slow
def test_a_film_of_another_story_learns_once_and_draws_what_it_learned(
    write_film: WriteFilm, write_story: WriteStory
) -> None:
    film = write_film(rest="self.hold(float(0 < self.data.learning.cold.losses[-1]))")
    story = write_story(SMALL)
    arguments = ("film", "--story", story, "--voice", "silent", "-q", "draft", "--out", "a.mp4")
    first = run(film, *arguments)
    assert first.exit_code == 0, first.output
    kept = list((film.programme.media / "kept").glob("*.safetensors"))
    assert [file.name for file in kept] == [
        f"learning-{StoryData(load_story(story)).learning.lesson.digest}.safetensors"
    ]
    again = run(film, *arguments)
    assert "0 of 4 beats rendered" in again.output
    write_story(SMALL | {"picks.energy": "3", "conditional.rate": "0.01"})
    assert "0 of 4 beats rendered" in run(film, *arguments).output
    write_story(SMALL | {"learning.rate": "0.2"})
    assert "1 of 4 beats rendered" in run(film, *arguments).output
    assert len(list((film.programme.media / "kept").glob("*.safetensors"))) == 2
