"""What the core's numbers let be drawn, in each of the film's coordinate systems.

A role has one meaning wherever it is drawn: a curve in the colour of energies, over z, is the
energy of some y; a light blue segment leads from a y to the nearest point of an ellipse. So what is
read off the picture can be held against the story's numbers, without knowing what drew it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np

from scenes.film.check.light import Array
from scenes.story.data import StoryData
from scenes.story.facts.learning import noise_spread
from scenes.story.field import walk
from scenes.story.predictions import guess_errors, mean_of_answers

AROUND = 1441  # points of an ellipse that is so narrow that it's looked at point by point
NARROW = 0.02  # ... one radius as a share of the other
PARTLY = (1e-6, 1 - 1e-6)  # weights from which an inverse temperature can be told
COLDNESS = (1e-6, 1e6)  # inverse temperatures that a story may have
HALVINGS = 40
RIDGE = (0.5, 0.4, 0.6)  # shares of an arrow at which its gradient is asked for
SAME = 1e-9
COUNTED = 0.5 / math.sqrt(2)  # units of a distance that is counted in boxes of half a unit


class Drawn(NamedTuple):
    """Something drawn in a coordinate system, read back in its units.

    Attributes
    ----------
    kind : str
        "dots", "cross", "curve", "line" (with two ends), "segments", "arrows", "bars" or "heat".
    role : str
        What its colour stands for.
    at, to : ndarray
        Its points, or where each of its parts begins and ends, (n, 2); of "heat", the places and
        in ``to`` the values twice; of "bars" the middles and heights.
    across, up : float
        Manim units for one unit across and upwards.
    picked : ndarray
        The y's that have a lime cross meanwhile, (k, 2).
    dialled, ellipses : ndarray
        The weights that dials show meanwhile, (1, 2), or none, (0, 2); and the radii of the
        decoder's ellipses that are drawn meanwhile, (k, 2).
    betas : tuple of float
        The inverse temperature that a dial shows meanwhile; none without one.
    """

    kind: str
    role: str
    at: Array
    to: Array
    across: float
    up: float
    picked: Array
    dialled: Array
    ellipses: Array
    betas: tuple[float, ...] = ()


Off = Array | None
"""How far each point is from where it belongs, in Manim units, (n,); None if nothing is known."""


class CoreNumbers:
    """The numbers of a story, to compare with what is drawn.

    Parameters
    ----------
    data
        The story's.
    """

    def __init__(self, data: StoryData) -> None:
        self._data = data
        self._relations: dict[tuple[str, str], Callable[[Drawn], Off]] = {
            ("y₁", "y₂"): self._in_plane,
            ("z", "E"): self._over_latent,
            ("length", "E"): self._over_length,
            ("x", "ρ"): self._over_x,
            ("y₂", "F"): self._over_y2,
            ("F", "y₂"): self._roots_beside_y2,
            ("z", "weight"): self._weighed,
            ("sample", "F"): self._of_samples,
            ("", "distance"): self._distances,
            ("step", "loss"): self._over_steps,
            ("step", "log₁₀ loss"): self._over_steps_of_the_horn,
            ("ŷ₂", "error"): self._over_guesses,
        }

    def off(self, measures: tuple[str, ...], drawn: Drawn) -> Off:
        """Return how far something is from where the core's numbers put it.

        Parameters
        ----------
        measures
            What goes across and upwards, in the film's symbols.
        drawn
            What is drawn.
        """
        relation = self._relations.get((measures[0], measures[1]))
        if relation is None or not len(drawn.at):
            return None
        return relation(drawn)

    def off_on_wall(self, sample: int, drawn: Drawn) -> Off:
        """Return the same for what is drawn in the cell of a sample, counted from 0."""
        if drawn.kind not in ("curve", "dots", "cross"):
            return None
        return self._beside_energies(drawn, self._data.slice.y[sample : sample + 1])

    def off_dots_in_space(self, points: Array, role: str) -> Off:
        """Return the same for dots in space, (n, 3), that are samples of the horn."""
        data = self._data
        if role not in ("x", "observed"):
            return None
        horns = (data.horn, data.conditional)
        horn = next((horn for horn in horns if len(horn.x) == len(points)), None)
        if horn is None:
            return None
        samples = np.column_stack([horn.x, horn.y])
        in_order = samples[np.argsort(samples[:, 0])], points[np.argsort(points[:, 0])]
        return np.asarray(np.linalg.norm(in_order[0] - in_order[1], axis=1))

    def off_in_space(self, points: Array, role: str) -> Off:
        """Return the same for points (n, 3) of a line in space, in units of y."""
        x, y = points[:, 0], points[:, 1:]
        if role == "decoded":
            return _least(_off_ellipse(y, radii) for radii in self._learned_radii(x))
        if role == "predicted":
            fits = (self._data.predict(x, step) for step in (None, 0))
            return _least(np.linalg.norm(y - fit, axis=1) for fit in fits)
        if role in ("x", "near_x", "far_x"):
            straight, one = self._data.radii(x, growth=0.0), np.ones_like(y)
            # A circle of radius 1 is stretched across, then upwards; it changes along x, and grows.
            stretched = one, np.where([True, False], straight, one), self._data.radii(0 * x)
            on_way = self._data.radii(x), straight, *stretched
            return _least(_off_ellipse(y, radii) for radii in on_way)
        return None

    def off_straight_in_space(self, lines: Array, role: str) -> Off:
        """Return the same for the ends of straight lines in space, (m, 2, 3).

        In the colours of x they lead from the middle to the ellipse there, in that of predictions
        from a sample to what is predicted at its x.
        """
        x, y = lines[..., 0], lines[..., 1:]
        if role in ("x", "near_x", "far_x"):
            ends = lines[np.linalg.norm(y, axis=-1) > SAME]
            return self.off_in_space(ends, role) if len(ends) else None
        if role == "predicted":
            fits = (self._data.predict(x, step) for step in (None, 0))
            away = _least(np.linalg.norm(y - fit, axis=-1).min(axis=1) for fit in fits)
            samples = np.concatenate([self._data.horn.y, self._data.answers.y])
            beside = _distances(y.reshape(-1, 2), samples).reshape(y.shape[:2]).min(axis=1)
            return np.asarray(np.maximum(away, beside))
        return None

    def false_latents(self, picked: Array) -> Array:
        """Return the latents at the bottoms of the one pick's valleys that are not the lowest."""
        z = np.linspace(0, math.tau, AROUND)[:-1]
        if len(picked) != 1:
            return np.zeros(0)
        energies = self._data.energies(picked, z)[0]
        is_bottom = (energies < np.roll(energies, 1)) & (energies < np.roll(energies, -1))
        lowest = energies.min() + SAME * (1 + energies.max())
        return np.asarray(z[is_bottom & (energies > lowest)])

    def predictions(self) -> Iterator[Array]:
        """Yield what is predicted over x, at the end and before the first step, (n, 3)."""
        x = np.linspace(0.0, 1.0, AROUND)
        for step in (None, 0):
            yield np.column_stack([x, self._data.predict(x, step)])

    # --- In the plane of y -----------------------------------------------------------------------

    def _in_plane(self, drawn: Drawn) -> Off:
        if drawn.kind == "heat":
            return self._beside_field(drawn)
        if drawn.kind in ("dots", "cross"):
            return self._beside_points(drawn)
        if drawn.kind == "curve" and drawn.role in ("decoded", "observed", "near_x", "far_x"):
            return self._off_ellipses(drawn)
        if drawn.kind == "segments" and drawn.role == "energy":
            return self._beside_ellipse(drawn)
        if drawn.kind == "segments" and drawn.role == "cold":
            seen = self._seen_ellipses(drawn)
            off = _least(self._beside_nearest(drawn, radii) for radii in seen)
            if len(off) > 1:
                return off
            # Energies that are low have the same colour.
            return np.minimum(off, self._beside_ellipse(drawn))
        if drawn.kind in ("line", "segments") and drawn.role == "nearest":
            return _least(self._beside_nearest(drawn, each) for each in self._seen_ellipses(drawn))
        if drawn.kind == "line" and drawn.role == "latent":
            return _distances(drawn.to, self._meant) * drawn.across
        if drawn.kind == "arrows" and drawn.role == "ink":
            return self._beside_gradient(drawn)
        if drawn.kind == "arrows" and drawn.role == "cold":
            return _distances(drawn.to, self._data.slice.y) * drawn.across
        return None

    @cached_property
    def _points(self) -> Array:
        """All y's that a chapter may mark, (n, 2)."""
        data, field = self._data, self._data.story.field
        row = [(y1, field.row_y2) for y1 in field.row_y1]
        walked = walk(data)
        return np.concatenate([data.slice.y, data.answers.y, row, walked, np.zeros((1, 2))])

    @cached_property
    def _meant(self) -> Array:
        """The points of the ellipse that the samples were shaken off, (n, 2)."""
        data = self._data
        return np.asarray(data.horn_mean(data.story.slice.x, data.slice.theta))

    def _beside_ellipse(self, drawn: Drawn) -> Array:
        """Return how far segments are from leading from a known y to an ellipse."""
        ends = self._off_seen_ellipses(drawn._replace(at=drawn.to))
        return np.asarray(np.maximum(_distances(drawn.at, self._points) * drawn.across, ends))

    def _beside_points(self, drawn: Drawn) -> Off:
        """Compare dots and crosses with the y's, or points of ellipses, that have their role."""
        if drawn.role in ("decoded", "latent"):
            if len(drawn.at) > 2:
                return self._off_ellipses(drawn)
            return self._off_seen_ellipses(drawn)
        if drawn.role == "pick":
            return _distances(drawn.at, self._points) * drawn.across
        if drawn.role == "cold":
            return _distances(drawn.at, self._nearest(drawn)) * drawn.across
        if drawn.role == "false":
            false = self._data.decode(self.false_latents(drawn.picked))
            return _distances(drawn.at, false) * drawn.across if len(false) else None
        if drawn.role != "observed":
            return None
        known = self._points
        if len(drawn.at) == len(self._field):
            known = self._field
        x, cut = self._data.story.one_to_many.x, self._data.story.temperature.cut_y1
        offs = [
            _distances(drawn.at, known),
            self._off_seen_ellipses(drawn) / drawn.across,
            _off_ellipse(drawn.at, self._data.radii(x)),
        ]
        if len(drawn.at) == 1:  # it walks along the cut
            offs.append(np.abs(drawn.at[:, 0] - cut))
        return np.asarray(np.min(offs, axis=0) * drawn.across)

    @cached_property
    def _all_nearest(self) -> Array:
        """The points nearest to all y's that a chapter may mark, and those of the grid, (n, 2)."""
        data = self._data
        return np.concatenate([data.decode(data.infer(self._points).z), data.manifold])

    def _nearest(self, drawn: Drawn) -> Array:
        """Return the points where a cold mark may be, (n, 2): of the one pick, if there is one.

        There are two where two are as near, and one of the grid.
        """
        data = self._data
        if drawn.kind != "cross" or len(drawn.picked) != 1:
            return self._all_nearest
        best = data.decode(data.infer(drawn.picked).z)
        on_grid = data.manifold[data.energies(drawn.picked, data.latents)[0].argmin()]
        mirrored = [best * sign for sign in ([1, -1], [-1, 1], [-1, -1])]
        known = np.concatenate([best, on_grid[None], *mirrored])
        away = np.linalg.norm(known - drawn.picked, axis=1)
        return np.asarray(known[away <= max(away[:2]) + SAME])

    @cached_property
    def _field(self) -> Array:
        """The places of the field, (n, 2)."""
        return self._data.locations.reshape(-1, 2)

    def _seen_ellipses(self, drawn: Drawn) -> Iterator[Array]:
        """Yield the radii of the ellipses that are seen meanwhile, and the decoder's, (2,)."""
        start = np.array(self._data.story.decoder.start_weights)
        yield from (self._data.weights, *drawn.dialled, *drawn.ellipses, start)
        yield self._data.conditional.radii(self._data.story.one_to_many.x)

    def _off_seen_ellipses(self, drawn: Drawn) -> Array:
        """Return how far points are from the nearest of the ellipses that are seen."""
        best = np.full(len(drawn.at), np.inf)
        for radii in self._seen_ellipses(drawn):
            best = np.minimum(best, _off_ellipse(drawn.at, radii) * drawn.across)
            if best.max() < SAME:
                break
        return best

    def _ellipses(self, drawn: Drawn) -> Iterator[Array]:
        """Yield the radii of ellipses that a chapter may draw, (2,): the quickly known first."""
        data = self._data
        yield from (data.weights, np.array(data.story.decoder.start_weights), *drawn.dialled)
        x = [data.story.slice.x, 0.0, 0.5, 1.0, data.story.one_to_many.x]
        yield from data.radii(x)
        learning = data.learning
        yield from (learning.cold.weights[-1], learning.warm.weights[-1])
        yield from data.conditional.radii(x)
        yield from (*learning.cold.weights, *learning.warm.weights)

    def _off_ellipses(self, drawn: Drawn) -> Array:
        """Return how far points are from the ellipse that suits them all best."""
        best = np.full(len(drawn.at), np.inf)
        # As many rings as samples may be at each one's own latent.
        count = len(drawn.at) if drawn.kind == "dots" else 0
        is_grid = count == len(self._data.latents) != len(self._data.slice.y)
        for radii in self._ellipses(drawn):
            if is_grid:
                manifold = self._data.decode(self._data.latents, radii)
                off = _distances(drawn.at, manifold) * drawn.across
            else:
                off = _off_ellipse(drawn.at, radii) * drawn.across
            if len(off) > 2:
                off = min(off, self._beside_circle(drawn, radii), key=np.max)
            best = min(best, off, key=np.max)
            if best.max() < SAME:
                break
        return best

    def _beside_circle(self, drawn: Drawn, radii: Array) -> Array:
        """Return how far points are from a circle of the expected noise round an ellipse's point.

        Two chords of a circle have the same centre: the one that is as far from three points.
        """
        a, b, c = drawn.at[[0, len(drawn.at) // 3, 2 * len(drawn.at) // 3]]
        chords = np.stack([b - a, c - a])
        if abs(np.linalg.det(chords)) < SAME:
            return np.full(len(drawn.at), np.inf)
        center = a + np.linalg.solve(2 * chords, (chords**2).sum(axis=1))
        away = np.linalg.norm(drawn.at - center, axis=1)
        off = np.abs(away - noise_spread(self._data)) + _off_ellipse(center[None], radii)
        return np.asarray(off * drawn.across)

    def _beside_nearest(self, drawn: Drawn, weights: Array) -> Array:
        """Return how far segments are from the shortest ways to an ellipse."""
        data = self._data.with_weights(weights)
        grid = data.manifold
        offs = []
        for y, end in ((drawn.at, drawn.to), (drawn.to, drawn.at)):
            length = np.linalg.norm(end - y, axis=1)
            shortest = np.sqrt(np.maximum(data.free_energy(y), 0))
            on_grid = _distances(y, grid)
            beside = np.minimum(np.abs(length - shortest), np.abs(length - on_grid))
            offs.append(np.maximum(beside, _off_ellipse(end, weights)))
        return np.asarray(np.minimum(*offs) * drawn.across)

    def _beside_gradient(self, drawn: Drawn) -> Array:
        """Return how far arrows' tips are from where the gradient, and its root's length, say.

        On the ridge of F the gradient has two directions: either side of an arrow's middle counts.
        """
        ways = (drawn.to - drawn.at) * [drawn.across, drawn.up]
        offs = []
        for share in RIDGE:
            gradients = self._data.free_energy_gradient(drawn.at + share * (drawn.to - drawn.at))
            sizes = np.linalg.norm(gradients, axis=1, keepdims=True)
            wanted = gradients / np.sqrt(np.maximum(sizes, SAME))
            lengths = np.maximum(np.linalg.norm(wanted, axis=1), SAME)
            scale = np.median(np.linalg.norm(ways, axis=1) / lengths)
            offs.append(np.linalg.norm(ways - scale * wanted, axis=1) / 2)
        return np.asarray(np.min(offs, axis=0))

    def _beside_field(self, drawn: Drawn) -> Array:
        """Return how far a field's values are off, as shares of the colour scale, in units."""
        shown = np.sqrt(np.maximum(drawn.to[:, 0], 0))
        return _least(
            np.abs(shown - np.sqrt(np.maximum(data.free_energy(drawn.at, beta), 0))) * drawn.up
            for data in self._decoders()
            for beta in drawn.betas or (math.inf, _told_beta_of(data, drawn.at, drawn.to[:, 0]))
        )

    # --- Over the latent -------------------------------------------------------------------------

    @cached_property
    def _asked(self) -> Array:
        """All y's whose energies a chapter may draw over z, (n, 2)."""
        field = self._data.story.field
        return np.concatenate([self._data.slice.y, [(y1, field.row_y2) for y1 in field.row_y1]])

    def _over_latent(self, drawn: Drawn) -> Off:
        if drawn.kind == "curve" and drawn.role == "energy":
            several = int((np.diff(drawn.at[:, 0]) < -SAME).sum()) + 1 > len(drawn.picked)
            if several:
                return np.concatenate(
                    [
                        self._beside_energies(drawn._replace(at=at), self._asked)
                        for at in _runs(drawn.at)
                    ]
                )
            return self._beside_energies(drawn, drawn.picked)
        who = drawn.picked if len(drawn.picked) else self._asked
        if drawn.kind == "cross" and drawn.role == "counted":
            return self._beside_counts(drawn, who)
        if drawn.kind in ("dots", "cross") and drawn.role in ("energy", "cold", "latent", "ink"):
            on_axis = np.abs(drawn.at[:, 1]) * drawn.up
            off = _least_each(self._beside_energies(drawn, y[None]) for y in who)
            return off if drawn.role == "cold" else np.minimum(off, on_axis)
        if drawn.kind in ("line", "segments") and drawn.role == "cold":
            return self._beside_levels(drawn, who)
        return None

    def _beside_counts(self, drawn: Drawn, who: Array) -> Array:
        """Return how far energies are from what can be counted in boxes at their latents."""
        z, heights = drawn.at.T
        exact = np.sqrt(self._data.energies(who, z))
        low, high = np.maximum(exact - COUNTED, 0) ** 2, (exact + COUNTED) ** 2
        off = np.maximum(np.maximum(low - heights, heights - high), 0) * drawn.up
        return np.asarray(off.min(axis=0))

    def _beside_energies(self, drawn: Drawn, who: Array) -> Array:
        """Return how far points (z, E) are from the energy of the one y that suits them best."""
        z, energies = drawn.at.T
        found = self._data.energies(who, z)
        off = np.abs(found - energies) * drawn.up
        best = off[off.max(axis=1).argmin()]
        if drawn.role == "cold" and len(z) == 1:  # a cross at an optimum, on the grid or at all
            y = who[off.max(axis=1).argmin()][None]
            on_grid = np.abs(np.remainder(z, math.tau) - self._data.latents).min() < 1e-6
            if not on_grid:
                lowest = np.abs(self._data.free_energy(y) - energies) * drawn.up
                best = np.maximum(best, lowest)
        return np.asarray(best)

    def _beside_levels(self, drawn: Drawn, who: Array) -> Array:
        """Return how far the heights of level lines are from the lowest energies."""
        levels = self._data.free_energy(who)
        if np.abs(drawn.at[:, 1] - drawn.to[:, 1]).max() > SAME:  # a gap above the lowest energy
            foot = np.minimum(drawn.at[:, 1], drawn.to[:, 1])
            return np.asarray(np.abs(foot[:, None] - levels).min(axis=1) * drawn.up)
        both = np.stack([drawn.at[:, 1], drawn.to[:, 1]])
        return np.asarray(np.abs(both[..., None] - levels).min(axis=-1).max(axis=0) * drawn.up)

    def _over_length(self, drawn: Drawn) -> Off:
        if drawn.kind != "segments":
            return None
        off = np.abs(drawn.to[:, 1] - drawn.to[:, 0] ** 2) * drawn.up
        if len(drawn.picked) != 1:
            return off
        known = self._data.energies(drawn.picked, self._data.latents)[0]
        beside = np.abs(drawn.to[:, 1, None] - known).min(axis=1) * drawn.up
        return np.asarray(np.maximum(off, beside))

    def _weighed(self, drawn: Drawn) -> Off:
        """Compare bars of weights with those of a picked y at one inverse temperature."""
        if drawn.kind != "bars" or not len(drawn.picked):
            return None
        z, heights = drawn.at[:, 0], drawn.to[:, 1]
        return _least(
            np.abs(self._data.importance(y, z, beta) - heights) * drawn.up
            for y in drawn.picked
            for beta in drawn.betas or (math.inf, self._told_beta(y, z, heights))
        )

    def _told_beta(self, y: Array, z: Array, heights: Array) -> float:
        """Return the inverse temperature at which a y has weights, as far as they tell it."""
        energies = self._data.energies(y[None], z)[0]
        partly = (heights > PARTLY[0]) & (heights < PARTLY[1])
        excess = (energies - energies.min())[partly]
        if not len(excess) or excess.max() < SAME:
            return math.inf
        return max(float(np.median(-np.log(heights[partly]) / np.maximum(excess, SAME))), SAME)

    # --- Over other numbers ----------------------------------------------------------------------

    def _over_x(self, drawn: Drawn) -> Off:
        x, rho = drawn.at.T
        if drawn.kind not in ("segments", "dots") or len(x) == 1:
            return None
        if drawn.kind == "segments":
            x, rho = np.concatenate([drawn.at, drawn.to]).T
        if drawn.role == "decoded":
            found = self._learned_radii(x)
        elif drawn.role in ("x", "near_x", "far_x"):
            found = iter([self._data.radii(x)])
        else:
            return None
        return _least(
            np.abs(np.abs(radii) - rho[:, None]).min(axis=1) * drawn.up for radii in found
        )

    def _learned_radii(self, x: Array) -> Iterator[Array]:
        """Yield the radii that the conditional model has at x, (n, 2): in the end, then before."""
        model = self._data.conditional
        yield model.radii(x)
        for step in range(len(model.losses)):
            yield model.radii(x, step)

    def _over_y2(self, drawn: Drawn) -> Off:
        if drawn.kind == "curve" and drawn.role in ("cold", "energy", "temperature", "ink"):
            return self._beside_cut(drawn)
        if drawn.kind == "dots" and drawn.role == "cold":
            return self._beside_cut(drawn, cold=True)
        if drawn.kind == "dots" and drawn.role == "decoded":
            height = self._data.manifold_height(self._data.story.temperature.cut_y1)
            beside = np.abs(np.abs(drawn.at[:, 0]) - height) * drawn.across
            return np.asarray(np.maximum(beside, np.abs(drawn.at[:, 1]) * drawn.up))
        return None

    def _beside_cut(self, drawn: Drawn, *, cold: bool = False) -> Array:
        """Return how far points (y2, F) are from the cut's free energy at one temperature."""
        y2, heights = drawn.at.T
        y = np.stack([np.full_like(y2, self._data.story.temperature.cut_y1), y2], axis=-1)
        off = _least(
            np.abs(data.free_energy(y, beta) - heights) * drawn.up
            for data in self._decoders()
            for beta in (math.inf, *(() if cold else (_told_beta_of(data, y, heights),)))
        )
        if cold or off.max() < SAME:
            return off
        return min(off, np.abs(self._data.mean_energy(y) - heights) * drawn.up, key=np.max)

    def _roots_beside_y2(self, drawn: Drawn) -> Off:
        """Compare standing curves (root of F, y2) with the cut's free energy at one temperature."""
        if drawn.kind != "curve":
            return None
        y2, heights = drawn.at[:, 1], drawn.at[:, 0] ** 2
        y = np.stack([np.full_like(y2, self._data.story.temperature.cut_y1), y2], axis=-1)
        return _least(
            np.abs(np.sqrt(np.maximum(self._data.free_energy(y, beta), 0)) - drawn.at[:, 0])
            * drawn.across
            for beta in (math.inf, _told_beta_of(self._data, y, heights))
        )

    def _decoders(self) -> Iterator[StoryData]:
        """Yield the story with its decoder as it is given, and as it is learned."""
        yield self._data
        learning = self._data.learning
        yield self._data.with_weights(learning.cold.weights[-1])
        yield self._data.with_weights(learning.warm.weights[-1])

    def _of_samples(self, drawn: Drawn) -> Off:
        """Compare bars of free energies with those before a training and after each step."""
        if drawn.kind != "bars":
            return None
        heights = drawn.to[:, 1]
        learning = self._data.learning
        known = np.concatenate([learning.cold.free_energies, learning.warm.free_energies])
        if known.shape[1] != len(heights):
            return None
        off = np.abs(known - heights)
        return np.asarray(off[off.max(axis=1).argmin()] * drawn.up)

    def _distances(self, drawn: Drawn) -> Off:
        """Compare bars with the samples' distances, the shortest first."""
        heights = drawn.to[:, 1]
        known = np.sort(np.sqrt(np.maximum(self._data.free_energy(self._data.slice.y), 0)))
        if drawn.kind != "bars":
            return None
        if len(heights) == 1:  # the mean, or the noise
            named = np.array([known.mean(), self._data.story.horn.noise_std])
            return np.asarray(np.abs(named - heights).min(keepdims=True) * drawn.up)
        return (
            np.asarray(np.abs(known - heights) * drawn.up) if len(heights) == len(known) else None
        )

    def _over_steps(self, drawn: Drawn) -> Off:
        learning = self._data.learning
        losses = {"cold": learning.cold.losses, "warm": learning.warm.losses}
        return _beside_losses(drawn, losses.get(drawn.role))

    def _over_steps_of_the_horn(self, drawn: Drawn) -> Off:
        if drawn.role != "cold":
            return None
        return _beside_losses(drawn, np.log10(np.maximum(self._data.conditional.losses, SAME)))

    def _over_guesses(self, drawn: Drawn) -> Off:
        """Compare errors of guesses on a straight way to the mean: a parabola, least there."""
        if drawn.role != "predicted" or drawn.kind not in ("curve", "dots"):
            return None
        mean = mean_of_answers(self._data).at
        least = float(guess_errors(self._data, mean[None])[0])
        way, errors = drawn.at.T
        return np.asarray(np.abs(errors - least - way**2) * drawn.up)


def _told_beta_of(data: StoryData, y: Array, values: Array) -> float:
    """Return the inverse temperature at which y's have free energies with a mean, found by halving.

    F_beta falls from the mean of E to the lowest one as beta rises.
    """
    low, high = map(math.log, COLDNESS)
    for _ in range(HALVINGS):
        beta = math.exp((low + high) / 2)
        if data.free_energy(y, beta).mean() > values.mean():
            low = math.log(beta)
        else:
            high = math.log(beta)
    return math.exp((low + high) / 2)


def _beside_losses(drawn: Drawn, losses: Array | None) -> Off:
    if losses is None or drawn.kind not in ("curve", "line", "dots"):
        return None
    at = np.concatenate([drawn.at, drawn.to]) if drawn.kind == "line" else drawn.at
    steps, heights = at.T
    return np.asarray(np.abs(np.interp(steps, np.arange(len(losses)), losses) - heights) * drawn.up)


def _runs(at: Array) -> list[Array]:
    """Cut points, from left to right again and again, into their curves."""
    return np.split(at, np.flatnonzero(np.diff(at[:, 0]) < -SAME) + 1)


def _distances(at: Array, points: Array) -> Array:
    """Return how far each of some places is from the nearest point: (n, 2), (m, 2) -> (n,)."""
    return np.asarray(np.linalg.norm(at[:, None] - points[None], axis=-1).min(axis=1))


def _off_ellipse(at: Array, radii: Array) -> Array:
    """Return how far places (n, 2) are from ellipses with radii (2,) or (n, 2), to first order."""
    size = np.broadcast_to(np.abs(radii), at.shape)
    if (size.min(axis=1) < NARROW * size.max(axis=1)).any():
        turn = np.linspace(0, math.tau, AROUND)
        around = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
        points = size[:, None] * around
        return np.asarray(np.linalg.norm(at[:, None] - points, axis=-1).min(axis=1))
    value = ((at / size) ** 2).sum(axis=1) - 1
    slope = 2 * np.linalg.norm(at / size**2, axis=1)
    return np.asarray(np.abs(value) / np.maximum(slope, SAME))


def _least(offs: Iterator[Array]) -> Array:
    """Return the one of several whose largest is the least; the first that is 0."""
    best: Array | None = None
    for off in offs:
        if best is None or off.max() < best.max():
            best = off
        if best.max() < SAME:
            break
    assert best is not None
    return best


def _least_each(offs: Iterator[Array]) -> Array:
    """Return the least of several, for each point."""
    return np.asarray(np.min(list(offs), axis=0))
