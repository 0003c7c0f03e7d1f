"""Where the cut is shown: the map and its dial, the curves beside them, and what comes instead."""

from __future__ import annotations

from scenes import look

CUT_MAP = look.Zone(-6.62, -0.45, -1.9, 2.3)
DIAL = look.Zone(-6.62, -0.45, -2.95, -2.05)
CUT = look.Zone(1.0, 5.6, -2.3, 1.5)  # of the curves; numbers and names stand round them
WEIGHTS = look.Zone(-6.62, 6.62, -2.1, 2.3)
