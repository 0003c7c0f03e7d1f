import numpy as np
import pytest

from scenes.mobjects.energy.moment import Moment
from scenes.mobjects.energy.tour import Tour

Y = np.array([[1.0, 0], [0, 1], [-1, 0]])
LATENTS = np.array([0.0, 1.0, 2.0])


def decode(z):
    return np.stack([np.cos(z), 2 * np.sin(z)], axis=-1)


def energy_at(y, z):
    return ((y - decode(z)) ** 2).sum(axis=-1)


@pytest.fixture
def moment():
    tour = Tour(Y, first=0, rest=0.4)
    return Moment(tour, latents=LATENTS, decode=decode, energy_at=energy_at)


def test_all_of_it_follows_the_tour_and_the_latent(moment):
    moment.z.set_value(0.7)
    for done in (0.0, 0.7, 2.0):
        moment.tour.done.set_value(done)
        y = moment.tour.place(done)
        np.testing.assert_array_equal(moment.y, y)
        np.testing.assert_allclose(moment.y_tilde, [np.cos(0.7), 2 * np.sin(0.7)])
        assert moment.energy == pytest.approx(((y - moment.y_tilde) ** 2).sum())
        np.testing.assert_allclose(moment.energies, [energy_at(y, z) for z in LATENTS])
