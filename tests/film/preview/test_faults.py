"""What is wrong with an edited file is told with the line that a creator has to mend."""

import shutil
from pathlib import Path

import pytest

from scenes import labels
from scenes.film.preview.faults import told
from scenes.narration.script import load_script
from scenes.narration.timings import load_timings
from scenes.story.data import StoryData
from scenes.story.parameters import DEFAULT_STORY, load_story

WORDS = Path(DEFAULT_STORY).parent / "narration"


def fault(run, *given, **more):
    with pytest.raises(Exception) as caught:  # noqa: PT011 - of any kind
        run(*given, **more)
    return told(caught.value)


def edited(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")
    return 1 + text[: text.index(old)].count("\n")


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("growth = 1.0 ", "growth = 9.0 ", "horn.growth = 9.0"),
        ("seed = 1 ", "sede = 1 ", "horn.sede"),
        ("beta = 2.0 ", "beta = 2.0.1 ", "not valid TOML"),
        ("x = 0.0 ", 'x = "nought" ', 'slice.x = "nought"'),
        ("weights = [-1.5, 0.4]", "weights = 3", "decoder.weights = 3"),
    ],
)
def test_of_a_story_the_line_of_the_key(tmp_path, monkeypatch, old, new, text):
    file = tmp_path / "mine.toml"
    shutil.copy(DEFAULT_STORY, file)
    line = edited(file, old, new)
    for folder in (tmp_path, Path(__file__).parent):  # the file is named from here, or in full
        monkeypatch.chdir(folder)
        found = fault(load_story, file)
        assert (found["file"], found["line"]) == (str(file), line)
        assert found["text"].startswith(text)


def test_of_a_story_without_a_key_the_line_of_its_table(tmp_path):
    file = tmp_path / "mine.toml"
    shutil.copy(DEFAULT_STORY, file)
    edited(file, "samples = 24", "# samples = 24")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[fault(load_story, file)["line"] - 1].startswith("[slice]")


@pytest.fixture(scope="module")
def data():
    return StoryData(load_story())


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("# The slice", "# The {{ slicex }}", "the title: unknown name"),
        ("## boxes\n", "## plane\n", "## plane: the heading appears twice"),
        ("## slide\n", "## slide\n{{ slicex }} ", "## slide: unknown name 'slicex'"),
        ("## slide\n", "## slide\n] ", "## slide: a lone ']'"),
        ("## slide\n", "## slide\n## boxes\n", "## slide: the beat has no words"),
    ],
)
def test_of_words_their_line_or_that_of_their_heading(tmp_path, data, old, new, text):
    folder = tmp_path / "narration"
    shutil.copytree(WORDS, folder)
    file = folder / "s03.md"
    line = edited(file, old, new)
    found = fault(load_script, "s03_slice", data, folder=folder)
    assert found["file"] == str(file)
    assert found["text"].startswith(text)
    assert found["line"] in (line, line + 1)
    assert len(found["text"]) < 400


def test_of_labels_their_line(tmp_path, monkeypatch):
    folder = tmp_path / "narration"
    shutil.copytree(WORDS, folder)
    monkeypatch.setattr(labels, "FOLDER", folder)
    file = folder / "labels.toml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    k, line = next((k, each) for k, each in enumerate(lines) if " = " in each)
    name = line.partition(" = ")[0]
    file.write_text("".join([*lines[:k], f"{name} = 3\n", *lines[k + 1 :]]), encoding="utf-8")
    found = fault(labels.labels.__wrapped__, "en")
    assert found == {
        "text": f"{name} = 3: must be words in quotes",
        "file": str(file),
        "line": k + 1,
    }


def test_of_the_table_of_times_its_file(tmp_path):
    file = tmp_path / "timings.json"
    file.write_text("{", encoding="utf-8")
    assert fault(load_timings, file)["file"] == str(file)


def test_of_code_the_innermost_line_that_is_edited():
    found = fault(lambda: StoryData(None).horn)
    assert found["file"].endswith(".py")
    assert "/scenes/story/" in found["file"]
    line = Path(found["file"]).read_text(encoding="utf-8").splitlines()[found["line"] - 1]
    assert "story" in line


def test_without_a_place_it_is_still_a_line():
    assert told(ValueError("two\nlines")) == {"text": "two lines", "file": None, "line": None}
