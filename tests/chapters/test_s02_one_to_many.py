import math

import numpy as np
import pytest

from scenes import look
from scenes.s02_one_to_many import S02OneToMany
from tests.chapters.reading import DISC_OFF, frames_of, horn_radii, seen_by_hand, told


@pytest.fixture(params=["lecture", "other"])
def data(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def missed():
    """Return the data of a story whose y1 lies outside the ellipse."""
    return told(one_to_many__y1=5.0)


def watched(play, data, beat, watch):
    """Play a beat's frames and return what ``watch`` returned at each, but None."""
    met = []

    def look_at(scene, _frame):
        seen = watch(scene)
        if seen is not None:
            met.append(seen)

    play(S02OneToMany, data=data, frames=frames_of(S02OneToMany, beat, data), watch=look_at)
    return met


def ellipse(data, x, count=look.ELLIPSE_POINTS):
    around = np.linspace(0, math.tau, count)
    return horn_radii(data.story, x) * np.stack([np.cos(around), np.sin(around)], axis=1)


def test_the_horn_turns_from_its_end_to_its_side(play, painted, other):
    turned = watched(play, other, "question", lambda scene: scene.horn.view.azimuth.get_value())
    assert turned[0] == pytest.approx(math.pi / 2)
    assert np.all(np.diff(turned) <= 1e-12)
    scene = play(S02OneToMany, data=other, until="question")
    discs = painted(scene.horn).discs
    points = np.column_stack([other.horn.x, other.horn.y])
    places, depth = seen_by_hand(points, scene.horn.view)
    nearest_last = places[np.argsort(depth, kind="stable")]
    assert np.allclose([d[:2] for d in discs], nearest_last, atol=DISC_OFF)


def test_the_sheet_cuts_the_horn_off_at_the_one_x(play, painted, other):
    def slide(scene):
        if scene.horn.sheet.opacity.get_value() < 0.5:
            return None
        [shown] = scene.readout.x.numbers
        assert shown.value == pytest.approx(scene.horn.x.get_value())
        assert np.allclose(scene.horn.sheet.corners()[:, 0], shown.value)
        return shown.value

    x = other.story.one_to_many.x
    slid = watched(play, other, "one_x", slide)
    assert slid[0] == 1
    assert slid[-1] == pytest.approx(x)
    scene = play(S02OneToMany, data=other, until="one_x")
    lines = np.array([line[0] for line in painted(scene.horn).lines])
    ring = np.column_stack([np.full(look.ELLIPSE_POINTS, x), ellipse(other, x)])
    places, _ = seen_by_hand(ring, scene.horn.view)
    distances = np.linalg.norm(places[:-1, None] - lines[None], axis=2)
    assert distances.min(axis=1).max() < 2 * DISC_OFF
    # Nothing of the horn is left in front of the sheet.
    assert scene.horn.rings.lines[scene.horn.rings.presence() > 0][:, 0, 0].max() <= x + 1 / 12
    assert scene.horn.dots.at[scene.horn.dots.arrived() > 0][:, 0].max() <= x


def test_every_answer_is_painted_at_its_y_and_all_have_one_x(play, painted, data):
    scene = play(S02OneToMany, data=data, until="one_x")
    answers = np.column_stack([data.answers.x, data.answers.y])
    assert set(data.answers.x) == {data.story.one_to_many.x}
    assert len(np.unique(answers, axis=0)) == data.story.one_to_many.samples
    places, _ = seen_by_hand(answers, scene.horn.view)
    discs = np.array([disc[:2] for disc in painted(scene.horn).discs])
    distances = np.linalg.norm(places[:, None] - discs[None], axis=2)
    assert distances.min(axis=1).max() < 2 * DISC_OFF
    shares = data.answers.y / horn_radii(data.story, data.story.one_to_many.x)
    spread = 4 * data.story.horn.noise_std / data.radii(data.story.one_to_many.x).min()
    assert np.abs(np.hypot(*shares.T) - 1).max() < spread


def test_the_numbers_are_those_of_the_answer_that_landed_last(play, other):
    def land(scene):
        if not 0 < scene.horn.answers.shown.get_value() < len(scene.horn.answers.at):
            return None
        shown = [number.value for number in scene.readout.y.numbers]
        [found] = np.flatnonzero(np.all(np.isclose(other.answers.y, shown), axis=1))
        assert np.allclose(scene.horn.latest.at[0, 1:], shown)
        return int(found)

    landed = watched(play, other, "one_x", land)
    assert landed == sorted(landed)
    assert len(set(landed)) > len(other.answers.y) / 2


def test_the_line_meets_the_ellipse_where_the_formula_says(play, other):
    rho1, rho2 = horn_radii(other.story, other.story.one_to_many.x)

    def sweep(scene):
        if scene.across.met not in scene.mobjects:
            return None
        y1 = scene.across.y1.get_value()
        ends = scene.across.plane.p2c(scene.across.line.get_start_and_end())
        assert np.allclose(ends[:, 0], y1, atol=1e-9)
        inside = 1 - (y1 / rho1) ** 2
        expected = [] if inside < 0 else [math.sqrt(inside) * rho2 * sign for sign in (-1, 1)]
        drawn = scene.across.plane.p2c(scene.across.met.get_centers())
        if len(drawn) == 1:
            assert abs(inside) < 1e-9
            expected = [0.0]
        assert len(drawn) == len(expected)
        if expected:
            assert np.allclose(drawn[:, 0], y1, atol=1e-6)
            assert np.allclose(np.sort(drawn[:, 1]), expected, atol=1e-6)
        return y1 / rho1, len(drawn)

    swept = watched(play, other, "one_y1", sweep)
    across = np.array([share for share, _ in swept])
    assert across.min() < -0.85
    assert across.max() > 1.2
    assert {count for _, count in swept} == {0, 1, 2}


@pytest.mark.parametrize("story", ["other", "missed"])
def test_as_many_answers_are_told_as_are_drawn(play, story, request):
    data = request.getfixturevalue(story)

    def told_and_drawn(scene):
        if scene.across.numbers not in scene.mobjects or scene.across.met not in scene.mobjects:
            return None
        count = len(scene.across.met.get_centers())
        words = [text[0].get_fill_opacity() for text in scene.across.numbers.counts]
        rows = [row[0][0].get_fill_opacity() for row in scene.across.numbers.rows[2:]]
        values = [number.value for number in scene.across.numbers.numbers[2 : 2 + count]]
        drawn = scene.across.plane.p2c(scene.across.met.get_centers())[:, 1] if count else []
        assert np.allclose(sorted(values), np.sort(drawn), atol=1e-6)
        assert scene.across.numbers.numbers[1].value == scene.across.y1.get_value()
        return words[count] == max(words), sum(words) == words[count], sum(rows) == count

    met = watched(play, data, "one_y1", told_and_drawn)
    # Only while they fade in or out are the words less than there.
    assert sum(all(seen) for seen in met) > 0.8 * len(met)


def test_a_line_outside_the_ellipse_meets_nothing(play, missed):
    scene = play(S02OneToMany, data=missed, until="one_y1")
    assert len(scene.across.met.get_centers()) == 0
    assert "no answer is left" in scene.script.beat("one_y1").words
    end = scene.across.plane.p2c(scene.across.line.get_end())
    assert end[0] == pytest.approx(5.0)
    assert end[0] < scene.across.plane.across[1]


def test_the_guess_and_its_error_go_together(play, data):
    answers = data.answers.y

    def move(scene):
        if (
            scene.guessing.on_curve not in scene.mobjects
            or scene.guessing.diamond not in scene.mobjects
        ):
            return None
        guess = scene.across.plane.p2c(scene.guessing.diamond.get_center())
        error = np.mean(((answers - guess) ** 2).sum(axis=1))
        assert scene.guessing.curve.number.value == pytest.approx(error, rel=1e-6)
        drawn = scene.guessing.curve.p2c(scene.guessing.on_curve.get_center())[1]
        assert drawn == pytest.approx(error, rel=2e-3)
        if scene.guessing.trace.has_points():
            assert scene.guessing.curve.p2c(scene.guessing.trace.get_end())[0] == pytest.approx(
                scene.guessing.drawn.get_value()
            )
        return error

    errors = [*watched(play, data, "guess", move), *watched(play, data, "mean", move)]
    spread = answers.var(axis=0).sum()
    assert errors[0] > 1.5 * spread
    assert errors[-1] == pytest.approx(spread, rel=1e-6)
    assert max(errors[len(errors) // 3 :]) > 1.2 * spread  # it went past the mean


def test_the_guess_rests_on_the_mean_and_no_answer_is_nearer_than_the_gap(play, data):
    scene = play(S02OneToMany, data=data, until="mean")
    guess = scene.across.plane.p2c(scene.guessing.diamond.get_center())
    mean = data.answers.y.mean(axis=0)
    assert np.allclose(guess, mean, atol=1e-6)
    distances = np.hypot(*(data.answers.y - mean).T)
    radius = scene.guessing.middle.circle.width / 2 / scene.across.plane.unit
    assert radius == pytest.approx(distances.min(), rel=1e-6)
    assert f"{distances.min():.2f}".rstrip("0") in scene.script.beat("mean").words
    assert distances.min() > 0.5 * horn_radii(data.story, data.story.one_to_many.x).min()
    assert "empty middle" in scene.script.beat("mean").words


def test_the_pulls_lead_from_the_guess_to_every_answer(play, other):
    def pull(scene):
        if scene.guessing.pulls not in scene.mobjects or scene.guessing.pull.get_value() < 1:
            return None
        starts, ends = scene.guessing.pulls.get_starts(), scene.guessing.pulls.get_ends()
        assert np.allclose(starts, scene.guessing.diamond.get_center(), atol=1e-6)
        assert np.allclose(scene.across.plane.p2c(ends), other.answers.y, atol=1e-6)
        return True

    assert len(watched(play, other, "guess", pull)) > 20


def network_by_hand(data, step, x):
    """The network's answers from its weights, in NumPy: (n,) to (n, 2)."""
    numbers = [p.detach().numpy() for p in data.predictor.at(step).parameters()]
    half = len(numbers) // 2
    values = np.asarray(x)[:, None]
    for i, (weight, bias) in enumerate(zip(numbers[:half], numbers[half:], strict=True)):
        values = values @ weight.T + bias
        values = np.tanh(values) if i < half - 1 else values
    return values


def test_the_line_is_what_the_network_says_while_it_is_fitted(play, data):
    x = np.linspace(0, 1, 61)

    def fit(scene):
        if scene.fit.line not in scene.mobjects or scene.fit.drawn.get_value() < 1:
            return None
        step = scene.fit.step.get_value()
        answers = network_by_hand(data, step, x)
        places, _ = seen_by_hand(np.column_stack([x, answers]), scene.horn.view)
        corners = scene.fit.line.points[::4]
        assert np.allclose(corners[:, :2], places[: len(corners)], atol=1e-6)
        error = ((data.horn.y - network_by_hand(data, step, data.horn.x)) ** 2).sum(1).mean()
        [shown] = scene.fit.error.numbers
        if scene.fit.misses.opacity.get_value() > 0:
            ends = scene.fit.misses.lines[:, 1, 1:]
            assert np.allclose(ends, network_by_hand(data, step, scene.fit.misses.x), atol=1e-9)
        if scene.fit.error in scene.mobjects:
            assert shown.value == pytest.approx(error, rel=1e-9)
        return error

    errors = watched(play, data, "network", fit)
    assert errors[0] == pytest.approx(data.prediction_error(0))
    assert errors[-1] == pytest.approx(data.prediction_error(data.fitting_steps))
    assert errors[-1] < errors[0]


def test_the_lecture_s_network_falls_into_the_empty_middle(play, lecture):
    scene = play(S02OneToMany, data=lecture, until="network")
    assert lecture.prediction_error(0) > 14
    corners = scene.fit.line.points
    x = np.linspace(0, 1, 61)
    farthest = np.hypot(*network_by_hand(lecture, lecture.fitting_steps, x).T).max()
    assert len(corners) == 4 * 60
    assert farthest < 1.5 / 2
    words = scene.script.beat("verdict").words
    assert "in the empty middle" in words
    assert f"at most {farthest:.2f} from the axis, and no radius is below 1.5" in words


def test_one_guess_goes_along_with_its_x(play, other):
    def run(scene):
        if scene.answer.numbers not in scene.mobjects or scene.answer.diamond not in scene.mobjects:
            return None
        x = scene.horn.x.get_value()
        answer = network_by_hand(other, other.fitting_steps, [x])
        place, _ = seen_by_hand(np.column_stack([[x], answer]), scene.horn.view)
        assert np.allclose(scene.answer.diamond.get_center()[:2], place[0], atol=1e-6)
        assert np.allclose(scene.horn.ring_here.lines[0][:, 1:], ellipse(other, x), atol=1e-9)
        if scene.horn.ring_here.opacity.get_value() == 1:
            shown = [number.value for number in scene.answer.numbers.numbers]
            expected = [x, np.hypot(*answer[0]), *horn_radii(other.story, x)]
            assert np.allclose(shown, expected, atol=1e-9)
        return x

    met = watched(play, other, "verdict", run)
    assert met[0] == 0
    assert met[-1] == 1
    assert np.all(np.diff(met) >= 0)


def test_a_story_of_one_dot_is_told_too(play, smallest):
    scene = play(S02OneToMany, data=smallest)
    words = {beat.name: beat.words for beat in scene.script.beats}
    assert "One answer, to one question" in words["one_x"]
    assert "that one" in words["mean"]
    assert "fitted to the only dot" in words["network"]
