"""How fast whole fields are, next to what one would write without the core.

Without --benchmark-enable the fields are tiny, so that this costs the test run nothing.
"""

import ctypes
import math
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy import optimize

from lvebm_core import EllipseDecoder, free_energy, free_energy_gradient, infer, latent_grid

W = (-1.5, 0.4)
DECODER = EllipseDecoder(W)
PROCESS = Path("/proc/self")

pytestmark = pytest.mark.usefixtures("all_cores")

ON = [
    pytest.param("cpu", id="cpu"),
    pytest.param(
        "cuda",
        id="gpu",
        marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU"),
    ),
]


@pytest.fixture
def full(benchmark):
    return benchmark.enabled


@pytest.fixture
def field(full):
    """Every pixel of a picture of the plane."""
    width, height = (1920, 1080) if full else (16, 9)
    y1 = torch.linspace(-3, 3, width, dtype=torch.float64)
    y2 = torch.linspace(-2, 2, height, dtype=torch.float64)
    return torch.stack(torch.meshgrid(y1, y2, indexing="xy"), dim=-1)


def kilobytes(name):
    for line in (PROCESS / "status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    raise KeyError(name)


def peak_of(function):
    """Megabytes that the process grows by while the function runs; None where Linux can't say."""
    try:
        ctypes.CDLL(None).malloc_trim(0)  # give back what earlier runs have freed
        (PROCESS / "clear_refs").write_text("5")  # forget the peak so far
    except (OSError, AttributeError):
        return None
    before = kilobytes("VmRSS")
    function()
    return (kilobytes("VmHWM") - before) / 1024


def seconds(function):
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def measure(benchmark, function, y, *, bytes_per_point):
    """Time it, and record its memory and how it compares with just moving its bytes."""
    decoder = EllipseDecoder(W).to(y.device)

    def run():
        with torch.no_grad():
            function(decoder, y)
        if y.is_cuda:
            torch.cuda.synchronize()

    benchmark.pedantic(run, rounds=3, warmup_rounds=1)
    count = y[..., 0].numel()
    benchmark.extra_info["points"] = count
    benchmark.extra_info["threads"] = torch.get_num_threads()
    if y.is_cuda:
        torch.cuda.reset_peak_memory_stats()
        before = torch.cuda.memory_allocated()
        run()
        peak = (torch.cuda.max_memory_allocated() - before) / 2**20
    else:
        peak = peak_of(run)
    benchmark.extra_info["peak extra memory, MB"] = peak
    moved = count * bytes_per_point
    source = torch.ones(moved // 16, dtype=torch.float64, device=y.device)
    target = torch.ones_like(source)  # a copy reads one half of the bytes and writes the other

    def copy():
        target.copy_(source)
        if y.is_cuda:
            torch.cuda.synchronize()

    copy()
    benchmark.extra_info["bytes it must move"] = moved
    benchmark.extra_info["time to move them, s"] = min(seconds(copy) for _ in range(5))
    if benchmark.stats is not None:
        benchmark.extra_info["nanoseconds per point"] = benchmark.stats["min"] / count * 1e9
    return peak


@pytest.mark.parametrize("device", ON)
def test_f_inf(benchmark, field, device):
    peak = measure(benchmark, free_energy, field.to(device), bytes_per_point=24)
    assert peak is None or peak < 1000


@pytest.mark.parametrize("device", ON)
@pytest.mark.parametrize("beta", [1e-3, 1.0, 10.0, 100.0])
def test_f_beta(benchmark, field, beta, device):
    def at_beta(decoder, y):
        return free_energy(decoder, y, beta=beta)

    peak = measure(benchmark, at_beta, field.to(device), bytes_per_point=24)
    assert peak is None or peak < 1000


@pytest.mark.parametrize("device", ON)
def test_exact_inference(benchmark, field, device):
    peak = measure(benchmark, infer, field.to(device), bytes_per_point=32)
    assert peak is None or peak < 1000


@pytest.mark.parametrize("device", ON)
def test_gradient_of_f_beta(benchmark, field, device):
    def gradient(decoder, y):
        return free_energy_gradient(decoder, y, beta=10.0)

    peak = measure(benchmark, gradient, field.to(device), bytes_per_point=32)
    assert peak is None or peak < 1000


@pytest.mark.parametrize("beta", [10.0, math.inf])
def test_the_lectures_425_points(benchmark, beta):
    y1 = torch.linspace(-3, 3, 25, dtype=torch.float64)
    y2 = torch.linspace(-2, 2, 17, dtype=torch.float64)
    y = torch.stack(torch.meshgrid(y1, y2, indexing="xy"), dim=-1)
    assert benchmark(free_energy, DECODER, y, beta=beta).shape == (17, 25)


def test_f_inf_by_a_loop_over_scipys_minimize_scalar(benchmark, field, full):
    """What one would write first; a subset, per point, and the ratio to the core."""
    subset = field.reshape(-1, 2)[:: 9973 if full else 31]

    def loop():
        best = []
        for y1, y2 in subset.tolist():

            def at(z, y1=y1, y2=y2):
                return (y1 - W[0] * math.cos(z)) ** 2 + (y2 - W[1] * math.sin(z)) ** 2

            valleys = [
                optimize.minimize_scalar(at, bounds=bounds, method="bounded").fun
                for bounds in ((0, math.pi), (math.pi, 2 * math.pi))
            ]
            best.append(min(valleys))
        return best

    slow = benchmark.pedantic(loop, rounds=2)
    fast = free_energy(DECODER, subset).detach().numpy()
    assert (fast <= np.array(slow) + 1e-12).all()
    compare(benchmark, len(subset), field)


def test_f_inf_by_brute_force_over_4096_latents(benchmark, field, full):
    subset = field.reshape(-1, 2)[:: 101 if full else 31]
    decoded = DECODER(latent_grid(4096)).detach()

    def brute():
        return torch.cat(
            [
                (block.unsqueeze(1) - decoded).square().sum(dim=-1).amin(dim=1)
                for block in subset.split(64)
            ]
        )

    slow = benchmark.pedantic(brute, rounds=2)
    fast = free_energy(DECODER, subset).detach()
    assert (fast <= slow + 1e-12).all()
    compare(benchmark, len(subset), field)


def compare(benchmark, count, field):
    if benchmark.stats is not None:
        slow = benchmark.stats["min"] / count
        with torch.no_grad():
            fast = min(seconds(lambda: free_energy(DECODER, field)) for _ in range(3))
        fast /= field[..., 0].numel()
        benchmark.extra_info["microseconds per point"] = slow * 1e6
        benchmark.extra_info["times as long as the core takes"] = slow / fast
