"""Where the wall of all energies stands, and what goes with it."""

from __future__ import annotations

from scenes.look import Zone

WALL = Zone(-1.55, 6.62, -2.95, 2.55)  # a picture of every energy, ...
WALL_PLANE = Zone(-6.62, -2.0, -0.3, 2.55)  # ... the plane beside it ...
WALL_LENS = Zone(-6.62, -1.95, -3.2, -0.95)  # ... and under that one energy, larger
