"""Where learning is shown: alone in the middle, and two trainings with all that goes with them."""

from __future__ import annotations

from scenes import look

ALONE = look.Zone(-6.62, 6.62, -2.95, 2.0)
LEFT, MIDDLE = look.Zone(-6.62, -2.42, -0.8, 2.0), look.Zone(-1.95, 2.25, -0.8, 2.0)
UNDER_LEFT, UNDER_MIDDLE = look.Zone(-6.62, -2.42, -2.9, -0.95), look.Zone(-1.95, 2.25, -2.9, -0.95)
LOSSES = look.Zone(2.75, 6.62, -2.95, 2.5)
