"""The searches of all methods that take steps, from one start: what they draw and count."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from manim import ApplyMethod, ValueTracker

from scenes.mobjects.arrays import Array
from scenes.mobjects.inference.methods import STEPPING
from scenes.mobjects.inference.search_in_plane import SearchInPlane
from scenes.mobjects.inference.search_over_latent import SearchOverLatent
from scenes.mobjects.inference.search_table import SearchTable
from scenes.mobjects.inference.start import Start
from scenes.mobjects.inference.way_twice import WayTwice


class Searches:
    """The methods' ways in both pictures, each as far as its method has come.

    Parameters
    ----------
    latents
        Of each method: where it stood, its start first, each within half a turn of the one before,
        shape (n + 1,) for n steps.
    finders
        Those of them that end at ž.
    over_z, in_plane
        The two pictures.

    Attributes
    ----------
    taken : dict of ValueTracker
        How many steps each method has taken, in parts too.
    ways : dict of WayTwice
        As far as they have gone.
    start : Start
        Where all of them begin.
    """

    def __init__(
        self,
        latents: Mapping[str, Array],
        *,
        finders: Collection[str],
        over_z: SearchOverLatent,
        in_plane: SearchInPlane,
    ) -> None:
        self.landscape = landscape = over_z.landscape
        self.latents, self.finders = latents, finders
        self.taken = {method: ValueTracker(0) for method in latents}
        self.ways = {
            method: WayTwice(
                over_z.axes,
                in_plane.plane,
                z=z,
                energy=landscape.energy(z),
                y_tilde=landscape.decode(z),
                shape=STEPPING[method].shape,
                color=STEPPING[method].color,
            ).track(self.taken[method])
            for method, z in latents.items()
        }
        z_tilde = float(next(iter(latents.values()))[0])
        self.start = Start(z_tilde, over_z, in_plane, ways=self.ways.values())

    def count_in(self, table: SearchTable) -> None:
        """Let the methods' rows of a table show the steps from now on."""
        for method, z in self.latents.items():
            table.rows[method].track(self.taken[method], self.landscape.energy(z))

    def run(self, *methods: str) -> list[ApplyMethod]:
        """Return animations that let methods take all their steps, at the same pace."""
        most = max(len(self.latents[method]) - 1 for method in methods)
        return [ApplyMethod(self.taken[method].set_value, most) for method in methods]

    def find(self, *methods: str) -> bool:
        """Tell whether some of the methods end at ž."""
        return not set(methods).isdisjoint(self.finders)
