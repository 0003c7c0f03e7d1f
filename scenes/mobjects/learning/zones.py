"""Where learning is shown: one ellipse alone, and two trainings with all that goes with them."""

from __future__ import annotations

from scenes import look

ALONE = look.Zone(-6.62, 6.62, -2.95, 2.0)
COLD_PLANE, WARM_PLANE = look.Zone(-6.62, -2.6, -0.7, 2.0), look.Zone(-1.85, 2.17, -0.7, 2.0)
COLD_BARS, WARM_BARS = look.Zone(-6.62, -2.6, -2.9, -0.9), look.Zone(-1.85, 2.17, -2.9, -0.9)
LOSSES = look.Zone(2.9, 6.62, -2.95, 2.5)
