"""Slow, independent answers to compare the core with: NumPy, SciPy and mpmath, never the core."""

import math

import mpmath
import numpy as np
from scipy import integrate

GOLDEN = (np.sqrt(np.longdouble(5)) - 1) / 2


def energies(w, y, z):
    """E(y, g(z)) in the precision of z: y (n, 2), z (n, m) or (m,) to (n, m)."""
    w, y = np.asarray(w, z.dtype), np.asarray(y, z.dtype)
    across = y[:, :1] - w[0] * np.cos(z)
    up = y[:, 1:] - w[1] * np.sin(z)
    return across**2 + up**2


def lowest_energy(w, y):
    """F_inf by a grid, then golden sections in extended precision round its two best valleys."""
    y = np.asarray(y, np.float64)
    grid = np.arange(2048, dtype=np.longdouble) * (2 * np.pi / 2048)
    table = energies(w, y, grid)
    valley = (table <= np.roll(table, 1, axis=1)) & (table <= np.roll(table, -1, axis=1))
    table = np.where(valley, table, np.inf)
    best = np.full(len(y), np.inf, np.longdouble)
    for _ in range(2):
        start = table.argmin(axis=1)
        table[np.arange(len(y)), start] = np.inf
        low, high = grid[start] - grid[1], grid[start] + grid[1]
        for _ in range(80):
            left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
            pair = energies(w, y, np.stack((left, right), axis=1))
            best = np.minimum(best, pair.min(axis=1))
            go_left = pair[:, 0] < pair[:, 1]
            low, high = np.where(go_left, low, left), np.where(go_left, right, high)
    return best


FINE = np.arange(2**17) * (2 * np.pi / 2**17)


def free_energy_by_trapezoid(w, y, beta):
    """F_beta from a very fine grid, the minimum taken out."""
    e = energies(w, [y], FINE)[0]
    lowest = e.min()
    return float(lowest - np.log1p(np.expm1(-beta * (e - lowest)).mean()) / beta)


def free_energy_by_quadrature(w, y, beta):
    """F_beta by SciPy's adaptive quadrature, between breakpoints all over the circle."""
    lowest = energies(w, [y], FINE).min()

    def integrand(z):
        e = (y[0] - w[0] * math.cos(z)) ** 2 + (y[1] - w[1] * math.sin(z)) ** 2
        return math.exp(-beta * (e - lowest))

    edges = np.linspace(0, 2 * np.pi, 65)
    total = math.fsum(
        integrate.quad(integrand, a, b, epsabs=1e-16, epsrel=1e-13)[0]
        for a, b in zip(edges[:-1], edges[1:], strict=True)
    )
    return lowest - math.log(total / (2 * math.pi)) / beta


def free_energy_by_bessel(w, y, beta):
    """F_beta by the Jacobi-Anger series, in as many digits as its terms cancel, and 60.

    E = C - R cos(z - phi) + D cos 2z, so that the mean of exp(-beta E) is
    exp(-beta C) [I_0(beta D) I_0(beta R) + 2 sum_m (-1)^m I_m(beta D) I_2m(beta R) cos 2m phi].
    """
    largest = beta * (2 * math.hypot(w[0] * y[0], w[1] * y[1]) + w[0] ** 2 + w[1] ** 2)
    with mpmath.workdps(60 + int(largest)):
        w1, w2, y1, y2, b = (mpmath.mpf(float(v)) for v in (*w, *y, beta))
        c = y1**2 + y2**2 + (w1**2 + w2**2) / 2
        r = 2 * mpmath.hypot(w1 * y1, w2 * y2)
        d = (w1**2 - w2**2) / 2
        phi = mpmath.atan2(w2 * y2, w1 * y1)
        total = mpmath.besseli(0, b * d) * mpmath.besseli(0, b * r)
        for m in range(1, 200):
            term = 2 * (-1) ** m * mpmath.besseli(m, b * d) * mpmath.besseli(2 * m, b * r)
            total += term * mpmath.cos(2 * m * phi)
            if abs(term) < mpmath.mpf(10) ** -60 * abs(total):
                break
        return float(c - mpmath.log(total) / b)


def hard_points(w):
    """Where a nearest point is hard to find: (n, 2).

    The centre, both axes, the evolute and both its sides, its cusps, the manifold, far away.
    """
    w1, w2 = w
    sizes = [
        0,
        1e-300,
        1e-160,
        1e-20,
        1e-12,
        1e-8,
        1e-4,
        0.1,
        0.4,
        0.5,
        1.0,
        1.5,
        2.0,
        10.0,
        1e3,
        1e6,
    ]
    sizes += [-size for size in sizes]  # -0.0 too
    points = [(a, b) for a in sizes for b in sizes]
    angles = np.linspace(0, 2 * np.pi, 33)
    points += [(w1 * np.cos(t), w2 * np.sin(t)) for t in angles]
    gap = (w1 - w2) * (w1 + w2)
    for nudge in (1, 1 + 1e-15, 1 - 1e-15, 1 + 1e-9, 1 - 1e-9, 1 + 1e-3, 1 - 1e-3):
        cusp_1 = nudge * gap / w1 if gap and w1 else 0.0
        cusp_2 = -nudge * gap / w2 if gap and w2 else 0.0
        if max(abs(cusp_1), abs(cusp_2)) < 1e6:
            points += [(cusp_1 * np.cos(t) ** 3, cusp_2 * np.sin(t) ** 3) for t in angles]
            for off in (0, 1e-300, 1e-18, 1e-15, 1e-12, 1e-9, 1e-5):
                points += [(cusp_1, off), (off, cusp_2)]
    return np.array(points)


HARD_WEIGHTS = [
    (-1.5, 0.4),
    (0.4, 1.5),
    (2.0, 1.5),
    (1.0, 1.0),
    (-1.0, 1.0),
    (1.0, 1.0 - 1e-10),
    (1.0, 0.0),
    (0.0, -1.0),
    (0.0, 0.0),
    (1.0, 1e-8),
    (1e-100, 1.0),
    (3.0, 1e-3),
    (1e-5, 2e-5),
    (2.0, 2.2250738585072014e-308),
    (5e-324, 1e-310),
    (10.0, 0.1),
]
