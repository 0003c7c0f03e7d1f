"""Free energy in formulas, labelled alike so that one turns into the next."""

from __future__ import annotations

from scenes.mobjects.symbols import E_OF_Y, F_BETA, F_INFINITY, Z_CHECK, Y, Z

MINIMUM = f"{F_INFINITY}({Y}) = min_{Z} {E_OF_Y}"
AT_Z_CHECK = f'{F_INFINITY}({Y}) = part("E", E)({Y}, {Z_CHECK})'
INTEGRAL = (
    f'{F_BETA}({Y}) = part("log", -1 / part("beta", beta) log) 1 / abs(part("z.all", cal(Z)))'
    f' integral_part("z.all", cal(Z)) part("weight", exp[-part("beta", beta) {E_OF_Y}]) dif {Z}'
)
SUM = (
    f'part("F", part("F.name", tilde(F))_part("F.beta", beta))({Y})'
    f' = part("log", -1 / part("beta", beta) log) 1 / part("z.count", N) sum_{Z}'
    f' part("weight", exp[-part("beta", beta) {E_OF_Y}])'
)
GRADIENT = f'nabla {F_INFINITY}({Y}) = 2[{Y} - part("decoder", bold(g))({Z_CHECK})]'
MEAN = (
    f'part("F", part("F.name", F)_part("F.beta", 0))({Y}) = 1 / abs(part("z.all", cal(Z)))'
    f' integral_part("z.all", cal(Z)) {E_OF_Y} dif {Z}'
    f' = norm({Y})^2 + (part("w.1", w_1^2) + part("w.2", w_2^2)) / 2'
)
LARGEST_GAP = (
    'max_part("y.2", y_2) [part("F.name", F)_part("F.beta.0", 0) '
    '- part("F.name", F)_part("F.beta", beta)]'
)
