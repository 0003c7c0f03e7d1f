"""Where the decoder is shown: its diagram, what stands under it, and the plane beside it."""

from __future__ import annotations

from scenes import look

DIAGRAM = look.Zone(-6.62, -0.5, -1.3, 2.3)
UNDER_DIAGRAM = look.Zone(-6.62, -0.5, -2.95, -1.75)
WHOLE_DIAGRAM = look.Zone(-4.9, 4.9, -2.4, 2.6)  # until there is a plane beside it
OVER_LINE = look.Zone(-4.65, 4.65, -1.75, 3.2)  # the plane while z runs, and z's line under it
LINE = look.Zone(-4.65, 4.65, -2.95, -2.0)
BESIDE_DIAGRAM = look.Zone(-0.05, 6.62, -2.95, 1.95)
