"""The forms of the free energy, written so that one turns into the next."""

from __future__ import annotations

import dataclasses

from scenes import look
from scenes.mobjects.formula import Formula, placed
from scenes.mobjects.free_energy.formulas import INTEGRAL, MEAN, MINIMUM, SUM
from scenes.mobjects.title import Title


def forms_beside(title: Title) -> tuple[Formula, Formula, Formula, Formula]:
    """Write F for any beta, for beta = infinity, for beta -> 0, and for a grid of latents.

    All have one size and one baseline, and leave room for the title at their left.
    """
    left = title.get_right()[0] + 2 * look.GAP
    zone = dataclasses.replace(look.FORMULA, left=left)
    sources = INTEGRAL, MINIMUM, MEAN, SUM
    widest = max(Formula(source).width for source in sources)
    size = look.FORMULA_SIZE * min(1.0, zone.width / widest)
    soft, hard, limit, grid = (placed(Formula(source, font_size=size)) for source in sources)
    for form in (hard, limit, grid):
        form.align_baseline(soft)
    return soft, hard, limit, grid
