import numpy as np
import pytest

from scenes import look
from scenes.mobjects.diagram import Diagram
from scenes.mobjects.light import Light, dim, lit
from scenes.mobjects.points import Discs


def opacities(mobject) -> np.ndarray:
    return np.array(
        [
            (part.get_fill_opacity(), part.get_stroke_opacity())
            for part in mobject.get_family()
            if part.has_points()
        ]
    )


def played(animation: Light) -> None:
    animation.begin()
    animation.interpolate(1.0)
    animation.finish()


def test_dimming_scales_every_opacity_so_hollow_stays_hollow():
    diagram = Diagram(zone=look.LEFT_STAGE)
    before = opacities(diagram)
    assert len(np.unique(before)) > 2  # hollow, shaded and full
    played(*dim(diagram))
    np.testing.assert_allclose(opacities(diagram), look.DIMMED * before)


def test_lighting_restores_what_was_however_often_it_was_dimmed():
    diagram = Diagram(zone=look.LEFT_STAGE)
    before = opacities(diagram)
    for animation in (*dim(diagram), Light(diagram, 0.0), *dim(diagram.y), *lit(diagram)):
        played(animation)
    np.testing.assert_allclose(opacities(diagram), before)


@pytest.mark.parametrize(("alpha", "light"), [(0.0, 1.0), (0.5, 0.7), (1.0, 0.4)])
def test_points_may_move_while_the_light_changes(alpha, light):
    discs = Discs(np.zeros((2, 3)))
    full = discs.get_fill_opacity()
    animation = Light(discs, 0.4)
    animation.begin()
    discs.set_centers(np.ones((3, 3)))
    animation.interpolate(alpha)
    np.testing.assert_allclose(discs.get_centers(), np.ones((3, 3)), atol=1e-6)
    assert discs.get_fill_opacity() == pytest.approx(light * full)
