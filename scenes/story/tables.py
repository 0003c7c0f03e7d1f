"""The numbers behind the pictures of a chapter, as tables."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scenes.story.data import Samples, StoryData

Cell = float | int | str

HORN_STEPS = 20
"""Steps of x from 0 to 1 at which the radii are listed."""


@dataclass(frozen=True)
class Table:
    """Named columns of numbers; every row has as many cells as there are columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def chapter_tables(chapter: str, data: StoryData) -> tuple[Table, ...]:
    """Return the tables of a chapter; ``KeyError`` names a chapter that has none."""
    return TABLES[chapter](data)


def _horn(data: StoryData) -> tuple[Table, ...]:
    x = np.linspace(0.0, 1.0, HORN_STEPS + 1)
    return (
        _table("radii", {"x": x, "ρ₁": data.radii(x)[:, 0], "ρ₂": data.radii(x)[:, 1]}),
        _samples("samples", data.horn),
    )


def _slice(data: StoryData) -> tuple[Table, ...]:
    x = data.story.slice.x
    rho1, rho2 = data.radii(x).tolist()
    step = data.story.plane.grid_step
    return (
        Table(
            "radii",
            ("x", "ρ₁", "ρ₂", "boxes of ρ₁", "boxes of ρ₂"),
            ((x, rho1, rho2, rho1 / step, rho2 / step),),
        ),
        _samples("Y", data.slice),
    )


def _latent(data: StoryData) -> tuple[Table, ...]:
    w1, w2 = data.weights.tolist()
    z, manifold = data.latents, data.manifold
    return (
        Table("weights", ("w₁", "w₂"), ((w1, w2),)),
        _table("manifold", {"j": _count(z), "z": z, "ỹ₁": manifold[:, 0], "ỹ₂": manifold[:, 1]}),
    )


def _energy(data: StoryData) -> tuple[Table, ...]:
    pick = data.story.picks.energy
    y, z, manifold = data.pick(pick), data.latents, data.manifold
    energies = data.energies(y[None], z)[0]
    every, latents = data.energy_table, np.broadcast_to(z, data.energy_table.shape)
    i, j = np.indices(every.shape) + 1
    return (
        Table("y′", ("i", "y′₁", "y′₂"), ((pick, *y.tolist()),)),
        _table(
            "E(y′, z)",
            {
                "j": _count(z),
                "z": z,
                "(y′₁ − ỹ₁)²": (y[0] - manifold[:, 0]) ** 2,
                "(y′₂ − ỹ₂)²": (y[1] - manifold[:, 1]) ** 2,
                "E": energies,
            },
        ),
        _table(
            "summary of E(y, z)",
            {
                "i": _count(every),
                "y₁": data.slice.y[:, 0],
                "y₂": data.slice.y[:, 1],
                "min E": every.min(axis=1),
                "z at min E": z[every.argmin(axis=1)],
                "max E": every.max(axis=1),
            },
        ),
        _table(
            "E(y, z)",
            {"i": i.ravel(), "j": j.ravel(), "z": latents.ravel(), "E": every.ravel()},
        ),
    )


TABLES: dict[str, Callable[[StoryData], tuple[Table, ...]]] = {
    "s01_horn": _horn,
    "s03_slice": _slice,
    "s04_latent": _latent,
    "s05_energy": _energy,
}


def _count(rows: np.ndarray) -> np.ndarray:
    """Return 1, 2, ... for the rows, as the lecture counts."""
    return np.arange(1, len(rows) + 1)


def _samples(name: str, samples: Samples) -> Table:
    return _table(
        name,
        {
            "i": _count(samples.x),
            "x": samples.x,
            "θ": samples.theta,
            "y₁": samples.y[:, 0],
            "y₂": samples.y[:, 1],
        },
    )


def _table(name: str, columns: dict[str, np.ndarray]) -> Table:
    """Return the columns as a table of Python numbers, in full precision."""
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    return Table(name, tuple(columns), tuple(rows))
