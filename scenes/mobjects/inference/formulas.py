"""Inference in formulas, labelled so that one turns into the next."""

from __future__ import annotations

from scenes.mobjects.symbols import E_OF_Y, Z_CHECK, Y, Z

INFERENCE = f'{Z_CHECK} = op("arg min", limits: #true)_{Z} {E_OF_Y}'
LOWEST = f"min_{Z} {E_OF_Y}"
Z_TILDE = 'part("z", tilde(z))'
G_OF_Z_TILDE = f'part("decoder", bold(g))({Z_TILDE})'
DENOISED = f'part("decoder", bold(g))({Z_CHECK})'
DENOISING = f"{Y} -> {DENOISED}"
MOVED = f"norm({Y} - {DENOISED})"
