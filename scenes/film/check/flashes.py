"""Much of the picture grows bright and dark again within a second, or something flickers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import Animation

from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array, picture_luminance
from scenes.film.check.watching import FRAME, QUALITY, Moment

CHANGE = 0.1  # of the relative luminance, as WCAG 2 has it
AREA = 0.12  # share of the picture: less is what something large makes as it moves on
SHORT = 1.0  # seconds there and back
OFTEN = 3.0  # times a second, as WCAG 2 has it
FAR = 0.25  # of an animation's whole way, to be seen as one of the times


class Flashes(Check):
    """Light that comes and goes within a second, or an animation that runs to and fro as fast."""

    kind = "flash"

    def __init__(self) -> None:
        self._before: list[tuple[float, Array]] = []
        self._play = -1

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield a flash that is over, or as good as over, and what flickers."""
        if moment.play != self._play:
            self._play = moment.play
            for animation in moment.animations:
                often = _times_a_second(animation)
                if often > OFTEN:
                    says = f"runs to and fro {often:.1f} times a second"
                    yield Sight(type(animation).__name__, says, FRAME)
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


def _times_a_second(animation: Animation) -> float:
    """Return how often an animation runs there and back, from its rate at each frame."""
    count = max(round(animation.run_time * QUALITY.fps), 1)
    shares = np.array([animation.rate_func(k / count) for k in range(count + 1)])
    turns, way, furthest = 0, 1.0, float(shares[0])
    for share in shares:
        if way * (share - furthest) >= 0:
            furthest = float(share)
        elif abs(share - furthest) >= FAR:
            turns, way, furthest = turns + 1, -way, float(share)
    return turns / 2 * QUALITY.fps / count
