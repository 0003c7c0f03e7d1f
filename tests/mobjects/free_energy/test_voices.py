import numpy as np

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.free_energy.voices import Voices

DECODED = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])


def test_few_segments_lead_to_the_nearest_and_all_to_all():
    plane = Plane(y1=(-3, 3), y2=(-2, 2), step=0.5)
    nearest = np.array([False, True, False, True])
    voices = Voices(plane, y=np.array([0.5, 0.0]), decoded=DECODED, nearest=nearest)
    np.testing.assert_allclose(plane.p2c(voices.few.get_ends()), DECODED[nearest], atol=1e-9)
    np.testing.assert_allclose(plane.p2c(voices.all.get_ends()), DECODED, atol=1e-9)
    for segments in (voices.few, voices.all):
        starts = plane.p2c(segments.get_starts())
        np.testing.assert_allclose(starts, np.tile([0.5, 0.0], (len(starts), 1)), atol=1e-9)
    np.testing.assert_allclose(voices.few.get_segment_colors()[0], look.COLD.to_rgb())
