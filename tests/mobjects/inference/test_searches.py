import numpy as np
import pytest

from scenes import look
from scenes.labels import label
from scenes.mobjects.inference.methods import EXHAUSTIVE, STEPPING, method_symbols
from scenes.mobjects.inference.search_table import SearchTable
from scenes.mobjects.inference.searches import Searches
from tests.mobjects.inference.pictures import energy, g, in_plane, over_z

WAYS = {"gradient": np.array([2.0, 1.5, 1.0, 0.0]), "cg": np.array([2.0, 2.5])}


@pytest.fixture
def pictures():
    return over_z(), in_plane()


@pytest.fixture
def searches(pictures):
    there, here = pictures
    return Searches(WAYS, finders=["gradient"], over_z=there, in_plane=here)


def test_all_start_at_one_latent_which_is_named_in_both_pictures(pictures, searches):
    there, here = pictures
    on_curve, on_manifold = searches.start.crosses
    at = there.axes.p2c(on_curve.get_center())
    np.testing.assert_allclose(at, [2.0, energy(2.0)], atol=1e-9)
    np.testing.assert_allclose(here.plane.p2c(on_manifold.get_center()), g(2.0), atol=1e-9)
    assert on_curve.get_stroke_color() == look.LATENT
    for cross, name in zip(searches.start.crosses, searches.start.names, strict=True):
        assert np.linalg.norm(cross.get_center() - name.get_center()) < 1


def test_methods_keep_pace_until_each_has_come_to_its_end(pictures, searches):
    there, here = pictures
    table = SearchTable(method_symbols(), most=9, top=9.0)
    searches.count_in(table)
    runs = searches.run("gradient", "cg")
    for run in runs:
        run.begin()
        run.finish()
    assert [searches.taken[method].get_value() for method in WAYS] == [3, 3]
    for method, z in WAYS.items():
        way, row = searches.ways[method].update(), table.rows[method].update()
        landed = there.axes.p2c(way.on_curve.landings.get_centers())
        np.testing.assert_allclose(landed, np.column_stack([z, energy(z)]), atol=1e-9)
        landed = here.plane.p2c(way.on_manifold.landings.get_centers())
        np.testing.assert_allclose(landed, g(z), atol=1e-9)
        assert row.steps.value == len(z) - 1
        assert row.energy.value == pytest.approx(energy(z[-1]))


def test_it_tells_who_finds_the_lowest_energy(searches):
    assert searches.find("cg", "gradient")
    assert not searches.find("cg")


def test_each_method_has_its_own_mark():
    assert list(method_symbols()) == [EXHAUSTIVE, *STEPPING]
    assert len({stepping.shape for stepping in STEPPING.values()}) == len(STEPPING)
    for method, (_, color) in STEPPING.items():
        symbol, written = method_symbols()[method]
        assert (symbol.get_fill_color(), written) == (color, label(method))
