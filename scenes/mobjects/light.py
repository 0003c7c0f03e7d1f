"""Dimming: what the voice speaks of is bright, the rest is there but quiet."""

from __future__ import annotations

from typing import Any

from manim import Animation, ApplyMethod, FadeIn, Mobject, VMobject, there_and_back

from scenes import look


class Light(Animation):
    """Dim a mobject to a share of its own opacity, or light it again.

    Unlike ``animate.set_opacity`` it leaves hollow things hollow and shaded things shaded, and
    unlike ``animate`` and ``Restore`` it touches nothing but opacity, so points may move at the
    same time.

    Parameters
    ----------
    mobject
        What to dim, with all its parts.
    share
        The share of its full opacity, in [0, 1]; 1 lights it again.
    **kwargs
        For `manim.Animation`.
    """

    def __init__(self, mobject: Mobject, share: float = 1.0, **kwargs: Any) -> None:
        super().__init__(mobject, **{"suspend_mobject_updating": False, **kwargs})
        self.share = share

    def begin(self) -> None:
        """Note how bright each part is now."""
        family: Any = self.mobject.get_family()
        self._parts = [part for part in family if isinstance(part, VMobject)]
        self._before = [_light_of(part) for part in self._parts]
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set every part's light between what it was and the share."""
        amount = self.rate_func(alpha)
        for part, before in zip(self._parts, self._before, strict=True):
            set_light(part, before + amount * (self.share - before))


def _light_of(part: VMobject) -> float:
    return float(getattr(part, "light", 1.0))


def dim(*mobjects: Mobject) -> list[Light]:
    """Return animations that dim each."""
    return [Light(mobject, look.DIMMED) for mobject in mobjects]


def lit(*mobjects: Mobject) -> list[Light]:
    """Return animations that light each again."""
    return [Light(mobject) for mobject in mobjects]


def shown(*mobjects: Mobject) -> list[FadeIn]:
    """Return animations that let each appear; one for all would leave them in a group."""
    return [FadeIn(mobject) for mobject in mobjects]


def pulse(*mobjects: Any) -> list[Any]:
    """Return animations that make each grow and shrink again, to be looked at."""
    return [mobject.animate(rate_func=there_and_back).scale(look.PULSE) for mobject in mobjects]


def swell(*mobjects: VMobject) -> list[ApplyMethod]:
    """Return animations that make the lines of each thick and thin again, to be looked at."""
    wide = {"width": 2 * look.BOLD}
    return [ApplyMethod(part.set_stroke, wide, rate_func=there_and_back) for part in mobjects]


def set_light(mobject: Any, share: float) -> None:
    """Dim a mobject at once, without its parts: see `Light`."""
    # A part's full opacities are taken before it is first dimmed: later nothing tells them.
    if not hasattr(mobject, "full_light"):
        mobject.full_light = (mobject.fill_rgbas[:, 3].copy(), mobject.stroke_rgbas[:, 3].copy())
    mobject.light = share
    fill, stroke = mobject.full_light
    mobject.fill_rgbas[:, 3] = fill * share
    mobject.stroke_rgbas[:, 3] = stroke * share
