"""A chapter is its own files: its scene, its words and its tests agree, and the README lists it."""

import re
from pathlib import Path

import pytest

from scenes.film.programme import FILM
from scenes.narration.script import load_script

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_the_scene_plays_the_headings_of_the_narration(chapter):
    narration = ROOT / "assets" / "narration" / f"{chapter.partition('_')[0]}.md"
    headings = re.findall(r"^## (\w+)$", narration.read_text(encoding="utf-8"), re.MULTILINE)
    assert FILM.beats(chapter) == tuple(headings)


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_every_chapter_has_a_test(chapter):
    assert (ROOT / "tests" / "chapters" / f"test_{chapter}.py").is_file()


def test_no_two_chapters_share_a_number():
    numbers = [chapter.partition("_")[0] for chapter in FILM.chapters]
    assert len(set(numbers)) == len(numbers)


def test_the_readme_lists_every_chapter_once_in_order_under_its_title(lecture):
    listed = re.findall(r"^\| `(s\d\d_\w+)` \*(.+?)\* \|", README, re.MULTILINE)
    assert listed == [(chapter, load_script(chapter, lecture).title) for chapter in FILM.chapters]
