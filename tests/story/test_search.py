import numpy as np
import pytest

from scenes.story.search import METHODS, highest_energy, searched, too_high, ways
from tests.chapters.reading import chapter_class
from tests.narration.saying import say


def test_the_lecture_s_ways(lecture):
    first = ways(lecture, 2.7)
    assert [first[method].steps for method in METHODS] == [6, 4, 4]
    assert {way.end for way in first.values()} == {"lowest"}
    second = ways(lecture, 3.9)
    assert [second[method].steps for method in METHODS] == [26, 4, 5]
    assert {way.end for way in second.values()} == {"false valley"}
    (end,) = too_high(second)
    assert (end.z[-1], end.energy[-1]) == pytest.approx((4.654, 3.522), abs=5e-4)


def test_a_way_starts_at_its_start_and_never_goes_up(lecture):
    y = searched(lecture)
    for start in np.linspace(0, 6.2, 12):
        for way in ways(lecture, start).values():
            assert way.z[0] == start
            expected = (y[0] + 1.5 * np.cos(way.z)) ** 2 + (y[1] - 0.4 * np.sin(way.z)) ** 2
            np.testing.assert_allclose(way.energy, expected, atol=1e-12)
            assert (np.diff(way.energy) <= 1e-9).all()
            assert (np.diff(way.z) != 0).all()
            assert np.abs(np.diff(way.unwrapped)).max(initial=0) <= np.pi + 1e-9
            np.testing.assert_allclose(np.exp(1j * way.unwrapped), np.exp(1j * way.z))


def test_the_top_of_a_hill_is_no_valley(tell):
    # E = (y1 - w1 cos z)^2 + y2^2 has no slope where sin z = 0, and that is its highest energy.
    data = tell({"decoder.weights": "[-1.5, 0]", "picks.two_valleys": "23"})
    for way in ways(data, 0.0).values():
        assert (way.steps, way.end) == (0, "elsewhere")


def test_the_highest_energy_is_found(lecture):
    z = np.linspace(0, 2 * np.pi, 100_000)
    assert highest_energy(lecture) == pytest.approx(
        lecture.energies(searched(lecture)[None], z).max(), rel=1e-4
    )


def test_words_of_the_lecture(lecture):
    data = lecture
    assert "But between two of them, it's lower still: 1.161" in say(data, "s09.exhaustive")
    assert "After six steps, the energy is 1.16" in say(data, "s09.gradient")
    assert "It takes four steps instead of six, to the same energy" in say(data, "s09.conjugate")
    assert "It takes four steps as well, to the same energy" in say(data, "s09.quasi_newton")
    assert "All three end in the false valley, at 3.52" in say(data, "s09.false_valley")
    assert "never see the deeper valley" in say(data, "s09.false_valley")
    assert "Our three are 2.36 too high" in say(data, "s09.free_energy")
    assert "0.83 on average" in say(data, "s09.denoise")
    assert "But each component's noise was only 0.05" in say(data, "s09.denoise")


def test_words_where_one_method_leaps_over_the_hill(tell):
    data = tell({"inference.start": "0.2", "inference.false_start": "3.5"})
    said = say(data, "s09.quasi_newton")
    assert "It takes six steps, more than the three before, to another energy: 3.52" in said
    said = say(data, "s09.false_valley")
    assert (
        "Gradient descent and conjugate gradient end in the false valley, at 3.52, "
        "but L B F G S finds the lowest energy."
    ) in said
    assert "deeper valley" not in said
    assert "Whoever missed it is 2.36 too high" in say(data, "s09.free_energy")


def test_words_where_all_find_it(tell):
    data = tell({"inference.false_start": "1"})
    assert "All three find the lowest energy, from here too" in say(data, "s09.false_valley")
    assert "This time, all three have found it" in say(data, "s09.free_energy")


def test_words_where_there_is_no_slope(tell):
    data = tell({"decoder.weights": "[0, 0]"})
    assert "But here there's no slope, so it stays" in say(data, "s09.gradient")
    assert "Between them, there's nothing lower that we could see" in say(data, "s09.exhaustive")


def test_words_of_a_good_model_and_of_no_noise(tell):
    good = tell({"decoder.weights": "[-2, 1.5]"})
    assert "Each component's noise was 0.05, which may explain it" in say(good, "s09.denoise")
    assert "Here the model is good enough for that" in say(good, "s09.denoise")
    clean = tell({"horn.noise_std": "0"})
    assert "There was no noise to take away" in say(clean, "s09.denoise")
    assert "So all that goes is data" in say(clean, "s09.denoise")


def test_the_tables_of_the_searches(lecture):
    tables = {table.name: table for table in chapter_class("s09_inference").number_tables(lecture)}
    ((y1, y2, z, free_energy),) = tables["ž"].rows
    assert (y1, y2) == tuple(searched(lecture))
    assert (z, free_energy) == pytest.approx((1.6032, 1.1608), abs=5e-5)
    best = tables["exhaustive"].rows
    assert len(best) == 48
    assert best[-1][-1] == min(row[2] for row in best)
    assert len(tables["gradient from the false start"].rows) == 27
    for row in tables["denoising"].rows:
        _, y1, y2, _, g1, g2, moved = row
        assert moved == pytest.approx(np.hypot(y1 - g1, y2 - g2))
