"""What is kept from one run to the next, and when it is worked out anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from scenes.film import telling
from scenes.film.kept import KEPT_VERSIONS, Kept, digest, files_digest, oldest_first
from scenes.film.parts import KeptParts
from scenes.film.programme import FILM, Programme
from scenes.film.telling import known_story, words_of
from scenes.film.voice.cache import SpeechCache
from scenes.narration import passages
from scenes.narration.script import NarrationError
from scenes.story.parameters import DEFAULT_STORY, Story, StoryError, load_story
from tests.film.tiny_film import TinyFilm


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept")
    assert kept.get("thing", "a") is None
    kept.put("thing", "a", {"ž": [1.5, None]})
    assert kept.get("thing", "a") == {"ž": [1.5, None]}
    assert kept.get("thing", "b") is None
    assert kept.get("other", "a") is None


def test_old_versions_make_room(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.put("a-thing", "0", "another")
    for version in range(KEPT_VERSIONS + 2):
        kept.put("thing", str(version), version)
    assert sum(file.name.startswith("thing-") for file in tmp_path.iterdir()) == KEPT_VERSIONS
    assert kept.get("thing", str(KEPT_VERSIONS + 1)) == KEPT_VERSIONS + 1
    assert kept.get("a-thing", "0") == "another"


def test_what_is_broken_or_cant_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "thing-a.json").write_text("{")
    assert Kept(tmp_path).get("thing", "a") is None
    (tmp_path / "file").touch()
    Kept(tmp_path / "file").put("thing", "a", 1)
    assert Kept(tmp_path / "file").get("thing", "a") is None


def test_what_another_run_removes_meanwhile_is_no_error(tmp_path: Path) -> None:
    """A file that is listed and gone by the time it is looked at, as a link to nowhere is."""
    for name in ("c01.move-draft-a-b", "c01.move-draft-a-c"):
        for end in (".json", ".wav"):
            (tmp_path / f"{name}{end}").symlink_to("nowhere")
    (tmp_path / "c01.move-draft-a-d.json").write_text("{}")
    assert [file.stem for file in oldest_first(tmp_path.iterdir())] == ["c01.move-draft-a-d"]
    KeptParts(tmp_path).make_room(["c01.move-draft"])
    SpeechCache(tmp_path).prune()


def test_digests_tell_values_and_files_apart(tmp_path: Path) -> None:
    assert digest([1, "a"]) != digest([1, "b"])
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"1")
    two.write_bytes(b"1")
    before = files_digest([one, two])
    assert files_digest([one]) != files_digest([two])
    two.write_bytes(b"2")
    assert files_digest([one, two]) != before


# --- Words ----------------------------------------------------------------------------------------


class Reader:
    """Counts how often a chapter's words are worked out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        read = passages.read_chapter

        def counted(*args, **kwargs):  # type: ignore[no-untyped-def]
            self.count += 1
            return read(*args, **kwargs)

        monkeypatch.setattr(passages, "read_chapter", counted)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    return Reader(monkeypatch)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("chapter", FILM.chapters[::3])
def test_kept_words_are_the_same(
    tmp_path: Path, reader: Reader, language: str, chapter: str
) -> None:
    programme = replace(FILM, media=tmp_path, language=language)
    first = words_of(programme, chapter, load_story())
    assert words_of(programme, chapter, load_story()) == first
    assert reader.count == 1
    assert programme.script(chapter, load_story()) == programme.script(
        chapter, telling.data_of(load_story(), tmp_path)
    )


def other_words(film: TinyFilm) -> None:
    file = film.narration_file("c01_first")
    file.write_text(file.read_text().replace("slowly", "quickly"))


def other_beats(film: TinyFilm) -> None:
    file = film.chapter_file("c01_first")
    file.write_text(file.read_text().replace("self.beat(self.rest)", "pass"))


def other_phrases(film: TinyFilm) -> None:
    (film.narration_file("c01_first").parent / "phrases.jinja").write_text("{% set a = 'b' %}\n")


@pytest.mark.parametrize("edit", [other_words, other_phrases])
def test_an_edit_is_read(tiny_film: TinyFilm, reader: Reader, edit) -> None:  # type: ignore[no-untyped-def]
    tell(tiny_film.programme)
    edit(tiny_film)
    tell(tiny_film.programme)
    assert reader.count == 2


def test_beats_are_held_against_the_headings_again(tiny_film: TinyFilm) -> None:
    tell(tiny_film.programme)
    other_beats(tiny_film)
    with pytest.raises(NarrationError, match="unknown beat"):
        tell(tiny_film.programme)


def test_another_chapter_s_words_are_not_read(tiny_film: TinyFilm, reader: Reader) -> None:
    tell(tiny_film.programme)
    tiny_film.narration_file("c02_second").write_text("nonsense")
    tell(tiny_film.programme)
    assert reader.count == 1


def test_another_number_is_another_telling(tiny_film: TinyFilm, reader: Reader) -> None:
    story = load_story()
    tell(tiny_film.programme, story)
    slower = story.narration.model_copy(update={"words_per_minute": 80.0})
    tell(tiny_film.programme, story.model_copy(update={"narration": slower}))
    assert reader.count == 2


@pytest.mark.parametrize("content", ["[]", '{"title": 1}', '{"title": "a", "passages": [["b"]]}'])
def test_what_is_no_telling_is_worked_out_anew(
    tiny_film: TinyFilm, reader: Reader, content: str
) -> None:
    first = tell(tiny_film.programme)
    (file,) = (tiny_film.programme.media / "kept").glob("words-c01_first-*.json")
    file.write_text(content)
    assert tell(tiny_film.programme) == first
    assert reader.count == 2


def tell(programme: Programme, story: Story | None = None) -> object:
    return words_of(programme, "c01_first", story or load_story())


# --- Stories --------------------------------------------------------------------------------------


def test_a_story_is_known_once_it_was_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    radii = Story.radii

    def counted(self: Story, x: float) -> list[float]:
        asked.append(x)
        return radii(self, x)

    monkeypatch.setattr(Story, "radii", counted)
    first = known_story(None, tmp_path)
    once = len(asked)
    assert once > 0
    assert known_story(None, tmp_path) == first == load_story()
    assert len(asked) == 2 * once  # by load_story, which knows nothing


def test_a_story_that_is_wrong_stays_wrong(tmp_path: Path) -> None:
    file = tmp_path / "story.toml"
    text = DEFAULT_STORY.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    known_story(file, tmp_path)
    assert "\ny1 = [-3, 3]" in text
    file.write_text(text.replace("\ny1 = [-3, 3]", "\ny1 = [-1, 1]"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(StoryError, match=r"plane\.y1"):
            known_story(file, tmp_path)
