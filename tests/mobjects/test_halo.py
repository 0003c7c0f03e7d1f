import numpy as np
import pytest
from manim import Line

from scenes import look
from scenes.mobjects.formula import Formula
from scenes.mobjects.halo import edged, haloed


@pytest.mark.parametrize(("rim", "part"), [(edged, Line()), (haloed, Formula("z"))])
def test_a_rim_is_dark_and_lies_behind(rim, part):
    before = part.get_family()[-1].get_stroke_rgbas().copy()
    assert rim(part) is part
    for piece in part.family_members_with_points():
        assert piece.get_stroke_color(background=True) == look.BACKGROUND
        assert piece.get_stroke_opacity(background=True) == 1
        assert piece.get_stroke_width(background=True) > piece.get_stroke_width()
    np.testing.assert_array_equal(part.get_family()[-1].get_stroke_rgbas(), before)


def test_a_rim_is_as_wide_as_it_is_told():
    assert edged(Line(), width=7.0).get_stroke_width(background=True) == 7.0
