"""The cut through the field of free energies along one y1, and what warmth does to it."""

import math
from functools import cached_property

import numpy as np

from scenes.story.data import FloatArray, StoryData

ACROSS = 121
"""Values of y2 along the whole cut, and again along the part that is looked at closely."""

CLOSE = 2.0
"""Half the width of the close view, in distances from the peak to the manifold."""

LOWEST_VIEW, HIGHEST_VIEW = 2.0, 3.2
"""Height of the close view, in heights of the peak: the peak stays easy to see."""

ROOM = 1.1
"""Room above a curve that has to be in view, as a share of its height."""

INVISIBLE = 0.004
"""The share of the cut's highest value below which two curves look like one."""

FROZEN = 200.0
"""Above so many times the coldest beta of the story, it is infinite: nobody could see a gap."""

WARM_STEP = 10.0
"""The warm end has a beta at least so many times smaller than the warmest of the story."""


class Cut:
    """The free energies F(y1, y2) for one y1 and every y2 of the plane.

    Parameters
    ----------
    data
        The story's numbers.

    Attributes
    ----------
    y1 : float
        Where the field is cut.
    span : tuple of float
        From the lowest y2 to the highest.
    betas : tuple of float
        The story's inverse temperatures from cold to warm.
    """

    def __init__(self, data: StoryData) -> None:
        self.data = data
        self.y1 = data.story.temperature.cut_y1
        self.span = data.story.plane.y2
        self.betas = tuple(reversed(data.story.temperature.betas))

    def heights(self, beta: float, y2: FloatArray | None = None) -> FloatArray:
        """Return F_beta(y1, y2): for y2 (n,), by default those of `y2`, shape (n,)."""
        return self.data.free_energy(self._at(self.y2 if y2 is None else y2), beta)

    def mean(self, y2: FloatArray | None = None) -> FloatArray:
        """Return the mean over z of E((y1, y2), z), the limit of F_beta as beta -> 0: (n,)."""
        return self.data.mean_energy(self._at(self.y2 if y2 is None else y2))

    def _at(self, y2: FloatArray) -> FloatArray:
        return np.stack([np.full_like(y2, self.y1), y2], axis=-1)

    @cached_property
    def y2(self) -> FloatArray:
        """Values of y2 from the bottom to the top, 0 among them, closer where one looks closely."""
        low, high = self.close_span
        every = [np.linspace(*self.span, ACROSS), np.linspace(low, high, ACROSS), np.zeros(1)]
        return np.unique(np.concatenate(every))

    # At zero temperature

    @cached_property
    def crossing(self) -> float | None:
        """The y2 > 0 at which the cut crosses the manifold, and so at -y2 too; None without two."""
        height = self.data.manifold_height(self.y1)
        return height if height > 0 else None

    @property
    def crossings(self) -> list[float]:
        """The two y2 at which the cut crosses the manifold, lowest first; none without two."""
        return [] if self.crossing is None else [-self.crossing, self.crossing]

    @cached_property
    def peak(self) -> float | None:
        """F_inf(y1, 0): the peak between the two crossings; None if there is none to be seen.

        The distance to the boundary of a convex set is concave inside it, and this one is the same
        for y2 and -y2: so on the chord from one crossing to the other it is largest in the middle.
        """
        return None if self.melting is None else float(self.data.free_energy([self.y1, 0.0]))

    @cached_property
    def sharp(self) -> bool:
        """Whether the peak has a corner: two z on either side are nearest there."""
        if self.crossing is None or self.peak is None:
            return False
        beside = [self.y1, 1e-6 * self.crossing]
        return bool(self.data.free_energy_gradient(beside)[1] < -1e-3 * self.crossing)

    # As it warms

    def humped(self, beta: float) -> bool:
        """Tell whether F_beta(y1, y2) still has a peak at y2 = 0."""
        return self.data.curvature_across(self.y1, beta) < 0

    @cached_property
    def rises(self) -> bool:
        """Whether warmth changes anything: without weights every z has the same energy."""
        return bool((self.mean() - self.heights(math.inf)).max() > 1e-9 * self.top)

    @cached_property
    def melting(self) -> float | None:
        """The beta at which the peak has gone; None if there is none to be seen."""
        beta = self.data.melting_beta(self.y1)
        return beta if beta < self.coldest else None

    @cached_property
    def warmest(self) -> float:
        """The beta of the warm end: so small that F_beta looks like the mean of E.

        F_beta is less than the mean by at most beta R^2 / 8, where R is the range of E over z
        (Hoeffding's lemma). Rounded down to 1, 2 or 5 times a power of ten.
        """
        y = self._at(np.linspace(*self.span, ACROSS))
        spread = float((self.data.highest_energy(y) - self.data.free_energy(y)).max())
        beta = self.betas[-1] / WARM_STEP
        if spread > 0:
            beta = min(beta, 8 * INVISIBLE * self.top / spread**2)
        return _rounded_down(beta)

    @cached_property
    def coldest(self) -> float:
        """The beta above which it is told and drawn as infinite."""
        return FROZEN * self.betas[0]

    @cached_property
    def gap(self) -> float:
        """How far at most F_beta at the warm end lies below the mean of E, along the cut."""
        return float((self.mean() - self.heights(self.warmest)).max())

    # What is in view

    @property
    def top(self) -> float:
        """The highest value of any curve."""
        return float(self.mean(np.array(self.span)).max())

    @cached_property
    def close_span(self) -> tuple[float, float]:
        """The y2 that are looked at closely: the peak and as much again; all without a peak."""
        low, high = self.span
        if self.crossing is None or self.peak is None:
            return low, high
        return max(low, -CLOSE * self.crossing), min(high, CLOSE * self.crossing)

    @cached_property
    def close_top(self) -> float:
        """The highest value that is looked at closely.

        Of a peak so much that the story's curves that still have one are seen as well, if they lie
        no more than a few times as high.
        """
        if self.peak is None:
            return self.top
        ends = np.array([*self.close_span, 0.0])
        humps = [self.heights(beta, ends).max() for beta in self.betas if self.humped(beta)]
        wanted = ROOM * max([*humps, self.heights(math.inf, ends).max()])
        return float(np.clip(wanted, LOWEST_VIEW * self.peak, HIGHEST_VIEW * self.peak))


def _rounded_down(value: float) -> float:
    power = 10.0 ** math.floor(math.log10(value) + 1e-9)
    return max(m * power for m in (1, 2, 5) if m * power <= value * (1 + 1e-9))
