"""What a pixel is said to show, against numbers that are worked out by hand."""

import inspect
import math

import numpy as np
import pytest

from scenes.film.marks.explaining import Explanation, depending_on, explain
from scenes.film.marks.pointing import mark_at, place_of
from scenes.s05_energy import S05Energy
from tests.chapters.reading import told
from tests.film.marks.playing import DRAFT, pixel_of, played


@pytest.fixture(scope="module")
def data():
    return told()


@pytest.fixture(scope="module")
def curve(data):
    """The energy chapter, as its curve has been drawn."""
    return played("s05_energy", "curve", data)


@pytest.fixture(scope="module")
def pick(data):
    """The energy chapter, as its fan has not run yet."""
    return played("s05_energy", "segments", data)


def said_at(chapter, place) -> Explanation:
    x, y = pixel_of(place)
    mark = mark_at(chapter, x, y, DRAFT)
    assert mark is not None
    return explain(mark, chapter, place_of(x, y, DRAFT))


def test_a_sample_is_named_with_its_numbers_and_what_they_come_from(curve, data):
    here = curve.in_plane
    far = int(np.abs(data.slice.y[:, 1]).argmax())  # no ring is near it
    said = said_at(curve, here.plane.c2p(data.slice.y[far]))
    assert (said.name, said.part, said.class_name) == (f"y[{far + 1}]", far, "Discs")
    assert (said.kind, said.role, said.path) == ("dot", "observed", "in_plane.samples")
    assert said.values["y"] == pytest.approx(data.slice.y[far], abs=1e-9)
    assert said.function == "lvebm_core.horn.Horn.sample"
    assert said.asked_by == "StoryData.slice"
    assert {"slice.seed", "slice.samples", "horn.noise_std", "plane.y1"} <= set(said.keys)
    assert not {"decoder.weights", "picks.energy"} & set(said.keys)


def test_a_statement_of_the_chapter_made_it(curve, data):
    said = said_at(curve, curve.in_plane.plane.c2p(data.slice.y[5]))
    lines, first = inspect.getsourcelines(S05Energy)
    assert said.file == "s05_energy.py"
    assert said.statement == lines[said.line - first].strip()
    assert said.statement.startswith("self.in_plane = ")


def test_a_decoded_point_depends_on_the_decoder(curve, data):
    w1, w2 = data.story.decoder.weights
    i = 3
    z = 2 * math.pi * i / data.story.decoder.latents
    said = said_at(curve, curve.in_plane.plane.c2p([w1 * math.cos(z), w2 * math.sin(z)]))
    assert (said.name, said.part, said.role) == (f"ỹ[{i + 1}]", i, "decoded")
    assert said.values["y"] == pytest.approx((w1 * math.cos(z), w2 * math.sin(z)))
    assert "decoder.weights" in said.keys
    assert "slice.seed" not in said.keys


def test_a_segment_stands_for_the_energy_of_its_length(pick, data):
    y = data.slice.y[data.story.picks.energy - 1]
    w1, w2 = data.story.decoder.weights
    i = data.story.decoder.latents // 8
    z = 2 * math.pi * i / data.story.decoder.latents
    end = np.array([w1 * math.cos(z), w2 * math.sin(z)])
    said = said_at(pick, pick.in_plane.plane.c2p(y + 0.6 * (end - y)))
    assert (said.kind, said.class_name) == ("segment", "Fan")
    ends = [said.values["from"], said.values["to"]]
    assert ends[0] == pytest.approx(y)
    assert said.values["E"] == pytest.approx(((ends[1] - y) ** 2).sum())


def test_a_curve_tells_the_energy_where_it_is_pointed_at(curve, data):
    y = data.slice.y[data.story.picks.energy - 1]
    w1, w2 = data.story.decoder.weights
    z = 2.2
    energy = (y[0] - w1 * math.cos(z)) ** 2 + (y[1] - w2 * math.sin(z)) ** 2
    said = said_at(curve, curve.over_z.axes.c2p([z, energy]))
    assert (said.name, said.path) == ("E curve", "over_z.curve")
    assert said.values["z"] == pytest.approx(z, abs=0.02)
    assert said.values["E"] == pytest.approx(energy, abs=0.1)
    assert said.function.startswith("lvebm_core.energy.")
    assert {"decoder.weights", "picks.energy"} <= set(said.keys)


def test_a_symbol_is_what_its_label_says(curve):
    for label, name in (("pick.1", "y′₁"), ("z", "z"), ("decoder.2", "g₂"), ("E", "E")):
        glyph = curve.formula.part(label, 0)[0]
        seen = max(glyph.points[::4], key=lambda point: point[0])  # on the outline's right edge
        x, y = pixel_of(seen + [-0.01, 0, 0])
        mark = mark_at(curve, x, y, DRAFT)
        assert mark is not None
        assert (mark.name, mark.path) == (name, "formula"), label


def test_nothing_is_there_where_nothing_is_drawn(curve):
    assert mark_at(curve, 3, DRAFT.height - 3, DRAFT) is None


def test_a_key_lights_up_what_depends_on_it(curve):
    lit = {mark.path for mark in depending_on("decoder.weights", curve)}
    assert {"in_plane.marks", "over_z.curve"} <= lit
    assert not {"in_plane.samples", "title", "in_plane.plane.grid"} & lit
    assert "in_plane.samples" in {mark.path for mark in depending_on("slice.seed", curve)}
    assert {mark.path for mark in depending_on("plane.grid_step", curve)} == {"in_plane.plane.grid"}
