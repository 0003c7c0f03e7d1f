"""Where the field is shown alone; and its cut: map, dial, curves, and what comes instead."""

from __future__ import annotations

from scenes import look

FIELD = look.Zone(-4.0, 4.65, -2.93, 2.75)  # between its legend and a formula of one line
FIELD_LEGEND = look.Zone(-6.62, -4.3, -2.95, 2.3)
WHOLE_MAP = look.Zone(-4.3, 4.3, -3.0, 2.75)  # before it is cut
CUT_MAP = look.Zone(-6.62, -0.45, -1.9, 2.3)
DIAL = look.Zone(-6.62, -0.45, -2.95, -2.05)
CUT = look.Zone(1.0, 5.6, -2.3, 1.5)  # of the curves; numbers and names stand round them
WEIGHTS = look.Zone(-6.62, 6.62, -2.1, 2.3)
