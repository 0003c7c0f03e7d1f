"""The film's visual vocabulary, by role: colours, sizes, strokes and zones.

Chapters and mobjects ask for a role ("the latent"), never for a colour or a coordinate. A role has
one colour and one shape everywhere, in formulas too.

Lengths are Manim units: the frame is 8 high and 14.22 wide, so one unit is 135 px at 1080p. Stroke
widths are Manim's (1 is 0.01 units, or 1.35 px at 1080p).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from manim import LEFT, ManimColor, Mobject

# --- Colours -------------------------------------------------------------------------------------

BACKGROUND = ManimColor("#0d1017")
INK = ManimColor("#e9e6df")
QUIET = ManimColor("#aeb6c6")
GRID = ManimColor("#252c3b")
AXES = ManimColor("#566074")

OBSERVED = ManimColor("#6cb6ff")  # y: filled disc, shaded node
LATENT = ManimColor("#ffb454")  # z and θ: ring, hollow node
LATENT_PALE = ManimColor("#ffe3b8")  # ... where several walks of z are shown at once:
LATENT_DEEP = ManimColor("#d9822b")  # each has its own shape too
DECODED = ManimColor("#c58af9")  # ỹ: ring, hollow node
DECODER = ManimColor("#4fd6be")  # g and w: rounded box
ENERGY = ManimColor("#ff6b74")  # E: square box, curve
PICK = ManimColor("#c3e88d")  # y′: cross
COLD = ManimColor("#59c2ff")  # ž and F: cross
WARM = ManimColor("#ffe45c")  # F as beta -> 0; far from COLD for every eye, and no other role's
PREDICTED = ManimColor("#5be584")  # ŷ: diamond, heavy line
NEAR_X = ManimColor("#7882ff")  # x = 0 ...
FAR_X = ManimColor("#ff7a59")  # ... to x = 1

ROLE_COLORS: dict[str, ManimColor] = {
    "ink": INK,
    "quiet": QUIET,
    "grid": GRID,
    "axes": AXES,
    "x": INK,  # as its axis; what stands at x has its colour
    "x0": NEAR_X,
    "x1": FAR_X,
    "y": OBSERVED,
    "theta": LATENT,
    "z": LATENT,
    "y_tilde": DECODED,
    "y_hat": PREDICTED,
    "decoder": DECODER,
    "w": DECODER,
    "E": ENERGY,
    "pick": PICK,
    "z_check": COLD,
    "F": COLD,
    "rho": INK,
    "epsilon": QUIET,
}


def x_colors(x: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Colours of positions along the horn.

    Parameters
    ----------
    x
        Positions in [0, 1], shape (...).

    Returns
    -------
    ndarray
        RGB in [0, 1], shape (..., 3), float64.
    """
    share = np.asarray(x, dtype=np.float64)[..., None]
    near, far = NEAR_X.to_rgb(), FAR_X.to_rgb()
    return np.asarray(near + (far - near) * share, dtype=np.float64)


def x_color(x: float) -> ManimColor:
    """Return the colour of one position along the horn, in [0, 1]."""
    return ManimColor.from_rgb(x_colors(x))


