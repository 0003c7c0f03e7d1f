"""``lvebm learn``: the lecture's checkpoints go to assets, another story's where films are made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scenes.film.cli import learn_command
from scenes.film.cli.main import main
from scenes.story import checkpoints
from scenes.story.data import StoryData
from scenes.story.parameters import load_story
from tests.conftest import WriteStory

SMALL: dict[str, str | None] = {
    "learning.steps": "3",
    "conditional.hidden": "[2]",
    "conditional.samples": "10",
    "conditional.steps": "3",
}


def learn(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["learn", *arguments])


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "assets"
    folder.mkdir()
    monkeypatch.setattr(checkpoints, "ASSETS", folder)
    return folder


def test_another_story_is_kept_where_films_are_made(
    assets: Path, write_story: WriteStory, tmp_path: Path
) -> None:
    story = write_story(SMALL)
    result = learn("--story", str(story), "--media", "made")
    assert result.exit_code == 0, result.output
    data = StoryData(load_story(story))
    lessons = (data.predictor.lesson, data.learning.lesson, data.conditional.lesson)
    files = [f"{lesson.name}-{lesson.digest}.safetensors" for lesson in lessons]
    for file in files:
        assert f"made/kept/{file}: written" in result.stdout
    assert sorted(f.name for f in Path("made/kept").glob("*.safetensors")) == sorted(files)
    assert not list(assets.iterdir())
    assert f"{data.conditional.distance():.4f} from the horn" in result.stdout
    assert f"{data.learning.cold.losses[-1]:.6g}" in result.stdout
    again = learn("--story", str(story), "--media", "made")
    assert again.stdout.count(": up to date") == 3


@pytest.mark.parametrize("installed", [False, True])
def test_the_lecture_s_goes_to_assets_of_a_checkout(
    assets: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    installed: bool,
) -> None:
    monkeypatch.setattr(learn_command, "INSTALLED", installed)
    monkeypatch.delenv("LVEBM_STORY", raising=False)
    result = learn("--media", str(tmp_path / "made"))
    assert result.exit_code == 0, result.output
    assert len(list(assets.iterdir())) == (0 if installed else 3)
    assert len(list((tmp_path / "made" / "kept").glob("*.safetensors"))) == 3 * installed


def test_a_broken_checkpoint_is_made_anew(assets: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    assert learn("--media", str(tmp_path)).exit_code == 0
    shutil.copytree(assets, whole)
    for file in assets.iterdir():
        file.write_bytes(file.read_bytes()[:100])
    assert learn("--media", str(tmp_path)).exit_code == 0
    for file in assets.iterdir():
        assert file.read_bytes() == (whole / file.name).read_bytes()


def test_a_folder_that_can_t_be_written_is_one_line(
    assets: Path, write_story: WriteStory, tmp_path: Path
) -> None:
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "kept").write_text("a file")
    result = learn("--story", str(write_story(SMALL)), "--media", "made")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].startswith("lvebm: can't write ")
    assert "Traceback" not in result.output
