"""Checkpoints: whole and of this story, or one line; another story is learned once and kept."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load, save

from scenes.story.checkpoints import (
    CheckpointError,
    Lesson,
    OtherStoryError,
    checkpoint,
    read_checkpoint,
)
from scenes.story.data import StoryData
from scenes.story.parameters import DEFAULT_STORY, StoryError, load_story
from scenes.story.watched import watched
from tests.story.counted import Counted, whole

SMALL = {
    "horn.samples": "20",
    "predictor.steps": "4",
    "slice.samples": "24",
    "learning.steps": "4",
    "conditional.hidden": "[3]",
    "conditional.samples": "20",
    "conditional.steps": "4",
}
KINDS = ["predictor", "learning", "conditional"]


def lesson_of(data: StoryData, kind: str) -> Lesson:
    return getattr(data, kind).lesson


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
    content = file.read_bytes()
    length = int.from_bytes(content[:8], "little")
    return json.loads(content[8 : 8 + length])["__metadata__"]


# --- Broken ones ----------------------------------------------------------------------------------


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
