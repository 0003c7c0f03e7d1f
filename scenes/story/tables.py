"""The numbers behind the pictures of a chapter, as tables."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from scenes.story import field
from scenes.story.all_energies import AllEnergies
from scenes.story.counting import count
from scenes.story.cut import Cut
from scenes.story.data import Samples, StoryData
from scenes.story.predictions import mean_of_answers
from scenes.story.search import searched, ways
from scenes.story.valleys import valleys

Cell = float | int | str

CUT_STEPS = 40
"""Steps of y2 across the plane at which the free energy is listed."""

HORN_STEPS = 20
"""Steps of x from 0 to 1 at which the radii are listed."""


@dataclass(frozen=True)
class Table:
    """Named columns of numbers; every row has as many cells as there are columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def horn_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of the horn: its radii and its samples."""
    x = np.linspace(0.0, 1.0, HORN_STEPS + 1)
    return (
        _table("radii", {"x": x, "ρ₁": data.radii(x)[:, 0], "ρ₂": data.radii(x)[:, 1]}),
        _samples("samples", data.horn),
    )


def one_to_many_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of one x with many answers, and of the network that is fitted."""
    asked, mean = data.story.one_to_many, mean_of_answers(data)
    x, steps = np.linspace(0.0, 1.0, HORN_STEPS + 1), np.arange(data.fitting_steps + 1)
    before, after = data.predict(x, 0), data.predict(x)
    return (
        Table(
            "y₂ of x and y₁",
            ("x", "y₁", "y₂"),
            tuple((asked.x, asked.y1, y2) for y2 in data.heights(asked.x, asked.y1).tolist()),
        ),
        _samples("answers to one x", data.answers),
        Table(
            "their mean",
            ("ŷ₁", "ŷ₂", "distance of the nearest answer"),
            ((*mean.at.tolist(), mean.distance),),
        ),
        _table(
            "predictions",
            {
                "x": x,
                "ŷ₁ before": before[:, 0],
                "ŷ₂ before": before[:, 1],
                "ŷ₁": after[:, 0],
                "ŷ₂": after[:, 1],
                "smaller ρ": data.radii(x).min(axis=1),
            },
        ),
        _table(
            "error of the fit",
            {"step": steps, "error": np.array([data.prediction_error(int(s)) for s in steps])},
        ),
    )


def slice_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of the slice: its radii and its samples."""
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


def latent_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of the decoder and of the manifold it reaches."""
    w1, w2 = data.weights.tolist()
    z, manifold = data.latents, data.manifold
    return (
        Table("weights", ("w₁", "w₂"), ((w1, w2),)),
        _table("manifold", {"j": _count(z), "z": z, "ỹ₁": manifold[:, 0], "ỹ₂": manifold[:, 1]}),
    )


def energy_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of the picked sample's energy, and of all energies."""
    pick = data.story.picks.energy
    y, z, manifold = data.pick(pick), data.latents, data.manifold
    energies = data.energies(y[None], z)[0]
    best = data.infer(data.slice.y)
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
                "min E": best.energy,
                "z at min E": best.z,
                "max E": data.highest_energy(data.slice.y),
            },
        ),
        _table(
            "E(y, z)",
            {"i": i.ravel(), "j": j.ravel(), "z": latents.ravel(), "E": every.ravel()},
        ),
    )


def inference_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of every way of searching for ž, and of the denoised samples."""
    y, z = searched(data), data.latents
    exact, energies = data.infer(y), data.energies(y[None], z)[0]
    best = {
        "j": _count(z),
        "z": z,
        "E": energies,
        "lowest E so far": np.minimum.accumulate(energies),
    }
    nearest = data.infer(data.slice.y)
    manifold = data.decode(nearest.z)
    denoised = {
        "i": _count(manifold),
        "y₁": data.slice.y[:, 0],
        "y₂": data.slice.y[:, 1],
        "ž": nearest.z,
        "g₁(ž)": manifold[:, 0],
        "g₂(ž)": manifold[:, 1],
        "|y − g(ž)|": np.sqrt(nearest.energy),
    }
    return (
        Table("ž", ("y′₁", "y′₂", "ž", "F"), ((*y.tolist(), float(exact.z), float(exact.energy)),)),
        _table("exhaustive", best),
        *_walks(data, "start", data.story.inference.start),
        *_walks(data, "false start", data.story.inference.false_start),
        _table("denoising", denoised),
    )


def _walks(data: StoryData, name: str, start: float) -> list[Table]:
    """Return the way of each method from one start."""
    return [
        _table(
            f"{method} from the {name}",
            {"step": np.arange(way.steps + 1), "z": way.z, "E": way.energy},
        )
        for method, way in ways(data, start).items()
    ]


def all_energies_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of the wall of energies."""
    found = AllEnergies(data)
    y, at = found.y, np.arange(len(found.y))
    i, j = np.indices(data.energy_table.shape) + 1
    latents = np.broadcast_to(data.latents, data.energy_table.shape)
    return (
        Table("wall", ("rows", "columns", "top of E"), ((found.rows, found.columns, found.top),)),
        _table(
            "cells",
            {
                "i": _count(y),
                "row": at // found.columns + 1,
                "column": at % found.columns + 1,
                "y₁": y[:, 0],
                "y₂": y[:, 1],
                "valleys": np.array([len(each.bottoms) for each in found.valleys]),
                "ž": np.array([each.z_check for each in found.valleys]),
                "min E": np.array([each.lowest for each in found.valleys]),
                "max E": found.tops,
            },
        ),
        _table(
            "E(y, z)",
            {"i": i.ravel(), "j": j.ravel(), "z": latents.ravel(), "E": data.energy_table.ravel()},
        ),
    )


