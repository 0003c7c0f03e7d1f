"""A large part of the picture grows bright and dark again, or the other way, within a second."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array, picture_luminance
from scenes.film.check.watching import FRAME, Moment

CHANGE = 0.1  # of the relative luminance, as WCAG 2 has it
AREA = 0.1  # share of the picture
SHORT = 1.0  # seconds there and back


class Flashes(Check):
    """Light that comes and goes within a second."""

    kind = "flash"

    def __init__(self) -> None:
        self._before: list[tuple[float, Array]] = []

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield a flash that is over, or as good as over."""
        light = picture_luminance(moment.picture[4::8, 3::8])
        self._before = [each for each in self._before if moment.time - each[0] <= SHORT]
        for sign in (1, -1):
            lowest = np.full(light.shape, np.inf)
            flash = np.zeros(light.shape, dtype=bool)
            for _, earlier in self._before:
                flash |= (sign * (earlier - light) >= CHANGE) & (sign * earlier - lowest >= CHANGE)
                lowest = np.minimum(lowest, sign * earlier)
            share = float(flash.mean())
            if share >= AREA:
                yield Sight("the picture", f"flashes: {share:.0%} of it, within a second", FRAME)
                break
        self._before.append((moment.time + (moment.lasts - 1) / 30, light))
