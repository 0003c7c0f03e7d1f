"""Fixtures of the tests of the film."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.film.made_film import SETTINGS, MadeFilm, speak_and_make
from tests.film.tiny_film import TinyFilm, write_tiny_film

WriteFilm = Callable[..., TinyFilm]


@pytest.fixture(autouse=True)
def _nothing_is_set_by_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in SETTINGS:
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeFilm:
    """A film that was made; to be looked at and not changed."""
    return speak_and_make(tmp_path_factory.mktemp("made"))


@pytest.fixture
def write_film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WriteFilm:
    """Return what writes a tiny film that this process and its workers can import."""

    def write(**changes: str) -> TinyFilm:
        film = write_tiny_film(tmp_path, **changes)
        monkeypatch.syspath_prepend(tmp_path)
        importlib.invalidate_caches()
        return film

    return write


@pytest.fixture
def tiny_film(write_film: WriteFilm) -> TinyFilm:
    return write_film()
