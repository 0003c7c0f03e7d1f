"""What is saved is seen, whatever it is, and whatever was saved before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.film.preview.served_film import ServedFilm

pytestmark = pytest.mark.slow

CHAPTER, FRAME = "s14_coda", 200
STORY, WORDS = "assets/story.toml", "assets/narration/s14.md"


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedFilm]:
    with ServedFilm(tmp_path_factory.mktemp("preview"), CHAPTER) as running:
        running.frame(FRAME)
        yield running


@pytest.mark.parametrize(
    ("name", "old", "new", "wrong"),
    [
        ("scenes/s14_coda.py", "FadeIn(self.title)", "FadeOut(self.title)", "NoSuch(self.title)"),
        ("scenes/mobjects/manifold.py", "look.LINE)", "3 * look.LINE)", "look.LINE))"),
        (STORY, "growth = 1.0 ", "growth = 0.4 ", "growth = 9.0 "),
        (WORDS, "Everything in one", "All of it in one", "Everything {{ nothing }} in one"),
    ],
)
def test_what_is_saved_is_seen_and_what_is_wrong_is_told_with_its_line(film, name, old, new, wrong):
    before = film.frame(FRAME)
    film.save(name, old, new)
    assert film.redrawn() != before
    line = film.save(name, new, wrong)
    error = film.event("error", "redrawn")["error"]
    assert (error["file"], error["line"]) == (name, line)
    assert len(error["text"]) < 400
    film.save(name, wrong, old)
    assert film.redrawn() == before


def test_a_file_that_is_deleted_is_missed_and_found_again(film):
    before = film.frame(FRAME)
    text = (film.root / WORDS).read_text(encoding="utf-8")
    film.forget_events()
    (film.root / WORDS).unlink()
    assert film.event("error", "redrawn")["error"]["file"] == WORDS
    film.forget_events()
    (film.root / WORDS).write_text(text, encoding="utf-8")
    assert film.redrawn() == before


def test_numbers_that_are_turned_outlast_a_story_that_is_no_story(film):
    before = film.frame(FRAME)
    film.forget_events()
    assert film.post("story", {"values": {"decoder.weights": [-1.5, 0.9]}}).status_code == 200
    turned = film.redrawn()
    assert turned != before
    film.save(STORY, "\n[horn] ", "\nhorn = 3\n[corn] ")
    error = film.event("error", "redrawn")["error"]
    assert error["file"] == STORY
    assert film.ask("story").status_code in (200, 422)
    film.save(STORY, "\nhorn = 3\n[corn] ", "\n[horn] ")
    assert film.redrawn() == turned
    film.forget_events()
    assert film.post("story", {"values": {}}).status_code == 200
    assert film.redrawn() == before
