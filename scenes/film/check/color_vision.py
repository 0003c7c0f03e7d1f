"""Two roles that colour-blind eyes can't tell apart, and that differ by nothing else."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations
from typing import Any

import numpy as np
from manim import VMobject

from scenes import look
from scenes.film.check.finding import Check, Sight
from scenes.film.check.light import Array, linear
from scenes.film.check.sight import Seen
from scenes.film.check.watching import Moment, covering
from scenes.mobjects.space import Space
from scenes.painting import Painted

APART = 20.0  # CIE 1976 colour difference that every eye sees
SAME = 9.0  # ... and one that is hardly seen
NOTICED = 2.3  # the least one that is noticed at all (Mahy, Van Eycken and Oosterlinck, 1994)
SCALE = 40.0  # ... and one that leaves room for the steps of a scale between its ends
ROLES = ("y", "z", "y_tilde", "y_hat", "decoder", "E", "pick", "z_check")  # told by their colours
ALL = "all"  # as everybody sees
# Machado, Oliveira and Fernandes (2009), severity 1, of linear light.
EYES = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
               [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
               [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
               [0.004733, 0.691367, 0.303900]],
}  # fmt: skip
SCALES = {
    "x": look.x_colors, "energy": look.energy_colors, "temperature": look.temperature_colors
}  # fmt: skip
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = _TO_XYZ.sum(axis=1)


class ColorVision(Check):
    """Things of one shape and size whose colours collapse."""

    kind = "color-vision"

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield pairs that are told apart by a colour that some eyes lack."""
        if moment.place == "within":
            return
        yield from _roles_alike(moment)
        yield from _ends_alike(moment)
        things = [
            (seen, rgb)
            for seen in moment.things
            if id(seen.mobject) in moment.settled
            and (rgb := _color(seen)) is not None
            and not any(_holds(seen, words) for words in moment.words)
        ]
        for (one, rgb), (other, other_rgb) in combinations(things, 2):
            if not _same_shape(one, other) or difference(rgb, other_rgb) < APART:
                continue
            if _on_one_scale(rgb, other_rgb):
                continue
            for eye in EYES:
                if difference(rgb, other_rgb, eye) < SAME:
                    says = f"differs from another {one.name} by a colour that {eye} eyes lack"
                    yield Sight(other.name, says, covering([one.box, other.box]), other.mobject)
                    break


def _roles_alike(moment: Moment) -> Iterator[Sight]:
    """Yield two roles that are seen, and whose colours nobody, or not everybody, tells apart."""
    for one, other, eye in _collapsed():
        for part in moment.seen:
            if _has(part, one) and any(_has(each, other) for each in moment.seen):
                says = f"the colours of {one} and {other} are one to {eye} eyes"
                yield Sight(part.name, says, part.box, part.mobject)
                break


def _ends_alike(moment: Moment) -> Iterator[Sight]:
    """Yield the scales that are seen, and whose ends are hardly told apart."""
    for name, colors in SCALES.items():
        near, far = colors([0.0, 1.0])
        for eye in (ALL, *EYES):
            if difference(near, far, eye) >= SCALE:
                continue
            for part in moment.seen:
                if _has_color(part, near) or _has_color(part, far):
                    says = f"the ends of the scale of {name} are hardly told apart by {eye} eyes"
                    yield Sight(part.name, says, part.box, part.mobject)
                    break
            break


@cache
def _collapsed() -> list[tuple[str, str, str]]:
    """Return the roles whose colours differ by less than can be noticed, and to which eyes."""
    found = []
    for one, other in combinations(ROLES, 2):
        a, b = (np.array(look.ROLE_COLORS[role].to_rgb()) for role in (one, other))
        alike = (eye for eye in (ALL, *EYES) if difference(a, b, eye) < NOTICED)
        if eye := next(alike, ""):
            found.append((one, other, eye))
    return found


def _has(seen: Seen, role: str) -> bool:
    """Tell whether a role's colour is in a thing or a word."""
    return _has_color(seen, np.array(look.ROLE_COLORS[role].to_rgb()))


def _has_color(seen: Seen, rgb: Array) -> bool:
    return any(np.abs(colors - rgb).max(axis=1).min() < 0.01 for colors in _colors(seen))


def _colors(seen: Seen) -> Iterator[Array]:
    """Yield the colours of each part, (n, 3)."""
    if isinstance(seen.mobject, Space):
        yield from (part.colors.reshape(-1, 3) for part in seen.mobject.parts if part.colors.size)
        return
    for part in seen.parts:
        if isinstance(part, VMobject):
            yield from (rgba[:, :3] for rgba in (part.fill_rgbas, part.stroke_rgbas) if len(rgba))


def _holds(thing: Seen, words: Seen) -> bool:
    """Tell whether a thing is the node that words name."""
    box, name = thing.box, words.box
    across, up = (name.left + name.right) / 2, (name.bottom + name.top) / 2
    return box.left < across < box.right and box.bottom < up < box.top


def _same_shape(one: Seen, other: Seen) -> bool:
    if type(one.mobject) is not type(other.mobject):
        return False
    if type(one.mobject) is VMobject or not isinstance(one.mobject, VMobject):
        return False
    return bool(np.isclose(_size(one), _size(other), rtol=0.2))


def _size(seen: Seen) -> float:
    """Return the radius of dots, or the width of a line."""
    size: Any = getattr(seen.mobject, "radius", seen.parts[0].stroke_width)
    return float(size)


def _on_one_scale(one: Array, other: Array) -> bool:
    """Tell whether colours belong to one scale, along which they are compared and not named."""
    stops = np.linspace(0, 1, 65)
    for scale in SCALES.values():
        colors = scale(stops)
        if all(bool(np.abs(colors - c).max(axis=1).min() < 0.02) for c in (one, other)):
            return True
    return False


def _color(seen: Seen) -> Array | None:
    part = seen.parts[0]
    if isinstance(part, Painted) or not isinstance(part, VMobject):
        return None
    rgba = part.fill_rgbas[0] if part.fill_rgbas[0, 3] > 0.3 else part.stroke_rgbas[0]
    if np.abs(rgba[:3] - look.BACKGROUND.to_rgb()).max() < 0.02:
        rgba = part.stroke_rgbas[0]
    return np.asarray(rgba[:3], dtype=np.float64)


def difference(one: Array, other: Array, eye: str = ALL) -> float:
    """Return how different two colours look, as CIE 1976 has it, to all eyes or to some."""
    a, b = _lab(tuple(one.tolist()), eye), _lab(tuple(other.tolist()), eye)
    return math.dist(a, b)


@lru_cache(maxsize=4096)
def _lab(rgb: tuple[float, ...], eye: str) -> tuple[float, float, float]:
    light = linear(rgb)
    if eye != ALL:
        light = np.clip(np.array(EYES[eye]) @ light, 0, 1)
    share = _TO_XYZ @ light / _WHITE
    f = np.where(share > 0.008856, np.cbrt(share), 7.787 * share + 16 / 116)
    return float(116 * f[1] - 16), float(500 * (f[0] - f[1])), float(200 * (f[1] - f[2]))
