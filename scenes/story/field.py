"""The field of free energies: its locations, the picks among them, and how far it goes."""

import numpy as np

from scenes.story.data import FloatArray, StoryData

LAST_LEG = 0.8
"""Share of the way from one side of the plane to the other that the last leg of a walk takes."""


def places(data: StoryData) -> FloatArray:
    """Return the locations, row by row from the lower left corner: (n, 2)."""
    return data.locations.reshape(-1, 2)


def picks(data: StoryData) -> FloatArray:
    """Return the picks on their row, from left to right: (n, 2)."""
    field = data.story.field
    across = np.array(field.row_y1)
    return np.column_stack([across, np.full_like(across, field.row_y2)])


def highest(data: StoryData) -> float:
    """Return the largest F_inf in the plane.

    The distance to a convex set grows towards the corners, and inside an ellipse nothing is
    farther from it than its centre.
    """
    (left, right), (bottom, top) = data.story.plane.y1, data.story.plane.y2
    corners = [(left, bottom), (right, bottom), (left, top), (right, top)]
    return float(data.free_energy([*corners, (0.0, 0.0)]).max())


def farthest(data: StoryData) -> FloatArray:
    """Return the location with the largest F_inf, the last of several: (2,)."""
    found = data.free_energy(places(data))
    at: FloatArray = places(data)[np.flatnonzero(found >= found.max() - 1e-9)[-1]]
    return at


def walk(data: StoryData) -> FloatArray:
    """Return where a y is led over the field: (5, 2).

    From the first pick to its nearest point, to the centre, to the farthest location and back
    across the plane, some of the way to the location opposite.
    """
    first = picks(data)[0]
    nearest = data.decode(data.infer(first).z)
    everything = places(data)
    far = farthest(data)
    at = int(np.flatnonzero((everything == far).all(axis=1))[0])
    opposite = everything[len(everything) - 1 - at]
    return np.array([first, nearest, np.zeros(2), far, far + LAST_LEG * (opposite - far)])
