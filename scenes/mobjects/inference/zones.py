"""Where the numbers of the searches stand, over the curve that is searched."""

from __future__ import annotations

from scenes.look import Zone

SEARCH_TABLE = Zone(0.95, 6.62, 0.2, 2.6)  # what was searched
SEARCH_LENS = Zone(0.95, 6.62, 0.4, 1.6)  # a lens over a piece of the curve, in the rows' place
LENS_WIDTH = 2.0
