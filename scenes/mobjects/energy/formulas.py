"""The energy in formulas: a squared distance, the squares of its components, and its lowest."""

from __future__ import annotations

from scenes.mobjects.symbols import E_OF_Y, E_OF_Y_PRIME, G_OF_Z, Y_PRIME, Z_CHECK, Y, Z

DISTANCE = f'{E_OF_Y_PRIME} = part("distance", norm({Y_PRIME} - {G_OF_Z})^2)'
DISTANCE_OF_Y = f"{E_OF_Y} = norm({Y} - {G_OF_Z})^2"
COMPONENTS, COMPONENTS_OF_PICK = (
    f'part("E", E)({whole}, {Z}) = '
    + " + ".join(
        f'part("step.{i}", [part("{role}.{i}", y{prime}_{i}) - part("decoder.{i}", g_{i})({Z})]^2)'
        for i in (1, 2)
    )
    for whole, role, prime in ((Y, "y", ""), (Y_PRIME, "pick", "'"))
)
AGAIN_AFTER_A_TURN = f'part("decoder", bold(g))({Z} + 2 pi) = {G_OF_Z}'
E_AT_BEST = f'part("E", E)({Y_PRIME}, {Z_CHECK})'


def best(z: str, energy: str) -> str:
    """Write the best latent and the energy there, as numbers."""
    return f'{Z_CHECK} = part("z_check", {z}), quad {E_AT_BEST} = part("E", {energy})'