def energy_colors(share: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Colours of energies, from cold (the lowest) to the energy's own red (the highest).

    They pass through ink, because half way between the two lies a violet, which is the decoder's.

    Parameters
    ----------
    share
        Position in the range of energies, in [0, 1], shape (...).

    Returns
    -------
    ndarray
        RGB in [0, 1], shape (..., 3), float64.
    """
    amount = np.clip(np.asarray(share, dtype=np.float64), 0, 1)
    stops = np.array([color.to_rgb() for color in (COLD, INK, ENERGY)])
    channels = [np.interp(amount, [0, 0.5, 1], channel) for channel in stops.T]
    return np.stack(channels, axis=-1)


def temperature_colors(share: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Colours of temperatures, from cold blue (beta = infinity) to warm yellow (beta near 0).

    They pass through ink, not through the greens between the two, which are the decoder's and the
    pick's. The warm end is no orange, red or violet: those are z, E and what is decoded. Blue and
    yellow stay apart in every kind of colour vision.

    Parameters
    ----------
    share
        Position on the temperature dial, from 0 (cold) to 1 (warm), shape (...).

    Returns
    -------
    ndarray
        RGB in [0, 1], shape (..., 3), float64.
    """
    amount = np.clip(np.asarray(share, dtype=np.float64), 0, 1)
    stops = np.array([color.to_rgb() for color in (COLD, INK, WARM)])
    channels = [np.interp(amount, [0, 0.5, 1], channel) for channel in stops.T]
    return np.stack(channels, axis=-1)


# --- Sizes ---------------------------------------------------------------------------------------

TITLE_SIZE = 44.0
FORMULA_SIZE = 46.0
LARGE_FORMULA_SIZE = 60.0
TEXT_SIZE = 36.0
TICK_SIZE = 30.0

THIN = 1.5  # grids
LINE = 2.4  # axes, segments
BOLD = 3.6  # curves, boxes

DOT_RADIUS = 0.065
RING_RADIUS = 0.06
POINT_RADIUS = 0.1  # the one point that the voice speaks of
CROSS_SIZE = 0.17  # half its width

ELLIPSE_POINTS = 73  # of a drawn ellipse, its end on its start
HORN_RINGS = 13  # ellipses of the envelope

SHEET_MARGIN = 1.12  # of a sheet across the horn, beside its widest ellipse
END_ON_ZOOM = 0.92  # how much farther the whole horn, seen from its wide end
RESTING_ANGLE = 0.75  # where a turning angle comes to rest, in radians: clear of both axes

HALO = 6.0  # width of the dark rim round a name that stands on lines
PULSE = 1.1  # how much larger a thing grows for a moment, to be looked at
ENVELOPE = 0.65  # opacity of the horn's outline: the data is brighter than its frame
DIMMED = 0.58  # opacity of what the voice does not speak of: 3 to 1 against the background, ...
FAINT = 0.7  # ... and of what it has just spoken of
VEIL = 0.22  # of a fill, and of lines that lie behind as a ground

GAP = 0.25  # between a thing and its label


# --- Zones ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Zone:
    """A rectangle of the frame, in Manim units.

    Parameters
    ----------
    left, right, bottom, top
        Its edges; left < right and bottom < top.
    """

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """Width in Manim units."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in Manim units."""
        return self.top - self.bottom

    @property
    def center(self) -> npt.NDArray[np.float64]:
        """Its centre, shape (3,)."""
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0])

    def at(self, across: float, up: float) -> npt.NDArray[np.float64]:
        """Return the point at these shares of the width and the height, shape (3,)."""
        return np.array([self.left + across * self.width, self.bottom + up * self.height, 0.0])

    def shrink(self, mobject: Mobject) -> None:
        """Make a mobject as small as the zone, about its own left edge, if it is larger."""
        too_large = max(mobject.width / self.width, mobject.height / self.height, 1.0)
        mobject.scale(1 / too_large, about_edge=LEFT)


FRAME = Zone(-64 / 9, 64 / 9, -4.0, 4.0)
SAFE = Zone(-6.62, 6.62, -3.0, 3.62)  # the lowest eighth belongs to the player's captions
TITLE = Zone(-6.62, -0.5, 2.95, 3.62)
FORMULA = Zone(-0.2, 6.62, 2.2, 3.62)
STAGE = Zone(-6.62, 6.62, -2.95, 2.55)
CORNER = Zone(-6.62, -4.4, 0.95, 2.7)  # under the title, for numbers that follow the picture
CENTER_STAGE = Zone(-4.47, 4.47, -3.0, 2.95)  # a picture alone under its title; what is told ...
MARGIN = Zone(-6.62, -4.68, -2.95, 2.3)  # ... of it has the margin at its left
WHOLE_STAGE = Zone(-4.57, 4.57, -2.93, 3.16)  # a picture without a word beside it
WIDE_STAGE = Zone(-6.62, 1.3, -2.95, 2.2)  # a picture with words beside it
SIDE_STAGE = Zone(1.8, 6.62, -2.95, 1.9)  # those words
LEFT_STAGE = Zone(-6.62, 0.35, -2.95, 2.45)
RIGHT_STAGE = Zone(0.95, 6.62, -2.95, 2.45)

HORN_CENTER = STAGE.at(0.5, 0.45)  # the horn is heaviest at its upper right, under the formula
