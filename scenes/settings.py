"""Manim's settings, for a while."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from manim import config


@contextlib.contextmanager
def settings(values: Mapping[str, Any]) -> Iterator[None]:
    """Change some of Manim's settings, and change them back.

    Manim's own ``tempconfig`` sets all of them, twice, which takes 40 ms: one of them rebuilds
    Manim's classes. Here only those are set that differ.

    Parameters
    ----------
    values
        The settings by their names; those that Manim doesn't know are left out.
    """
    before = {
        key: config[key] for key, value in values.items() if key in config and config[key] != value
    }
    config.update({key: values[key] for key in before})
    try:
        yield
    finally:
        config.update(before)
