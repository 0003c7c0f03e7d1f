"""Inference and free energy in formulas, labelled alike so that one turns into the next."""

from __future__ import annotations

from scenes.mobjects.energy_writing import Y, Z

ENERGY = f'part("E", E)({Y}, {Z})'
Z_CHECK = 'part("z_check", caron(z))'
INFERENCE = f'{Z_CHECK} = op("arg min", limits: #true)_{Z} {ENERGY}'
COLD = 'part("F", part("F.name", F)_part("F.beta", oo))'
WARM = 'part("F", part("F.name", F)_part("F.beta", beta))'
MINIMUM = f"{COLD}({Y}) = min_{Z} {ENERGY}"
AT_Z_CHECK = f'{COLD}({Y}) = part("E", E)({Y}, {Z_CHECK})'
INTEGRAL = (
    f'{WARM}({Y}) = -1 / part("beta", beta) log 1 / abs(part("z.all", cal(Z)))'
    f' integral_part("z.all", cal(Z)) part("weight", exp[-part("beta", beta) {ENERGY}]) dif {Z}'
)
GRADIENT = f'nabla {COLD}({Y}) = 2[{Y} - part("decoder", bold(g))({Z_CHECK})]'
MEAN = (
    f'part("F", part("F.name", F)_part("F.beta", 0))({Y}) = 1 / abs(part("z.all", cal(Z)))'
    f' integral_part("z.all", cal(Z)) {ENERGY} dif {Z}'
    f' = norm({Y})^2 + (part("w.1", w_1^2) + part("w.2", w_2^2)) / 2'
)
GAP = (
    'max_part("y.2", y_2) [part("F.name", F)_part("F.beta.0", 0) '
    '- part("F.name", F)_part("F.beta", beta)]'
)
