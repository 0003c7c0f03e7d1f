"""Formulas: parts, colours, sizes, baselines and transformations."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import DOWN, RIGHT, UP, Scene, VMobject

from scenes import look
from scenes.mobjects.formula import (
    Formula,
    TransformFormula,
    Typeset,
    Words,
    format_number,
    plan_transform,
)
from scenes.mobjects.typeset import Layout, typeset

# A formula with a hole, and what fills it.
SHAPES = [
    ("@_1^2", "y"),
    ("x_@", "i"),
    ("x_(@, j)", "i"),
    ("e^@", "x"),
    ("e^(@/2)", "x"),
    ("tilde(@)", "bold(y)"),
    ("bold(tilde(@))", "y"),
    ("@_1", "bold(tilde(y))"),
    ("caron(@)", "z"),
    ("@ E(y, z)", "min_z"),
    ("min_@ E", "z"),
    ("@_z E", "min"),
    ("@_z E", 'op("argmin", limits: #true)'),
    ("@_(i = 1)^n i", "sum"),
    ("sum_(@ = 1)^n i", "i"),
    ("sum_(i = 1)^@ i", "n"),
    ("integral_@ f dif z", "cal(Z)"),
    ("@_0^1 f", "integral"),
    ("integral f @", "dif z"),
    ("[@_1 - g_1(z)]^2", "y"),
    ("@^2", "[y_1 - g_1(z)]"),
    ('mat(delim: "[", @, b; c, d)', "a"),
    ('mat(delim: "[", a; @)', "w_2 sin z"),
    ("@ x", 'mat(delim: "[", a; b)'),
    ("vec(a, @)", "b/c"),
    ("@/b", "a"),
    ("a/@", "b"),
    ("x @", "a/b"),
    ("1/(|@|)", "cal(Z)"),
    ("sqrt(@)", "x + 1"),
    ("2 @", "sqrt(x + 1)"),
    ("root(3, @)", "x"),
    ('cases(@ "if" x, b)', "a"),
    ("a @ b", "+"),
    ("a = @ + c", "-b"),
    ("@ b", "-"),
    ("@(x)", "f"),
    ("f @", "(x, y)"),
    ("f(@)", "alpha, x"),
    ("exp[@]", "-beta E(y, z)"),
    ("underbrace(@, n)", "x + y"),
    ("underbrace(x + y, @)", '"radius"'),
    ("overline(@)", "x"),
    ("a @ b", "cos theta"),
    ("w = @ x", "−1.5"),
    ("a & @ \\ c & = d", "= b"),
    ("@ x", '"words"'),
]

LECTURE = [
    'part("y", bold(y)) = mat(delim: "[", part("rho.1", rho_1(part("x", x))) cos part("theta", '
    'theta) + part("epsilon.1", epsilon_1); part("rho.2", rho_2(part("x", x))) sin part("theta", '
    'theta) + part("epsilon.2", epsilon_2))',
    'part("E", E)(part("y", bold(y)), part("z", z)) = [part("y.1", y_1) - part("decoder.1", g_1)('
    'part("z", z))]^2 + [part("y.2", y_2) - part("decoder.2", g_2)(part("z", z))]^2',
    'part("F", F_beta)(part("y", bold(y))) = -1/beta log 1/(|cal(Z)|) integral_cal(Z) '
    'exp[-beta part("E", E)(part("y", bold(y)), part("z", z))] dif part("z", z)',
]
COLD = (
    'part("F", F_infinity)(part("y", bold(y))) = '
    'min_part("z", z) part("E", E(part("y", bold(y)), part("z", z)))'
)
WARM = (
    'part("F", F_beta)(part("y", bold(y))) = -1/beta log 1/(|cal(Z)|) integral_cal(Z) '
    'exp[-beta part("E", E(part("y", bold(y)), part("z", z)))] dif part("z", z)'
)


def glyphs(layout: Layout) -> Counter[str]:
    return Counter(leaf.shape for leaf in layout.leaves)


def assert_same_geometry(one: Layout, other: Layout) -> None:
    assert len(one.leaves) == len(other.leaves)
    for left, right in zip(one.leaves, other.leaves, strict=True):
        np.testing.assert_allclose(left.points, right.points, atol=1e-12)
    assert one.baseline == pytest.approx(other.baseline)


@pytest.mark.parametrize(("shape", "body"), SHAPES)
def test_a_part_moves_nothing(shape: str, body: str) -> None:
    tagged = typeset(shape.replace("@", f'part("q", {body})'))
    assert_same_geometry(tagged, typeset(shape.replace("@", body)))


@pytest.mark.parametrize(("shape", "body"), SHAPES)
def test_a_part_is_what_hiding_it_removes(shape: str, body: str) -> None:
    tagged = typeset(shape.replace("@", f'part("q", {body})'))
    vanish = "#let vanish(..bodies) = hide(bodies.pos().join([#sym.comma]));"
    hidden = typeset(f"{vanish} {shape.replace('@', f'vanish({body})')}")
    inside = Counter(leaf.shape for leaf in tagged.leaves if leaf.parts)
    assert inside
    # Only the glyphs are compared: what is hidden has no limits, and accents sink.
    assert inside == glyphs(tagged) - glyphs(hidden)
    assert inside + glyphs(hidden) == glyphs(tagged)


def test_a_part_may_hold_semicolons() -> None:
    plain, tagged = typeset("p(a, b; c) + d"), typeset('p(part("q", a, b; c)) + d')
    assert_same_geometry(plain, tagged)
    assert [bool(leaf.parts) for leaf in tagged.leaves] == [False] * 2 + [True] * 5 + [False] * 3


@pytest.mark.parametrize("source", LECTURE)
def test_every_part_of_the_lecture_has_its_roles_colour(source: str) -> None:
    formula = Formula(source)
    for glyph, leaf in zip(formula.submobjects, formula.layout.leaves, strict=True):
        role = formula.layout.labels[leaf.parts[-1]].split(".")[0] if leaf.parts else "ink"
        assert glyph.get_fill_color().to_hex() == look.ROLE_COLORS[role].to_hex()
        assert glyph.get_fill_opacity() == 1
        assert glyph.get_stroke_width() == 0


def test_the_innermost_part_colours_and_the_outer_one_selects_too() -> None:
    formula = Formula('part("E", E(part("y", y), part("z.2", z)))')
    assert len(formula.part("E")) == len(formula) == 6
    colors = [glyph.get_fill_color().to_hex() for glyph in formula]
    roles = ["E", "E", "y", "E", "z", "E"]  # E ( y , z )
    assert colors == [look.ROLE_COLORS[role].to_hex() for role in roles]
    assert formula.part("z.2")[0] is formula[4]


def test_a_label_without_a_role_is_drawn_in_ink_or_the_given_colour() -> None:
    assert Formula('part("whole", x)')[0].get_fill_color() == look.INK
    formula = Formula('part("whole", x) part("z", z)', color=look.QUIET)
    assert formula[0].get_fill_color() == look.QUIET
    assert formula[1].get_fill_color() == look.ROLE_COLORS["z"]


def test_labels_repeat_and_group_by_their_beginning() -> None:
    formula = Formula(
        'part("rho.1", rho_1) part("z", z) + part("rho.2", rho_2) part("z", z) part("rhombus", r)'
    )
    assert formula.labels == ("rho.1", "z", "rho.2", "rhombus")
    assert len(formula.part("rho")) == 4
    assert len(formula.part("z")) == 2
    assert formula.part("z", nth=1)[0] is formula.part("z")[1]
    assert (
        formula.part("z")[0].get_x() < formula.part("rho.2").get_x() < formula.part("z")[1].get_x()
    )
    assert formula.part("rho", nth=1).submobjects == formula.part("rho.2").submobjects


def test_a_label_right_after_an_index_or_another_part_is_found() -> None:
    formula = Formula('x_part("a", i)^part("b", n)part("c", y)')
    assert [len(formula.part(label)) for label in ("a", "b", "c")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x_", "'x_' is not Typst: expected expression"),
        ("unheard(x)", "unknown variable: unheard"),
        ("part(z, z)", "part needs a label in double quotes first"),
        ('part("z", a: b)', "part takes no named arguments"),
        ("", "draws nothing"),
        ('x part("gap", quad)', "part 'gap' draws nothing"),
    ],
)
def test_a_bad_source_is_one_clear_line(source: str, message: str) -> None:
    with pytest.raises(ValueError, match=".") as caught:
        Formula(source)
    assert message in str(caught.value)
    assert repr(source) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_part_that_cuts_a_ligature_is_refused() -> None:
    assert len(Words("office")) == 4
    with pytest.raises(ValueError, match="part 'y' begins or ends inside a ligature"):
        Words('of#part("y")[fi]ce', markup=True)


def test_an_unknown_part_names_the_known_ones() -> None:
    formula = Formula('part("y", y) part("z", z)')
    with pytest.raises(ValueError, match="part 'zz': must be one of the labels 'y', 'z'"):
        formula.part("zz")
    with pytest.raises(ValueError, match="must be one of the labels none"):
        Formula("x").part("z")
    with pytest.raises(ValueError, match="nth = 1: there are 1 parts 'z'"):
        formula.part("z", nth=1)
    with pytest.raises(ValueError, match="zz"):
        formula.focus("y", "zz")
    with pytest.raises(ValueError, match="at least one part"):
        formula.focus()


def test_a_copy_selects_its_own_glyphs() -> None:
    formula = Formula('part("y", y) part("z", z)')
    copy = formula.copy()
    assert copy.part("z")[0] is copy[1]
    assert copy.part("z")[0] is not formula[1]


def test_focus_dims_the_rest_and_unfocus_lights_it() -> None:
    formula = Formula('part("y.1", y) + part("z", z) + part("y.2", y)')

    def opacities() -> list[float]:
        return [round(glyph.get_fill_opacity(), 6) for glyph in formula]

    for animation, expected in [
        (formula.focus("z"), [look.DIMMED, look.DIMMED, 1, look.DIMMED, look.DIMMED]),
        (formula.focus("y", "z", dimmed=0.5), [1, 0.5, 1, 0.5, 1]),
        (formula.unfocus(), [1] * 5),
    ]:
        animation.begin()
        animation.finish()
        assert opacities() == pytest.approx(expected)


def test_a_font_size_means_the_same_scale_in_every_formula() -> None:
    alone = Formula("x")
    tall = Formula('part("x", x) + integral_0^1 (a/b)/c')
    np.testing.assert_allclose(tall.part("x").height, alone.height)
    np.testing.assert_allclose(
        Formula("x", font_size=2 * look.FORMULA_SIZE).height, 2 * alone.height
    )
    # Computer Modern's capitals are 0.683 em high, and Manim's em is font_size / 96.
    assert Formula("H", font_size=96).height == pytest.approx(0.683, abs=1e-3)


@pytest.mark.parametrize(
    "source",
    [
        'part("x", x)^2',
        'part("x", x)_1',
        'y/2 + part("x", x)',
        'part("x", x) = mat(delim: "[", a; b; c^2)',
        'min_z part("x", x)',
        'sqrt(part("x", x))',
        'part("x", x) \\ y',
    ],
)
def test_formulas_align_on_their_baselines(source: str) -> None:
    alone = Formula("x").shift(3 * UP)
    formula = Formula(source).scale(1.5).shift(2 * DOWN + RIGHT).align_baseline(alone)
    assert formula.baseline == pytest.approx(alone.baseline)
    # The font's x dips under the line by 11 / 1000 of an em.
    dip = 0.011 / 96 * look.FORMULA_SIZE
    assert alone.get_bottom()[1] + dip == pytest.approx(alone.baseline, abs=1e-9)
    bottom = formula.part("x").get_bottom()[1]
    assert bottom + 1.5 * dip == pytest.approx(alone.baseline, abs=1e-9)


def test_words_stand_on_the_same_line_as_formulas() -> None:
    words = Words("lpx", font_size=40).align_baseline(Formula("x").shift(UP))
    assert words[0].get_bottom()[1] == pytest.approx(words.baseline, abs=1e-3)
    assert words[1].get_bottom()[1] < words.baseline - 0.05
    assert words.align_baseline(-1.5).baseline == pytest.approx(-1.5)


def test_bars_are_filled_so_that_they_scale() -> None:
    formula = Formula("x/y")
    bar = min(formula, key=lambda glyph: glyph.height)
    before = bar.height
    formula.scale(3)
    assert bar.height == pytest.approx(3 * before)
    assert 0 < before < 0.05


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Formula('part("z", z) + 8128')
    assert list(tmp_path.iterdir()) == []


def test_words_are_literal() -> None:
    text = '#z $x$ *b* _i_ "q" \\n @a <l> // c'
    assert len(Words(text)) == len(text.replace(" ", ""))


def test_words_break_at_newlines_and_align() -> None:
    assert Words("ab\ncd").height > 1.5 * Words("ab").height
    for alignment, edge in (("left", -RIGHT), ("right", RIGHT)):
        long, short = 0, 7
        words = Words("HHHHHHH\nH", alignment=alignment)
        np.testing.assert_allclose(
            words[short].get_edge_center(edge)[0],
            words[long if edge[0] < 0 else 6].get_edge_center(edge)[0],
            atol=1e-6,
        )
    centred = Words("HHH\nH", alignment="center")
    assert centred[3].get_x() == pytest.approx(centred[1].get_x(), abs=1e-6)


def test_words_in_markup_hold_maths_and_parts() -> None:
    words = Words('a $part("z", z)$, #part("y")[data]', markup=True)
    assert len(words.part("z")) == 1
    assert len(words.part("y")) == 4
    assert words.part("y")[0].get_fill_color() == look.ROLE_COLORS["y"]
    assert Words("abc", bold=True).width > Words("abc").width


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (-1.5, None, "−1.5"),
        (2.0, None, "2"),
        (0.1 + 0.2, None, "0.3"),
        (12.25, 1, "12.2"),
        (3.0, 2, "3"),
        (-0.004, 2, "0"),
        (100.0, 0, "100"),
        (1e-7, None, "0.0000001"),
        (2.5e7, None, "25000000"),
        (math.inf, None, "oo"),
        (-math.inf, 2, "−oo"),
    ],
)
def test_numbers_are_written_for_typst(value: float, places: int | None, written: str) -> None:
    assert format_number(value, places) == written
    Formula(f"x = {written}")


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_a_written_number_reads_back(value: float, places: int) -> None:
    written = format_number(value, places)
    assert float(written.replace("−", "-")) == pytest.approx(value, abs=0.5000001 * 10.0**-places)
    assert "." not in written or written[-1] not in "0."


def test_a_number_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(ValueError, match="value = nan"):
        format_number(math.nan)
    with pytest.raises(ValueError, match="places = -1"):
        format_number(1.0, -1)


def test_parts_are_paired_where_they_stand() -> None:
    first, second = Formula(COLD), Formula(WARM)
    plan = plan_transform(first.layout, second.layout, {})
    heirs = dict(plan.travels)

    def index(formula: Typeset, label: str, nth: int) -> int:
        return formula.submobjects.index(formula.part(label, nth)[0])

    # F, both y and E keep their glyphs; the z in E stays there although another comes first.
    assert heirs[index(first, "F", 0)] == index(second, "F", 0)
    assert heirs[index(first, "y", 0)] == index(second, "y", 0)
    assert heirs[index(first, "y", 1)] == index(second, "y", 1)
    assert heirs[index(first, "E", 0)] == index(second, "E", 0)
    assert heirs[index(first, "z", 1)] == index(second, "z", 0)
    # The subscripts of F, and the z under min and behind d, take each other's place.
    exchanges = {gone: come for gone, come in plan.exchanges}
    assert exchanges[(1,)] == (1,)
    assert exchanges[(index(first, "z", 0),)] == (index(second, "z", 1),)


@pytest.mark.parametrize(
    ("first", "second"), [(COLD, WARM), (WARM, COLD), *zip(LECTURE, LECTURE[1:], strict=False)]
)
def test_a_plan_holds_every_glyph_once(first: str, second: str) -> None:
    one, other = typeset(first), typeset(second)
    plan = plan_transform(one, other, {})
    olds = [i for i, _ in plan.travels] + [i for gone, _ in plan.exchanges for i in gone]
    news = [j for _, j in plan.travels] + [j for _, come in plan.exchanges for j in come]
    assert sorted([*olds, *plan.leaving]) == list(range(len(one.leaves)))
    assert sorted([*news, *plan.arriving]) == list(range(len(other.leaves)))
    assert all(one.leaves[i].shape == other.leaves[j].shape for i, j in plan.travels)


def test_unlabelled_glyphs_are_paired_by_shape_in_order() -> None:
    plan = plan_transform(typeset("a + b = c"), typeset("b = a + c"), {})
    assert sorted(i for i, _ in plan.travels) != sorted(range(5))
    assert list(plan.travels) == sorted(plan.travels)
    assert [j for _, j in plan.travels] == sorted(j for _, j in plan.travels)


def visible(scene: Scene) -> list[tuple[float, ...]]:
    """Where and in what colour something is to be seen."""
    seen = []
    for mobject in scene.get_mobject_family_members():
        if isinstance(mobject, VMobject) and len(mobject.points) and mobject.get_fill_opacity() > 0:
            box = np.round([*mobject.get_corner(UP + RIGHT), *mobject.get_corner(-UP - RIGHT)], 6)
            seen.append((*(box + 0.0), *mobject.get_fill_color().to_rgba().round(6)))
    return sorted(seen)


def alone(formula: Typeset) -> list[tuple[float, ...]]:
    scene = Scene()
    scene.add(formula)
    return visible(scene)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_transformation_begins_at_one_formula_and_ends_at_the_other(backwards: bool) -> None:
    first, second = Formula(COLD).shift(UP), Formula(WARM).set_color(look.QUIET)
    if backwards:
        first, second = second, first
    start, end = alone(first), alone(second)
    scene = Scene()
    scene.add(first)
    animation = TransformFormula(first, second)
    scene.add(animation.group)
    animation._setup_scene(scene)
    animation.begin()
    animation.interpolate(0)
    assert visible(scene) == start
    animation.interpolate(0.5)
    assert visible(scene) not in (start, end)
    animation.interpolate(1)
    assert visible(scene) == end
    animation.finish()
    animation.clean_up_from_scene(scene)
    assert scene.mobjects == [second]
    assert alone(first) == start
    assert alone(second) == end


def test_a_renamed_part_is_its_heir() -> None:
    first = Formula('part("rho.1", rho_1) cos part("theta", theta)')
    second = Formula('part("two", 2) cos part("theta", theta)')
    plan = plan_transform(first.layout, second.layout, {"rho.1": "two"})
    assert plan.exchanges == (((0, 1), (0,)),)
    assert not plan.leaving
    assert not plan.arriving
    with pytest.raises(ValueError, match="key_map label 'rho': must be one of the labels 'rho.1'"):
        TransformFormula(first, second, key_map={"rho": "two"})
    with pytest.raises(ValueError, match="key_map label 'three': must be one of the labels 'two'"):
        TransformFormula(first, second, key_map={"rho.1": "three"})


def test_what_leaves_or_arrives_as_a_whole_lends_no_glyph() -> None:
    """Only the left side travels, though both right sides hold a minus, brackets and a z."""
    first = typeset('part("E", E)(part("z", z)) = part("distance", |y - g(part("z", z))|^2)')
    second = typeset('part("E", E)(part("z", z)) = part("step.1", [y - g(part("z", z))]^2) + c')
    plan = plan_transform(first, second, {}, ("distance", "step"))
    assert plan.travels == tuple((k, k) for k in (0, 2, 1, 3, 4))
    assert plan.exchanges == ()
    assert plan.leaving == tuple(range(5, len(first.leaves)))
    assert plan.arriving == tuple(range(5, len(second.leaves)))


def test_a_part_inside_a_whole_is_nobodys_heir() -> None:
    first = typeset('part("gone", part("z", z)) + part("z", z)')
    second = typeset('part("z", z)')
    plan = plan_transform(first, second, {}, ("gone",))
    assert plan.travels == ((2, 0),)
    assert plan.leaving == (0, 1)


def test_a_whole_that_neither_formula_has_is_refused() -> None:
    with pytest.raises(ValueError, match="whole label 'w': must be one of the labels 'z', 'y'"):
        TransformFormula(Formula('part("z", z)'), Formula('part("y", y)'), whole=("w",))


def test_what_leaves_is_gone_before_what_arrives_is_seen() -> None:
    first, second = Formula('part("z", z) + a'), Formula('part("z", z) - b')
    animation = TransformFormula(first, second)
    animation.begin()
    seen = []
    for alpha in np.linspace(0, 1, 41):
        animation.interpolate(alpha)
        leaving, arriving = (
            float(part.mobject[0].get_fill_opacity()) for part in animation.animations[-2:]
        )
        seen.append((leaving, arriving))
    assert all(min(both) < 0.01 for both in seen)
    assert seen[0] == (1, 0)
    assert seen[-1] == (0, 1)
