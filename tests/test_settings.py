"""Manim's settings are changed for a while, and no others."""

import contextlib

from manim import config, tempconfig

from scenes.film.quality import QUALITIES
from scenes.film.render import film_config
from scenes.settings import settings


def values():
    return {key: config[key] for key in config}


def test_they_are_those_that_manim_would_set_and_come_back():
    before = values()
    wanted = film_config(QUALITIES["draft"])
    with tempconfig(wanted):
        expected = values()
    with settings(wanted):
        assert values() == expected
        assert config.pixel_width == QUALITIES["draft"].width
    assert values() == before


def test_they_come_back_after_an_error():
    before = values()
    with contextlib.suppress(KeyError), settings({"pixel_width": 12, "no_such": 3}):
        assert config.pixel_width == 12
        raise KeyError
    assert values() == before
