import math

import numpy as np
from manim import ValueTracker

from scenes import look
from scenes.mobjects.axes import LatentAxes, Plane
from scenes.mobjects.inference.way_twice import WayTwice


def test_the_same_steps_are_seen_on_the_curve_and_in_the_plane():
    axes, plane = LatentAxes(top=5.0), Plane(y1=(-3, 3), y2=(-2, 2), step=0.5)
    z = np.array([0.3, -0.4, 0.2])
    energy, y_tilde = np.array([3.0, 2.0, 1.0]), np.column_stack([np.cos(z), np.sin(z)])
    way = WayTwice(
        axes, plane, z=z, energy=energy, y_tilde=y_tilde, shape="star", color=look.LATENT
    )
    taken = ValueTracker(0)
    way.track(taken)
    taken.set_value(2)
    way.update()
    on_curve = axes.p2c(way.on_curve.landings.get_centers())
    np.testing.assert_allclose(on_curve, np.column_stack([z % math.tau, energy]), atol=1e-9)
    np.testing.assert_allclose(
        plane.p2c(way.on_manifold.landings.get_centers()), y_tilde, atol=1e-9
    )


def test_hops_rise_away_from_the_ellipse():
    axes, plane = LatentAxes(top=5.0), Plane(y1=(-3, 3), y2=(-2, 2), step=0.5)
    z = np.array([1.0, 1.5, math.pi + 1.5])  # the last hop goes through the middle
    y_tilde = np.column_stack([np.cos(z), np.sin(z)])
    way = WayTwice(
        axes,
        plane,
        z=z,
        energy=np.ones(3),
        y_tilde=y_tilde,
        shape="star",
        color=look.LATENT,
    )
    middle = plane.p2c(way.on_manifold.go(0.5).marker.get_place())
    assert np.linalg.norm(middle) > 1
    assert np.isfinite(way.on_manifold.get_reach()).all()
