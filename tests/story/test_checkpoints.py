"""Checkpoints: whole and of this story, or one line; another story is learned once and kept."""

import hashlib
import io
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load, save

from scenes.film.lessons import KeptLessons
from scenes.story import checkpoints
from scenes.story.checkpoints import (
    CheckpointError,
    Lesson,
    OtherStoryError,
    checkpoint,
    learned,
    read_checkpoint,
)
from scenes.story.data import StoryData
from scenes.story.parameters import DEFAULT_STORY, StoryError, load_story
from scenes.story.watched import watched

SMALL = {
    "slice.samples": "24",
    "learning.steps": "4",
    "conditional.hidden": "[3]",
    "conditional.samples": "20",
    "conditional.steps": "4",
}
KINDS = ["learning", "conditional"]


def lesson_of(data: StoryData, kind: str) -> Lesson:
    return getattr(data, kind).lesson


class Counted:
    """A lesson of two numbers that counts how often it is learned."""

    def __init__(self, name="counted", number=1.0, steps=3):
        self.count = 0
        shapes = {"path": (2,), "losses": (1,)}
        self.lesson = Lesson(name, {"a.b": number}, steps, shapes, self._learn)

    def _learn(self, on_step):
        self.count += 1
        for done in range(1, self.lesson.steps + 1):
            on_step(done)
        return {"path": np.array([1.0, 2.0]), "losses": np.array([0.5])}


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in place of the project's assets."""
    folder = tmp_path / "assets"
    folder.mkdir()
    monkeypatch.setattr(checkpoints, "ASSETS", folder)
    return folder


# --- Those of the project -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_checkpoint_is_that_of_the_committed_story(lecture, kind):
    lesson = lesson_of(lecture, kind)
    found = read_checkpoint(lesson.committed, lesson)
    assert set(found) == set(lesson.shapes)
    metadata = load_metadata(lesson.committed)
    assert metadata == {"story": lesson.digest}


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_checkpoint_is_what_is_learned_today(lecture, kind):
    lesson = lesson_of(lecture, kind)
    committed = read_checkpoint(lesson.committed, lesson)
    for name, values in lesson.learn(lambda done: None).items():
        np.testing.assert_allclose(committed[name], values, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_learned_is_kept_to_the_bit(tell, tmp_path, kind):
    lesson = lesson_of(tell(SMALL), kind)
    told = []
    content = checkpoint(lesson, lesson.learn(told.append))
    assert told == list(range(1, lesson.steps + 1))
    again = checkpoint(lesson, lesson.learn(lambda done: None))
    assert hashlib.sha256(content).digest() == hashlib.sha256(again).digest()
    (tmp_path / "a.safetensors").write_bytes(content)
    found = read_checkpoint(tmp_path / "a.safetensors", lesson)
    for name, values in lesson.learn(lambda done: None).items():
        assert np.array_equal(found[name], values)
        assert not found[name].flags.writeable


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_read_that_is_not_in_the_digest_and_nothing_more_is_in_it(kind):
    story, read = watched(load_story(DEFAULT_STORY))
    lesson = lesson_of(StoryData(story), kind)
    lesson.learn(lambda done: None)
    assert dict(lesson.numbers) == read


def test_a_number_that_matters_makes_another_digest(lecture, tell):
    other = tell({"horn.alpha": "1.25", "learning.rate": "0.2"})
    beside = tell({"picks.energy": "3", "narration.words_per_minute": "140"})
    for kind in KINDS:
        assert lesson_of(other, kind).digest != lesson_of(lecture, kind).digest
        assert lesson_of(beside, kind).digest == lesson_of(lecture, kind).digest
    assert (
        lesson_of(tell({"learning.beta": "2.0"}), "conditional").digest
        == lesson_of(lecture, "conditional").digest
    )


def load_metadata(file: Path) -> dict[str, str]:
    """Read the header by hand: eight bytes of length, then JSON."""
    import json

    content = file.read_bytes()
    length = int.from_bytes(content[:8], "little")
    return json.loads(content[8 : 8 + length])["__metadata__"]


# --- Broken ones ----------------------------------------------------------------------------------


def whole(lesson: Lesson) -> bytes:
    return checkpoint(lesson, lesson.learn(lambda done: None))


def changed(lesson: Lesson, **arrays: np.ndarray | None) -> bytes:
    found = dict(load(whole(lesson))) | arrays
    kept = {name: values for name, values in found.items() if values is not None}
    return save(kept, metadata={"story": lesson.digest})


FAULTS = {
    "cut off": (lambda one: whole(one)[:-1], "no whole safetensors file ("),
    "cut in its head": (lambda one: whole(one)[:20], "no whole safetensors file ("),
    "empty": (lambda one: b"", "no whole safetensors file ("),
    "something else": (lambda one: b"PK\3\4" * 99, "no whole safetensors file ("),
    "too long": (lambda one: whole(one) + b"x", "no whole safetensors file ("),
    "misshapen": (
        lambda one: changed(one, path=np.zeros(3)),
        "path is float64[3]: must be float64[2]",
    ),
    "of another kind": (
        lambda one: changed(one, path=np.zeros(2, np.float32)),
        "path is float32[2]: must be float64[2]",
    ),
    "short of an array": (
        lambda one: changed(one, losses=None),
        "has path: must have losses, path",
    ),
    "with one more": (
        lambda one: changed(one, more=np.zeros(1)),
        "has losses, more, path: must have losses, path",
    ),
    "not finite": (
        lambda one: changed(one, path=np.array([np.nan, 0.0])),
        "path holds nan: must be finite",
    ),
    "of another story": (
        lambda one: whole(Counted(number=2.0).lesson),
        "learned from another story; make it anew with `lvebm learn`",
    ),
    "without a story": (
        lambda one: save(dict(load(whole(one)))),
        "learned from another story; make it anew with `lvebm learn`",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_checkpoint_that_can_t_be_used_is_one_line(tmp_path, fault):
    make, message = FAULTS[fault]
    one = Counted().lesson
    file = tmp_path / "counted.safetensors"
    file.write_bytes(make(one))
    with pytest.raises(CheckpointError) as caught:
        read_checkpoint(file, one)
    text = str(caught.value)
    assert text.startswith(f"{file}: {message}")
    assert text.endswith("; make it anew with `lvebm learn`")
    assert text.isprintable()
    assert isinstance(caught.value, OtherStoryError) == ("story" in fault)
    assert isinstance(caught.value, StoryError)  # which commands tell in a line


def test_a_file_that_can_t_be_read_is_one_line(tmp_path):
    for file in (tmp_path / "none.safetensors", tmp_path):
        with pytest.raises(CheckpointError, match=r": can't be read: "):
            read_checkpoint(file, Counted().lesson)


# --- Where a story's is found ---------------------------------------------------------------------


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
