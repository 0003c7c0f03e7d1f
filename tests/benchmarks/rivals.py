"""Three other ways to the nearest point of an ellipse, written down in public.

Each is written anew, from its mathematics, for n points at once, and takes as many steps as it is
told. Weights and points are taken by their sizes, since all four quadrants are alike; `a` is the
first semi-axis and `b` the second, either the longer, both above zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor


def bisection(weights: Tensor, y: Tensor, steps: int) -> Tensor:
    """Return F_inf by halving an interval of s, where (x_i, y_i) = r_i z_i / (s + r_i).

    D. Eberly, "Distance from a Point to an Ellipse, an Ellipsoid, or a Hyperellipsoid"
    (Geometric Tools, 2013), sections 2.7 to 2.9: with z_i = y_i / e_i and r_0 = (e_0 / e_1)^2,
    G(s) = (r_0 z_0 / (s + r_0))^2 + (z_1 / (s + 1))^2 - 1 falls from s = z_1 - 1, where it is not
    below zero, to s = |(r_0 z_0, z_1)| - 1, where it is not above. On the long axis the answer is
    known.
    """
    order = weights.abs().argsort(descending=True)
    (e_0, e_1), (y_0, y_1) = weights.abs()[order], y.abs()[:, order].unbind(dim=1)
    r_0 = (e_0 / e_1) ** 2
    z_1 = y_1 / e_1
    n_0 = r_0 * (y_0 / e_0)
    low, high = z_1 - 1, torch.hypot(n_0, z_1) - 1
    for _ in range(steps):
        s = (low + high) / 2
        above = (n_0 / (s + r_0)) ** 2 + (z_1 / (s + 1)) ** 2 > 1
        low, high = torch.where(above, s, low), torch.where(above, high, s)
    s = (low + high) / 2
    x_0, x_1 = r_0 * y_0 / (s + r_0), y_1 / (s + 1)
    share = (e_0 * y_0 / (e_0**2 - e_1**2)).clamp(max=1)
    on_axis = y_1 == 0
    x_0 = torch.where(on_axis, e_0 * share, x_0)
    x_1 = torch.where(on_axis, e_1 * torch.sqrt((1 - share) * (1 + share)), x_1)
    return (x_0 - y_0) ** 2 + (x_1 - y_1) ** 2


def normal(weights: Tensor, y: Tensor, steps: int) -> Tensor:
    """Return F_inf by turning the normal until it meets y: Newton's method on its angle.

    R. Nürnberg, "Distance from a Point to an Ellipse" (Imperial College London, 2006): at the angle
    t the normal misses (x, y) by f = (a^2 - b^2) sin t cos t - a x sin t + b y cos t, from
    t = atan2(a y, b x). As it stands it may leave for another root inside the evolute; in the
    first quadrant f falls through zero once, and a step that leaves what is left of it halves it.
    From an axis, where f is zero too, it starts at 45 degrees.
    """
    (a, b), (y_1, y_2) = weights.abs(), y.abs().unbind(dim=1)
    gap = (a - b) * (a + b)
    low, high = torch.zeros_like(y_1), torch.full_like(y_1, math.pi / 2)
    t = torch.where((y_1 > 0) & (y_2 > 0), torch.atan2(a * y_2, b * y_1), math.pi / 4)
    for _ in range(steps):
        cos, sin = torch.cos(t), torch.sin(t)
        missed = gap * sin * cos - a * y_1 * sin + b * y_2 * cos
        slope = gap * (cos - sin) * (cos + sin) - a * y_1 * cos - b * y_2 * sin
        low, high = torch.where(missed > 0, t, low), torch.where(missed > 0, high, t)
        newton = t - missed / slope
        t = torch.where((newton >= low) & (newton <= high), newton, (low + high) / 2)
    return (a * torch.cos(t) - y_1) ** 2 + (b * torch.sin(t) - y_2) ** 2


def trigonometry_free(weights: Tensor, y: Tensor, steps: int) -> Tensor:
    """Return F_inf by the circle of curvature, of which the nearest point is known.

    C. Chatfield, "A Simple Method for Distance to Ellipse" (2017), after L. Maisonobe, "Quick
    computation of the distance between a point and an ellipse" (2003); freed of angles by
    A. Stephens (github.com/0xfaded/ellipse_demo, issue 1). Round the centre of curvature of
    (a cos, b sin) the ellipse is a circle; the point of the circle that is nearest to y gives the
    next cos and sin. It is done three times there, from 45 degrees.
    """
    (a, b), (y_1, y_2) = weights.abs(), y.abs().unbind(dim=1)
    gap = (a - b) * (a + b)
    cos = torch.full_like(y_1, math.sqrt(0.5))
    sin = cos
    for _ in range(steps):
        center_1, center_2 = gap / a * cos**3, -gap / b * sin**3
        toward_1, toward_2 = y_1 - center_1, y_2 - center_2
        radius = torch.hypot(a * cos - center_1, b * sin - center_2)
        scale = radius / torch.hypot(toward_1, toward_2)
        cos = ((center_1 + toward_1 * scale) / a).clamp(0, 1)
        sin = ((center_2 + toward_2 * scale) / b).clamp(0, 1)
        size = torch.hypot(cos, sin)
        cos, sin = cos / size, sin / size
    return (a * cos - y_1) ** 2 + (b * sin - y_2) ** 2


RIVALS: dict[str, Callable[[Tensor, Tensor, int], Tensor]] = {
    "bisection": bisection,
    "iterative normal": normal,
    "trigonometry-free": trigonometry_free,
}
