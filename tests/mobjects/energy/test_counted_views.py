import math

import numpy as np
import pytest

from scenes import look
from tests.mobjects.energy.stage import Y, decode, end, energy, make_views


@pytest.fixture
def view():
    return make_views()


def test_each_latent_has_its_boxes_sums_and_square(view):
    for count, z, boxes in zip(view.counts, (0.0, math.pi), ([2, 2], [4]), strict=True):
        assert count.z == z
        assert [row.count for row in count.boxes.rows] == boxes
        start = view.plane.p2c(count.boxes.legs.across.get_start())
        np.testing.assert_allclose(start, decode(z), atol=1e-9)
        total = sum((n * 0.5) ** 2 for n in boxes)
        square = view.axes.p2c(count.estimate.get_center())
        np.testing.assert_allclose(square, [z, total], atol=1e-9)
        assert f'part("E.counted", {total:g})' in count.sums.counted.source
        assert f'part("E", {energy(z):.2f})' in count.sums.exact.source
    assert list(view.estimates) == [count.estimate for count in view.counts]


def test_the_formula_lights_only_terms_that_are_counted(view):
    def lit(name):
        return {part.get_fill_opacity() for part in view.formula.part(name)}

    both, across = view.counts
    end(across.focus(view.formula))
    assert (lit("step.1"), lit("step.2")) == ({1.0}, {look.DIMMED})
    end(both.focus(view.formula))
    assert (lit("step.1"), lit("step.2")) == ({1.0}, {1.0})
    end(across.focus(view.formula), *view.clear(across))
    assert (lit("step.1"), lit("step.2")) == ({1.0}, {1.0})


def test_the_sample_s_coordinates_stand_in_the_margin(view):
    assert 'vec(delim: "[", 0.5, 1)' in view.where.source
    assert view.where.get_right()[0] <= look.MARGIN.right


def test_what_begins_shows_the_energy_of_the_moment(view):
    view.z.set_value(1.2)
    view.begin()
    assert view.readout.energy.value == pytest.approx(energy(1.2))
    assert view.readout.latent.value == 1.2


def test_z_runs_with_the_curve_and_sways_to_both_sides(view):
    end(*view.run_to(2.0))
    assert (view.z.get_value(), view.drawn.get_value()) == (2.0, 2.0)
    swaying, met = view.sway(2.0, (1.0, 5.0)), []
    swaying.begin()
    for share in np.linspace(0, 1, 201):
        swaying.interpolate(share)
        met.append(view.z.get_value())
    assert min(met) == pytest.approx(2 - 0.7 * 1, abs=1e-3)
    assert max(met) == pytest.approx(2 + 0.7 * 3, abs=1e-3)
    assert met[-1] == pytest.approx(2.0)
    assert view.drawn.get_value() == 2.0


def test_boxes_do_not_cover_the_sample(view):
    assert view.on_segment == (view.cross, view.name, view.y_tilde)
    assert set(view.on_segment) < set(view.moving)
    np.testing.assert_allclose(view.plane.p2c(view.cross.get_center()), Y, atol=1e-9)
