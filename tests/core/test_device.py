import pytest
import torch

from lvebm_core import EllipseDecoder, free_energy, infer, stationary_points


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")
def test_results_agree_between_the_gpu_and_the_cpu():
    y = 3 * torch.randn(5000, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    on_cpu, on_gpu = EllipseDecoder([-1.5, 0.4]), EllipseDecoder([-1.5, 0.4]).cuda()
    found = infer(on_gpu, y.cuda())
    assert found.z.is_cuda
    torch.testing.assert_close(found.energy.cpu(), infer(on_cpu, y).energy, atol=1e-12, rtol=0)
    for beta in (1e-3, 10.0, 1e5, float("inf")):
        torch.testing.assert_close(
            free_energy(on_gpu, y.cuda(), beta=beta).cpu(),
            free_energy(on_cpu, y, beta=beta),
            atol=1e-12,
            rtol=0,
        )
    at, expected = stationary_points(on_gpu, y.cuda()), stationary_points(on_cpu, y)
    for found, z in ((at.minima, expected.minima), (at.maxima, expected.maxima)):
        assert found.is_cuda
        torch.testing.assert_close(found.cpu(), z, atol=1e-9, rtol=0, equal_nan=True)
