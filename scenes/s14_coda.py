"""The coda: the story in one picture, whose ideas they are, and how to make this film oneself."""

from __future__ import annotations

from manim import UP, Create, FadeIn, FadeOut, VMobject, linear

from scenes import look
from scenes.chapter import Chapter
from scenes.mobjects.arrays import Array
from scenes.mobjects.axes import Plane
from scenes.mobjects.closing_words import (
    CURVES,
    FUNNEL,
    PICTURE,
    SLICE,
    changing_number,
    credits,
    how_to_make,
)
from scenes.mobjects.energy.falling_segments import FallingSegments
from scenes.mobjects.energy.formulas import DISTANCE_OF_Y
from scenes.mobjects.formula import Formula
from scenes.mobjects.free_energy.standing_curves import StandingCurves
from scenes.mobjects.free_energy.temperature_scale import TemperatureScale
from scenes.mobjects.horn.changing_horn import ChangingHorn
from scenes.mobjects.horn.funnel_horn import FunnelHorn
from scenes.mobjects.horn.trace import AROUND
from scenes.mobjects.light import shown
from scenes.mobjects.manifold import Manifold
from scenes.mobjects.points import Discs
from scenes.mobjects.space import faded
from scenes.mobjects.title import Title
from scenes.story.cut import Cut
from scenes.story.tables import horn_tables

SMOOTH = 240  # latents of the drawn curve, at least


class S14Coda(Chapter):
    """The whole story.

    Attributes
    ----------
    funnel : FunnelHorn
        The horn, which leads into the plane.
    y_plane, samples, manifold : Plane, Discs, Manifold
        The slice: the data, and what the model can say.
    outline : VMobject
        The ellipse that the data were shaken off.
    links : Segments
        From the horn's ellipse to the plane's.
    falling : FallingSegments
        From each sample to its nearest point: the energies at ž.
    curves : StandingCurves
        The free energies along the cut, from cold to warm.
    energy : Formula
        What the segments are.
    thanks, recipe : VGroup
        The credits, and how to make the film.
    changing : ChangingHorn
        The horn while its growth is changed.
    number : VGroup
        That growth.
    """

    tables = (horn_tables,)

    def construct(self) -> None:
        """Show all in one picture, give credit, and hand the film over."""
        self.beat(self.picture)
        self.beat(self.credits)
        self.beat(self.make_it)

    def setup(self) -> None:
        """Make what is shown; nothing is seen yet."""
        super().setup()
        data, x, seen = self.data, self.data.story.slice.x, self.data.story.plane
        ellipse = data.horn_mean(x, AROUND)
        rings_x, rings = data.envelope(look.HORN_RINGS, look.ELLIPSE_POINTS)
        self.title = Title(self.script.title)
        self.funnel = FunnelHorn(
            x=data.horn.x,
            y=data.horn.y,
            rings_x=rings_x,
            rings_y=rings,
            asked=x,
            ellipse=ellipse,
            center=FUNNEL.center,
        )
        self.y_plane = plane = Plane(y1=seen.y1, y2=seen.y2, step=seen.grid_step, zone=SLICE)
        middle = float(ellipse[:, 0].mean())
        height = float(ellipse[:, 1].max())
        self.links = self.funnel.links(plane.c2p([[middle, height], [middle, -height]]))
        self.samples = Discs(plane.c2p(data.slice.y))
        self.outline = VMobject(color=look.x_color(x), stroke_width=look.LINE)
        self.outline.set_points_as_corners(plane.c2p(ellipse))
        curve = data.decode(data.curve_latents(SMOOTH))
        self.manifold = Manifold(plane.c2p(curve), plane.c2p(data.manifold))
        self._measure()
        self._hand_over(rings_x)

    def _measure(self) -> None:
        """Make the energies at ž, and the free energies along the cut."""
        data, y, profile = self.data, self.data.slice.y, Cut(self.data)
        self.falling = FallingSegments(
            self.y_plane,
            samples=y,
            paths=data.infer(y).z[None],
            decode=data.decode,
            energy=data.energy,
        )
        self.curves = StandingCurves(
            self.y_plane,
            left=CURVES.left,
            right=CURVES.right,
            y1=profile.y1,
            y2=profile.y2,
            scale=TemperatureScale(profile.betas, coldest=profile.coldest, warmest=profile.warmest),
            free_energy=data.free_energy,
        )
        self.energy = Formula(DISTANCE_OF_Y, font_size=look.TEXT_SIZE)
        self.curves.name.shift(1.5 * look.GAP * UP)  # clear of the plane's y₂, in one row with E
        self.energy.move_to(self.y_plane.frame).align_baseline(self.curves.name)

    def _hand_over(self, rings_x: Array) -> None:
        """Make the credits, the recipe and the horn that follows a number."""
        data, horn = self.data, self.data.horn
        self.thanks, self.recipe = credits(), how_to_make()
        self.changing = ChangingHorn(
            x=horn.x,
            theta=horn.theta,
            y=horn.y,
            rings_x=rings_x,
            growth=data.story.horn.growth,
            radii=data.radii,
            center=PICTURE.center,
        )
        self.number = changing_number(self.recipe, self.changing.growth.get_value)

    # --- Beats -----------------------------------------------------------------------------------

    def picture(self) -> None:
        """Put the story together from left to right, in its own order."""
        falling = self.falling
        self.add(self.funnel)
        self.play(FadeIn(self.title), *self.funnel.appear(), share=0.06)
        self.play(*self.funnel.make_room(), until="plane")
        self.play(
            *faded(1.0, self.funnel.cut),
            *shown(self.links, self.y_plane, self.outline, self.samples),
            until="latent",
        )
        self.play(Create(self.manifold.curve), FadeIn(self.manifold.marks), until="energy")
        self.add(falling.segments, self.samples)
        self.play(falling.grown.animate.set_value(1.0), FadeIn(self.energy), until="best")
        self.play(FadeIn(self.curves.lines, self.curves.name), until="cold")
        self.play(*self.curves.draw(slice(1)), until="warm")
        self.play(*self.curves.draw(slice(1, None)), share=0.1)

    def credits(self) -> None:
        """Say whose ideas these are, and what the film is made with."""
        lecture, libraries = self.thanks
        whole = (
            self.title,
            self.links,
            self.outline,
            self.y_plane,
            self.samples,
            self.manifold,
            self.falling.segments,
            self.energy,
            self.curves.lines,
            self.curves.curves,
            self.curves.name,
        )
        dots = self.funnel.dots, self.funnel.rings, self.funnel.profiles, self.funnel.cut
        self.add(self.changing)
        self.play(FadeOut(*whole), *faded(0.0, *dots), *self.changing.appear(), until="lecture")
        self.remove(self.funnel)
        self.play(FadeIn(lecture), share=0.1)
        self.play(self.changing.turn(), rate_func=linear, until="free")
        self.play(FadeIn(libraries), share=0.1)

    def make_it(self) -> None:
        """Hand the film over: a number changes, and the horn follows."""
        # allow: place ChangingHorn: it shows another growth than the story's
        make, change = self.recipe
        growth = self.changing.growth
        given = growth.get_value()
        self.play(FadeOut(*self.thanks), until="clone")
        self.play(FadeIn(make), share=0.06)
        self.hold_until("file")
        self.play(*shown(change, self.number), until="change")
        self.play(growth.animate.set_value(self.changing.other), until="follows")
        self.play(growth.animate.set_value(given), share=0.12)
