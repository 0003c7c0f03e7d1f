"""The energy in formulas: as a squared distance, and as the squares of its components."""

from __future__ import annotations

from scenes.mobjects.symbols import E_OF_Y_PRIME, G_OF_Z, Y_PRIME, Y, Z

DISTANCE = f'{E_OF_Y_PRIME} = part("distance", norm({Y_PRIME} - {G_OF_Z})^2)'
COMPONENTS, COMPONENTS_OF_PICK = (
    f'part("E", E)({whole}, {Z}) = '
    + " + ".join(
        f'part("step.{i}", [part("{role}.{i}", y{prime}_{i}) - part("decoder.{i}", g_{i})({Z})]^2)'
        for i in (1, 2)
    )
    for whole, role, prime in ((Y, "y", ""), (Y_PRIME, "pick", "'"))
)
