"""The order of the film."""

from __future__ import annotations

from pathlib import Path

import pytest

import scenes
from scenes.film.errors import UnknownChapterError
from scenes.film.programme import FILM


def test_the_film_has_every_chapter_once_in_the_order_of_the_lecture() -> None:
    modules = sorted(path.stem for path in Path(scenes.__file__).parent.glob("s[0-9][0-9]_*.py"))
    assert list(FILM.chapters) == modules


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([], FILM.chapters),
        (["s03"], ("s03_slice",)),
        (["s05_energy", "s01"], ("s01_horn", "s05_energy")),
    ],
)
def test_chapters_are_chosen_by_name_or_number(wanted: list[str], found: tuple[str, ...]) -> None:
    assert FILM.select(wanted) == found


def test_an_unknown_chapter_lists_the_known() -> None:
    with pytest.raises(UnknownChapterError) as caught:
        FILM.select(["s0"])
    assert str(caught.value) == (
        "no chapter 's0'; the film has s01_horn, s03_slice, s04_latent, s05_energy"
    )
