import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import LatentAxes, Plane
from scenes.mobjects.energy.family import Family
from scenes.mobjects.energy.wall import Wall
from scenes.mobjects.energy.zones import WALL, WALL_LENS, WALL_PLANE

TOP = 12.0
Z = np.linspace(0, math.tau, 25)
Y = np.array([[1.0, 0.5], [-2, 1]])
ENERGIES = np.array([4 + np.cos(Z), 5 - 3 * np.sin(Z)])
OWNER = np.array([0, 1, 1])
LATENTS = np.array([0.4, 2.0, 5.5])
DECODED = np.array([[0.2, 0.1], [-1, 0.3], [1.1, -0.2]])
DEPTHS = np.array([1.0, 0.0, TOP])


def family(members, bottoms):
    wall = Wall(6, columns=3, top=TOP, zone=WALL)
    return Family(
        y=Y[members],
        places=wall.places[[1, 4]][members],
        z=Z,
        energies=ENERGIES[members],
        bottoms=(OWNER[bottoms], LATENTS[bottoms], DECODED[bottoms], DEPTHS[bottoms]),
        plane=Plane(y1=(-3, 3), y2=(-2, 2), step=0.5, zone=WALL_PLANE),
        wall=wall,
        axes=LatentAxes(top=TOP, step=TOP, zone=WALL_LENS),
        size=0.8,
    )


@pytest.fixture
def whole():
    return family([0, 1], [0, 1, 2])


@pytest.fixture
def wall():
    return Wall(6, columns=3, top=TOP, zone=WALL)


def test_curves_lie_in_their_cells_and_over_each_other(whole, wall):
    axes = LatentAxes(top=TOP, step=TOP, zone=WALL_LENS)
    for part, read in (
        (whole.curves, [lambda at: wall.p2c(1, at), lambda at: wall.p2c(4, at)]),
        (whole.overlay, [axes.p2c, axes.p2c]),
    ):
        for path, to_data, energy in zip(part.get_subpaths(), read, ENERGIES, strict=True):
            points = np.concatenate([path[::4], path[-1:]])
            np.testing.assert_allclose(to_data(points), np.column_stack([Z, energy]), atol=1e-9)


def test_ways_run_from_each_y_to_its_decoded_points_in_the_colour_of_the_energy(whole):
    plane = Plane(y1=(-3, 3), y2=(-2, 2), step=0.5, zone=WALL_PLANE)
    np.testing.assert_allclose(plane.p2c(whole.ways.get_starts()), Y[OWNER], atol=1e-9)
    np.testing.assert_allclose(plane.p2c(whole.ways.get_ends()), DECODED, atol=1e-9)
    colors = whole.ways.get_segment_colors()
    np.testing.assert_allclose(colors[1], look.COLD.to_rgb())
    np.testing.assert_allclose(colors[2], look.ENERGY.to_rgb())
    np.testing.assert_allclose(plane.p2c(whole.samples.get_centers()), Y, atol=1e-9)


def test_bottoms_lie_in_the_cell_of_their_sample(whole, wall):
    centers = whole.bottoms.get_centers()
    for center, cell, z, depth in zip(centers, (1, 4, 4), LATENTS, DEPTHS, strict=True):
        np.testing.assert_allclose(wall.p2c(cell, center), [z, depth], atol=1e-9)


def test_without_bottoms_there_are_no_ways_and_without_members_there_is_nothing():
    alone = family([0, 1], [])
    assert alone.lows == []
    assert alone.submobjects == [alone.curves, alone.overlay, alone.samples]
    assert family([], []).submobjects == []
