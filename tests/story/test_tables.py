import math

import numpy as np
import pytest

from scenes.film.programme import FILM
from tests.chapters.reading import chapter_class


def table(data, chapter, name):
    return {table.name: table for table in chapter_class(chapter).number_tables(data)}[name]


@pytest.mark.parametrize("chapter", FILM.chapters)
def test_tables_are_rectangles_of_python_numbers(lecture, chapter):
    tables = chapter_class(chapter).number_tables(lecture)
    assert len({table.name for table in tables}) == len(tables)
    for found in tables:
        assert len(set(found.columns)) == len(found.columns)
        for row in found.rows:
            assert len(row) == len(found.columns)
            assert {type(cell) for cell in row} <= {int, float}
            assert all(math.isfinite(cell) for cell in row)


def test_the_horn_s_radii(lecture):
    radii = table(lecture, "s01_horn", "radii")
    assert radii.columns == ("x", "ρ₁", "ρ₂")
    for x, rho1, rho2 in radii.rows:
        assert math.isclose(rho1, math.exp(x) * (1.5 * x + 2 * (1 - x)), rel_tol=1e-14)
        assert math.isclose(rho2, math.exp(x) * (2 * x + 1.5 * (1 - x)), rel_tol=1e-14)
    assert (radii.rows[0][0], radii.rows[-1][0]) == (0.0, 1.0)


def test_the_samples_are_listed_from_one_in_full_precision(lecture):
    for chapter, name, samples in (
        ("s01_horn", "samples", lecture.horn),
        ("s03_slice", "Y", lecture.slice),
    ):
        found = table(lecture, chapter, name)
        assert found.columns == ("i", "x", "θ", "y₁", "y₂")
        assert [row[0] for row in found.rows] == list(range(1, len(samples.x) + 1))
        for i, x, theta, *y in found.rows:
            assert (x, theta) == (samples.x[i - 1], samples.theta[i - 1])
            assert y == list(samples.y[i - 1])


def test_the_slice_s_radii_in_boxes(lecture):
    assert table(lecture, "s03_slice", "radii").rows == ((0.0, 2.0, 1.5, 4.0, 3.0),)


def test_the_manifold(lecture):
    found = table(lecture, "s04_latent", "manifold")
    assert found.columns == ("j", "z", "ỹ₁", "ỹ₂")
    assert len(found.rows) == 48
    for j, z, y1, y2 in found.rows:
        assert z == pytest.approx((j - 1) * math.pi / 24, rel=1e-15)
        assert (y1, y2) == pytest.approx((-1.5 * math.cos(z), 0.4 * math.sin(z)), rel=1e-14)


def test_the_pick_s_energy_is_the_sum_of_two_squares(lecture):
    ((i, y1, y2),) = table(lecture, "s05_energy", "y′").rows
    assert (i, y1, y2) == (23, *lecture.slice.y[22])
    rows = table(lecture, "s05_energy", "E(y′, z)").rows
    assert len(rows) == 48
    for _, z, first, second, energy in rows:
        assert first == pytest.approx((y1 + 1.5 * math.cos(z)) ** 2, rel=1e-12)
        assert second == pytest.approx((y2 - 0.4 * math.sin(z)) ** 2, rel=1e-12)
        assert energy == pytest.approx(first + second, rel=1e-14)


def test_every_energy_and_its_summary(lecture):
    rows = table(lecture, "s05_energy", "E(y, z)").rows
    assert len(rows) == 24 * 48
    assert len({row[:2] for row in rows}) == len(rows)
    for i, j, z, energy in rows:
        y1, y2 = lecture.slice.y[i - 1]
        assert z == lecture.latents[j - 1]
        distance = math.hypot(y1 + 1.5 * math.cos(z), y2 - 0.4 * math.sin(z))
        assert energy == pytest.approx(distance**2, rel=1e-12)
    for _, y1, y2, low, at, high in table(lecture, "s05_energy", "summary of E(y, z)").rows:
        z = np.append(np.linspace(0, math.tau, 20001), at)
        curve = (y1 + 1.5 * np.cos(z)) ** 2 + (y2 - 0.4 * np.sin(z)) ** 2
        assert (low, high) == pytest.approx((curve.min(), curve.max()), abs=1e-6)
        assert curve[-1] == pytest.approx(low, rel=1e-12)


def test_the_cut_s_curves(lecture):
    found = table(lecture, "s11_temperature", "cut")
    betas = (50, 10, 2, 0.5, 0.1, 0.01)
    assert found.columns == ("y₁", "y₂", "F_∞", *(f"F at β = {beta:g}" for beta in betas), "mean E")
    z = [math.tau * k / 3000 for k in range(3000)]
    for y1, y2, cold, *warm, mean in found.rows:
        energies = [(y1 + 1.5 * math.cos(a)) ** 2 + (y2 - 0.4 * math.sin(a)) ** 2 for a in z]
        assert cold == pytest.approx(min(energies), abs=1e-5)
        assert mean == pytest.approx(sum(energies) / 3000)
        for beta, value in zip(betas, warm, strict=True):
            total = sum(math.exp(-beta * (e - cold)) for e in energies) / 3000
            assert value == pytest.approx(cold - math.log(total) / beta, abs=1e-6)
        assert cold <= min(warm)
        assert max(warm) <= mean


def test_the_weights_of_the_three_places(lecture):
    for name in ("Y[23]", "Y[10]", "0"):
        found = table(lecture, "s11_temperature", f"exp[−βE] of {name}, of the best z's")
        assert len(found.rows) == 48
        columns = list(zip(*found.rows, strict=True))[2:]
        assert all(max(column) == 1 for column in columns)
        assert sum(columns[0]) == (2 if name == "0" else 1)
