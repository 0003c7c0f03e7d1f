"""Masks of discs cover what the discs themselves would."""

from __future__ import annotations

import math

import cairo
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.mobjects.disc_mask import STEPS, disc_mask

SIZE = 40  # pixels


def coverage(surface: cairo.ImageSurface) -> np.ndarray:
    """Return an A8 surface's coverage, shape (height, width), in [0, 1]."""
    surface.flush()
    rows = np.frombuffer(surface.get_data(), np.uint8).reshape(-1, surface.get_stride())
    return rows[:, : surface.get_width()] / 255


@given(
    right=st.integers(0, STEPS - 1),
    down=st.integers(0, STEPS - 1),
    radius=st.integers(1, 12 * STEPS),
)
def test_a_mask_is_a_whole_disc_around_its_middle(right: int, down: int, radius: int) -> None:
    mask, middle = disc_mask(right, down, radius)
    covered = coverage(mask)
    assert not covered[[0, -1]].any()
    assert not covered[:, [0, -1]].any()
    area = math.pi * (radius / STEPS) ** 2
    assert covered.sum() == pytest.approx(area, rel=0.02, abs=0.02)
    rows, columns = np.indices(covered.shape) + 0.5
    if area > 3:
        assert (columns * covered).sum() / covered.sum() == pytest.approx(
            middle + right / STEPS, abs=0.03
        )
        assert (rows * covered).sum() / covered.sum() == pytest.approx(
            middle + down / STEPS, abs=0.03
        )


@given(x=st.floats(15, 25), y=st.floats(15, 25), radius=st.floats(1, 9))
def test_a_rounded_disc_is_hardly_another(x: float, y: float, radius: float) -> None:
    exact = cairo.ImageSurface(cairo.FORMAT_A8, SIZE, SIZE)
    context = cairo.Context(exact)
    context.arc(x, y, radius, 0, 2 * math.pi)
    context.fill()

    rounded = cairo.ImageSurface(cairo.FORMAT_A8, SIZE, SIZE)
    context = cairo.Context(rounded)
    (column, right), (row, down) = (divmod(round(STEPS * each), STEPS) for each in (x, y))
    mask, middle = disc_mask(right, down, round(STEPS * radius))
    context.mask_surface(mask, column - middle, row - middle)

    # Its edge moves by half a step each of the middle's two places and of the radius, at most.
    most = (math.sqrt(2) + 1) / (2 * STEPS)
    assert np.abs(coverage(exact) - coverage(rounded)).max() < 1.5 * most
