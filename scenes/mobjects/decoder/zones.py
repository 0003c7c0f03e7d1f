"""Where the decoder is shown: its diagram, what stands under it, and the plane beside it."""

from __future__ import annotations

from scenes import look

DIAGRAM = look.Zone(-6.62, -0.5, -1.3, 2.3)
UNDER_DIAGRAM = look.Zone(-6.62, -0.5, -2.95, -1.75)
BESIDE_DIAGRAM = look.Zone(-0.05, 6.62, -2.95, 1.95)
