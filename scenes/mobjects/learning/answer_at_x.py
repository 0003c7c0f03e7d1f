"""What a network answers at one x: a diamond in a space, and how far it is from the radii."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from scenes import look
from scenes.mobjects.arrays import Array
from scenes.mobjects.following import follow
from scenes.mobjects.learning.prediction import Diamond
from scenes.mobjects.readout import Readout
from scenes.mobjects.space import Space
from scenes.mobjects.symbols import Y_HAT

_LOOKED_AT = 1001  # places of x, to find the largest number there is


class AnswerAtX:
    """One answer that goes along with x, beside the radii of the ellipse there.

    Parameters
    ----------
    space
        Where the answer is seen.
    x
        A tracker: the x of the moment.
    predict
        From x, (...), to the answers, (..., 2).
    radii
        From x, (...), to the radii of the ellipse there, (..., 2).

    Attributes
    ----------
    diamond : Diamond
        The answer.
    numbers : Readout
        x, the length of the answer, and both radii.
    """

    def __init__(
        self,
        space: Space,
        x: Any,
        *,
        predict: Callable[[npt.ArrayLike], Array],
        radii: Callable[[npt.ArrayLike], Array],
    ) -> None:
        self._space, self._x, self._predict = space, x, predict
        every = np.linspace(0.0, 1.0, _LOOKED_AT)
        largest = max(np.linalg.norm(predict(every), axis=-1).max(), radii(every).max())
        self.diamond = Diamond(np.zeros(3), size=look.POINT_RADIUS)
        self.numbers = Readout(
            ('part("x", x)', x.get_value),
            (f"norm({Y_HAT})", lambda: float(np.hypot(*predict(x.get_value())))),
            ("rho_1", lambda: radii(x.get_value())[0]),
            ("rho_2", lambda: radii(x.get_value())[1]),
            largest=float(largest),
            font_size=look.FORMULA_SIZE,
        ).move_to(look.RIGHT_STAGE.center)
        follow(self.diamond, self._place)

    def _place(self, diamond: Diamond) -> None:
        x = self._x.get_value()
        place = self._space.view.project(np.append(x, self._predict(x))).places
        diamond.move_to(np.append(place, 0.0))
