"""Inference in formulas, labelled so that one turns into the next."""

from __future__ import annotations

from scenes.mobjects.symbols import E_OF_Y, Z_CHECK, Z

INFERENCE = f'{Z_CHECK} = op("arg min", limits: #true)_{Z} {E_OF_Y}'