def one_valley_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of the energy counted where the first pick has one valley."""
    return _counted(data, data.story.picks.one_valley, quarters=(0, 2))


def two_valleys_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of the energy counted where the second pick has two valleys."""
    return _counted(data, data.story.picks.two_valleys, quarters=range(4))


def _counted(data: StoryData, pick: int, quarters: Iterable[int]) -> tuple[Table, ...]:
    """Return what is counted at some quarter turns, and where the pick's energy turns."""
    y = data.pick(pick)
    found = valleys(data, y)
    rows: list[tuple[Cell, ...]] = []
    for z in (quarter * math.pi / 2 for quarter in quarters):
        counted, exact = count(data, y, z), float(data.energy(y, z))
        rows.append((z, *counted.legs, *counted.boxes, counted.energy, exact))
    bottoms, peaks = (
        tuple((z, float(data.energy(y, z))) for z in turns)
        for turns in (found.bottoms, found.peaks)
    )
    return (
        Table("y′", ("i", "y′₁", "y′₂"), ((pick, *y.tolist()),)),
        Table(
            "counted energies",
            ("z", "y′₁ − ỹ₁", "y′₂ − ỹ₂", "boxes across", "boxes up", "E counted", "E"),
            tuple(rows),
        ),
        Table(
            "valleys",
            ("z", "E", "E − E(ž)"),
            tuple((z, energy, energy - found.lowest) for z, energy in bottoms),
        ),
        Table("peaks", ("z", "E"), peaks),
        Table("ž", ("ž", "E"), ((found.z_check, found.lowest),)),
    )


def free_energy_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of the free energy at the picks and over the field."""
    places, picks = field.places(data), field.picks(data)
    return tuple(
        _table(
            name,
            {
                "k": _count(y),
                "y₁": y[:, 0],
                "y₂": y[:, 1],
                "ž": data.infer(y).z,
                "g₁(ž)": data.decode(data.infer(y).z)[:, 0],
                "g₂(ž)": data.decode(data.infer(y).z)[:, 1],
                "F_∞": data.free_energy(y),
                "∂F_∞/∂y₁": data.free_energy_gradient(y)[:, 0],
                "∂F_∞/∂y₂": data.free_energy_gradient(y)[:, 1],
            },
        )
        for name, y in (("picks", picks), ("field", places))
    )


def temperature_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of the free energy along the cut, warm and cold, and of its weights."""
    cut = Cut(data)
    betas = (*cut.betas, cut.warmest)
    y2 = np.linspace(*cut.span, CUT_STEPS + 1)
    curves = {"F_∞": cut.heights(math.inf, y2)}
    curves |= {f"F at β = {beta:g}": cut.heights(beta, y2) for beta in betas}
    picks = (data.story.picks.one_valley, data.story.picks.two_valleys)
    places = {f"Y[{pick}]": data.pick(pick) for pick in picks} | {"0": np.zeros(2)}
    return (
        _table("cut", {"y₁": np.full_like(y2, cut.y1), "y₂": y2, **curves, "mean E": cut.mean(y2)}),
        *(
            _table(
                f"exp[−βE] of {name}, of the best z's",
                {
                    "j": _count(data.latents),
                    "z": data.latents,
                    "β = ∞": data.importance(y, data.latents, math.inf),
                    **{f"β = {beta:g}": data.importance(y, data.latents, beta) for beta in betas},
                },
            )
            for name, y in places.items()
        ),
    )


def conditional_tables(data: StoryData) -> tuple[Table, ...]:
    """Return the numbers of the model of the whole horn: its training, radii and answers."""
    model, asked = data.conditional, data.story.one_to_many.x
    x, steps = np.linspace(0.0, 1.0, HORN_STEPS + 1), np.arange(len(model.losses))
    truth, before, after = data.radii(x), model.radii(x, 0), model.radii(x)
    y = np.vstack([data.answers.y, data.predict(asked)])
    nearest = model.nearest(asked, y)
    return (
        _table(
            "radii",
            {
                "x": x,
                "ρ₁": truth[:, 0],
                "ρ₂": truth[:, 1],
                "f₁ before": before[:, 0],
                "f₂ before": before[:, 1],
                "f₁": after[:, 0],
                "f₂": after[:, 1],
            },
        ),
        _table("loss", {"step": steps, "loss": model.losses}),
        _table(
            "answers to one x, and at last the plain network's",
            {
                "y₁": y[:, 0],
                "y₂": y[:, 1],
                "ỹ₁ nearest": nearest[:, 0],
                "ỹ₂ nearest": nearest[:, 1],
                "F_∞": model.free_energy(asked, y),
            },
        ),
    )


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
