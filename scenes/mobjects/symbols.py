"""The lecture's symbols as Typst sources, labelled with their roles: formulas are made of them."""

X = 'part("x", x)'
Y = 'part("y", bold(y))'
Y_PRIME = """part("pick", bold(y)')"""
Y_HAT = 'part("y_hat", bold(hat(y)))'
Z = 'part("z", z)'
Z_CHECK = 'part("z_check", caron(z))'
ALPHA = 'part("alpha", alpha)'
BETA = 'part("beta", beta)'
G_OF_Z = f'part("decoder", bold(g))({Z})'
E_OF_Y = f'part("E", E)({Y}, {Z})'
E_OF_Y_PRIME = f'part("E", E)({Y_PRIME}, {Z})'
F_INFINITY = 'part("F", part("F.name", F)_part("F.beta", oo))'
F_BETA = 'part("F", part("F.name", F)_part("F.beta", beta))'

TITLE_SYMBOLS = {"x": X, "y": Y, "z": Z}
