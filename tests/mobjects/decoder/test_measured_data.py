import numpy as np

from scenes.mobjects.decoder.measured_data import MeasuredData
from tests.mobjects.decoder.model import g, plane

MEANS = g([0.3, 2.0, 4.0], [1.2, 0.7])
NOISE = np.array([[0.1, 0.0], [-0.05, 0.2], [0.0, -0.1]])


def test_the_ellipse_changes_its_size_and_the_noise_stays():
    seen = plane()
    ellipse = g(np.linspace(0, 2 * np.pi, 9), [1.2, 0.7])
    measured = MeasuredData(seen, y=MEANS + NOISE, means=MEANS, ellipse=ellipse)
    for size in (1.0, 0.6):
        measured.size.set_value(size)
        centers = seen.p2c(measured.samples.update().get_centers())
        np.testing.assert_allclose(centers, size * MEANS + NOISE, atol=1e-6)
        corners = seen.p2c(measured.outline.update().points[::4])
        np.testing.assert_allclose(corners, size * ellipse[:-1], atol=1e-9)
