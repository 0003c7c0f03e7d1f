import numpy as np
import pytest

from scenes import look
from scenes.mobjects.free_energy.readouts import FieldLegend, FieldReadout, PickTable

ZONE = look.SIDE_STAGE


def inside(mobject, zone):
    left, right = mobject.get_left()[0], mobject.get_right()[0]
    bottom, top = mobject.get_bottom()[1], mobject.get_top()[1]
    slack = 0.01
    return (
        zone.left - slack <= left
        and right <= zone.right + slack
        and zone.bottom - slack <= bottom
        and top <= zone.top + slack
    )


def test_the_legend_counts_the_locations():
    legend = FieldLegend(columns=25, rows=17, longest=2.449, zone=ZONE)
    assert legend.count[0].source == '25 times 17 = part("y", 425)'
    assert legend.longest[1].source == "= 2.45"
    assert inside(legend, ZONE)


@pytest.mark.parametrize("count", [1, 5, 8])
def test_the_table_has_a_row_for_each_pick(count):
    y1, z = np.linspace(-3, 2, count), np.linspace(0, 6, count)
    table = PickTable(y1, z, zone=ZONE)
    assert inside(table, ZONE)
    assert len(table.rows) == count
    for i, (name, across, latent) in enumerate(table.rows):
        assert name.source == f'part("pick", {i + 1})'
        assert across.value == y1[i]
        assert latent.value == z[i]
        assert across.baseline == pytest.approx(name.baseline)
        assert latent.baseline == pytest.approx(name.baseline)
    heights = [row[0].baseline for row in table.rows]
    assert (np.diff(heights) < 0).all()
    assert table.header.get_bottom()[1] > table.rows[0].get_top()[1]


def test_a_number_that_gains_a_digit_by_rounding_is_shown():
    table = PickTable(np.array([-9.999]), np.array([0.0]), zone=ZONE)
    assert table.rows[0][1].value == -9.999
    FieldReadout(top=9.999, largest=9.999).show_values([9.999, -9.999], 9.999)


@pytest.mark.parametrize(("y", "value"), [([-3.0, -0.5], 2.479), ([99.0, -99.0], 9999.0)])
def test_the_readout_shows_y_and_its_free_energy(y, value):
    readout = FieldReadout(top=9999.0, largest=99.0)
    readout.show_values(y, value)
    assert readout.free_energy.value == value
    assert [number.value for number in readout.components] == y
    assert inside(readout, look.FORMULA)
    assert inside(readout.formula, look.FORMULA)
    assert readout.formula.get_right()[0] < readout.free_energy.get_left()[0]
    assert readout.formula.baseline == pytest.approx(readout.free_energy.baseline)
