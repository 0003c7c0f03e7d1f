"""Formulas and words whose parts keep their names and the colours of their roles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any, Self, cast

from manim import (
    UP,
    UR,
    Animation,
    AnimationGroup,
    ApplyMethod,
    FadeIn,
    FadeOut,
    Mobject,
    Scene,
    Transform,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)
from manim.utils.color import ManimColor, ParsableManimColor
from manim.utils.rate_functions import RateFunction

from scenes import look
from scenes.labels import localized
from scenes.mobjects.typeset import Alignment, Layout, typeset

# In a transformation, as shares of its time: what leaves is gone before what stays comes near it,
# and what arrives finds its place free.
LEAVING_ENDS = 0.45
TRAVELLING = (0.2, 0.8)
ARRIVING_STARTS = 0.6


class OnBaseline(VGroup):
    """A group that stands on a line, and can be brought to another one's height."""

    @property
    def baseline(self) -> float:
        """Height of the line it stands on."""
        raise NotImplementedError

    def align_baseline(self, other: OnBaseline | float) -> Self:
        """Move up or down until the baseline is at another one's height.

        Parameters
        ----------
        other
            A formula, words, a number, or a height.

        Returns
        -------
        Self
            This object.
        """
        height = other if isinstance(other, float | int) else other.baseline
        self.shift((height - self.baseline) * UP)
        return self


def role_color(label: str, default: ParsableManimColor = look.INK) -> ManimColor:
    """Colour of a part: that of the role its label names up to the first dot ("z.2" is a z).

    Parameters
    ----------
    label
        A part's label.
    default
        What a label that names no role gets.

    Returns
    -------
    ManimColor
        The colour.
    """
    return ManimColor(look.ROLE_COLORS.get(label.split(".")[0], default))


def format_number(value: float, places: int | None = None) -> str:
    """Write a number for Typst maths: a true minus, no trailing zeros, "oo" for infinity.

    Parameters
    ----------
    value
        The number.
    places
        Digits after the point at most; None for as many as the number has, up to ten significant
        ones.

    Returns
    -------
    str
        Such as "−1.5".

    Raises
    ------
    ValueError
        If the value is not a number or ``places`` is negative.
    """
    if math.isnan(value):
        raise ValueError(f"value = {value}: must be a number")
    if places is not None and places < 0:
        raise ValueError(f"places = {places}: must be 0 or more")
    if math.isinf(value):
        return "oo" if value > 0 else "−oo"
    digits = f"{Decimal(f'{value:.10g}'):f}" if places is None else f"{value:.{places}f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in ("0", "-0") else digits.replace("-", "−")


class Typeset(OnBaseline):
    """Glyphs with named parts that stand on a baseline: what formulas and words have in common.

    The submobjects are the glyphs and bars, in Typst's order; all are filled, none stroked. A
    size in points means the same scale for every formula, whatever its height.

    Parameters
    ----------
    layout
        The outlines.
    font_size
        Manim's font size: an em is font_size / 96 units.
    color
        Colour of whatever is in no part whose label names a role.
    """

    def __init__(self, layout: Layout, *, font_size: float, color: ParsableManimColor) -> None:
        super().__init__()
        self.layout = layout
        self.font_size = font_size
        self.ink = ManimColor(color)
        for leaf in layout.leaves:
            role = layout.labels[leaf.parts[-1]] if leaf.parts else ""
            glyph = VMobject(
                color=role_color(role, self.ink), fill_opacity=1, stroke_width=0, stroke_opacity=0
            )
            glyph.points = leaf.points * font_size
            self.add(glyph)
        self._set_ruler()
        self.center()

    def _set_ruler(self) -> None:
        """Tie the baseline to the tallest glyph, so that it moves with the formula."""
        boxes = [(leaf.points[:, 1].min(), leaf.points[:, 1].max()) for leaf in self.layout.leaves]
        self._ruler = max(range(len(boxes)), key=lambda i: boxes[i][1] - boxes[i][0])
        bottom, top = boxes[self._ruler]
        self._ruler_share = (self.layout.baseline - bottom) / (top - bottom)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels, each once, in the order of the source."""
        return tuple(dict.fromkeys(self.layout.labels))

    @property
    def baseline(self) -> float:
        """Height of the (first) line's baseline, wherever the formula has been moved."""
        ruler = self.submobjects[self._ruler]
        bottom, top = ruler.get_bottom()[1], ruler.get_top()[1]
        return float(bottom + self._ruler_share * (top - bottom))

    def part(self, label: str, nth: int | None = None) -> VGroup:
        """Return the glyphs of a part, those of parts inside it included.

        Parameters
        ----------
        label
            A label, or all that comes before one of its dots: "rho" selects "rho.1" and "rho.2"
            too.
        nth
            Which of the parts so named, counted from 0 in the order of the source; None for all.

        Returns
        -------
        VGroup
            The glyphs themselves, not copies.

        Raises
        ------
        ValueError
            If no part is so named, or too few are.
        """
        found = self._occurrences(label)
        if nth is not None:
            if not 0 <= nth < len(found):
                raise ValueError(f"nth = {nth}: there are {len(found)} parts {label!r}")
            found = [found[nth]]
        return VGroup(*(self.submobjects[i] for i in self._holding(found)))

    def _occurrences(self, label: str) -> list[int]:
        """Return the indices of the parts that a label names."""
        found = _named(self.layout.labels, label)
        if not found:
            known = ", ".join(map(repr, self.labels)) or "none"
            raise ValueError(f"part {label!r}: must be one of the labels {known}")
        return found

    def _holding(self, occurrences: Iterable[int]) -> list[int]:
        """Return the indices of the leaves inside any of the given parts."""
        wanted = set(occurrences)
        return [i for i, leaf in enumerate(self.layout.leaves) if wanted.intersection(leaf.parts)]

    def set_focus(self, *labels: str, dimmed: float = look.DIMMED) -> Self:
        """Dim everything outside the named parts; without labels nothing is dimmed.

        Parameters
        ----------
        *labels
            As for `part`.
        dimmed
            Opacity of what is outside.

        Returns
        -------
        Self
            This object.
        """
        lit = set(range(len(self.layout.leaves)))
        if labels:
            lit = set(self._holding(k for label in labels for k in self._occurrences(label)))
        for i in range(len(self.layout.leaves)):
            self.submobjects[i].set_fill(opacity=1 if i in lit else dimmed)
        return self

    def focus(self, *labels: str, dimmed: float = look.DIMMED, **kwargs: Any) -> ApplyMethod:
        """Return the animation of `set_focus`.

        Parameters
        ----------
        *labels
            What stays bright; at least one.
        dimmed
            Opacity of the rest.
        **kwargs
            For the animation, such as ``run_time``.

        Returns
        -------
        ApplyMethod
            The animation.

        Raises
        ------
        ValueError
            If there is no label or no part is so named.
        """
        if not labels:
            raise ValueError("focus(): must name at least one part; unfocus() lights them all")
        for label in labels:
            self._occurrences(label)
        return ApplyMethod(self.set_focus, *labels, {"dimmed": dimmed}, **kwargs)

    def unfocus(self, **kwargs: Any) -> ApplyMethod:
        """Return the animation that lights every part again.

        Parameters
        ----------
        **kwargs
            For the animation, such as ``run_time``.

        Returns
        -------
        ApplyMethod
            The animation.
        """
        return ApplyMethod(self.set_focus, **kwargs)


class Formula(Typeset):
    """Display maths in Typst, with named parts.

    ``part("label", body)`` in the source marks a part, anywhere: as the base of an index, inside
    an accent, a limit, a fraction, a root, a matrix, brackets. It never moves a glyph. A glyph
    takes the colour of its innermost part's role (`role_color`), and every part around it selects
    it.

    Parameters
    ----------
    source
        Typst maths without the dollars: ``part("z", z)``, ``part("y.1", bold(y))_1``.
    font_size
        Manim's font size.
    color
        Colour of what has no role.

    Raises
    ------
    ValueError
        If Typst refuses the source, or a part has no label or draws nothing.
    """

    def __init__(
        self,
        source: str,
        *,
        font_size: float = look.FORMULA_SIZE,
        color: ParsableManimColor | None = None,
    ) -> None:
        self.source = source
        super().__init__(
            typeset(localized(source, quoted=True)),
            font_size=font_size,
            color=look.INK if color is None else color,
        )


def filling_size(source: str) -> float:
    """Return the font size at which a formula is as wide as the formula's zone.

    Parameters
    ----------
    source
        Typst maths, with parts.
    """
    return look.FORMULA_SIZE * look.FORMULA.width / Formula(source).width


def placed(formula: Formula) -> Formula:
    """Put a formula into its zone, top right."""
    formula.move_to(look.FORMULA.at(1, 1), aligned_edge=UR)
    return formula


class Words(Typeset):
    r"""Text in the formulas' own font.

    Parameters
    ----------
    source
        The text. Every character stands for itself; ``"\n"`` starts a new line.
    font_size
        Manim's font size.
    color
        Colour of what has no role.
    alignment
        How several lines are set.
    bold
        Whether the text is bold.
    markup
        Read the source as Typst text instead, for maths in a sentence: ``'a latent $part("z",
        z)$'``; outside the dollars a part is ``#part("z")[words]``.

    Raises
    ------
    ValueError
        If nothing is drawn, or for markup as for `Formula`.
    """

    def __init__(
        self,
        source: str,
        *,
        font_size: float = look.TEXT_SIZE,
        color: ParsableManimColor | None = None,
        alignment: Alignment = "left",
        bold: bool = False,
        markup: bool = False,
    ) -> None:
        self.source = source
        super().__init__(
            typeset(
                localized(source),
                mode="markup" if markup else "words",
                alignment=alignment,
                weight="bold" if bold else "regular",
            ),
            font_size=font_size,
            color=look.INK if color is None else color,
        )


class TransformFormula(AnimationGroup):
    """Turn one formula into another, each part into the part of the same label.

    Parts are paired by their place: the z inside E with the z inside E, the first z of a row with
    the first z; then what is left by label alone. Of nested parts the innermost pair counts. In a
    pair, glyphs that both have travel, and the rest is exchanged on the way. Glyphs in no pair are
    paired by shape where their order is the same in both formulas, so that none cross; what is left
    fades where it stands, out before in. Afterwards the second formula is in the scene instead of
    the first, which is as it was.

    This is not a subclass of Manim's ``TransformMatchingAbstractBase``: that one walks through
    sets, so the drawing order changes from run to run, and sends what leaves to the frame's centre
    if nothing arrives.

    Parameters
    ----------
    formula
        What is on the scene.
    target
        What comes in its place.
    key_map
        Labels of the first formula -> labels of the second: parts that are each other's heirs under
        different names.
    whole
        Labels, as for `Typeset.part`, of parts that leave or arrive as they are: nothing inside
        them travels, even where both formulas have the same glyphs.
    **kwargs
        For the animations: ``run_time``, ``rate_func``, ``path_arc``.

    Raises
    ------
    ValueError
        If ``key_map`` names a label that its formula doesn't have.
    """

    def __init__(
        self,
        formula: Typeset,
        target: Typeset,
        *,
        key_map: Mapping[str, str] | None = None,
        whole: Sequence[str] = (),
        rate_func: RateFunction = smooth,
        **kwargs: Any,
    ) -> None:
        renamed = dict(key_map or {})
        for names, side in ((renamed, formula), (renamed.values(), target)):
            for name in names:
                if name not in side.labels:
                    known = ", ".join(map(repr, side.labels)) or "none"
                    raise ValueError(f"key_map label {name!r}: must be one of the labels {known}")
        for name in whole:
            if not _named((*formula.labels, *target.labels), name):
                both = dict.fromkeys((*formula.labels, *target.labels))
                known = ", ".join(map(repr, both)) or "none"
                raise ValueError(f"whole label {name!r}: must be one of the labels {known}")
        plan = plan_transform(formula.layout, target.layout, renamed, whole)
        self._formula, self._target = formula, target
        animations: list[Animation] = []
        travelling = squish_rate_func(rate_func, *TRAVELLING)
        if plan.travels:
            before, after = zip(*plan.travels, strict=True)
            animations.append(
                Transform(
                    _pick(formula, before), _pick(target, after), rate_func=travelling, **kwargs
                )
            )
        for gone, come in plan.exchanges:
            old, new = _pick(formula, gone), _pick(target, come).copy()
            way = new.get_center() - old.get_center()
            animations.append(FadeOut(old, shift=way, rate_func=travelling, **kwargs))
            animations.append(FadeIn(new, shift=way, rate_func=travelling, **kwargs))
        if plan.leaving:
            early = squish_rate_func(rate_func, 0, LEAVING_ENDS)
            animations.append(FadeOut(_pick(formula, plan.leaving), rate_func=early, **kwargs))
        if plan.arriving:
            late = squish_rate_func(rate_func, ARRIVING_STARTS, 1)
            new = _pick(target, plan.arriving).copy()
            animations.append(FadeIn(new, rate_func=late, **kwargs))
        super().__init__(*animations)

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Leave the target in the scene, and the first formula as it was before."""
        for animation in self.animations:
            animation.interpolate(0)
        played = [self.group, *(animation.mobject for animation in self.animations)]
        scene.remove(*cast(list[Mobject], played), self._formula)
        scene.add(self._target)


def _pick(whole: Typeset, leaves: Iterable[int]) -> VGroup:
    return VGroup(*(whole.submobjects[i] for i in leaves))


@dataclass(frozen=True)
class TransformPlan:
    """What becomes of each leaf when one layout turns into another; leaves are named by index.

    Attributes
    ----------
    travels
        Pairs of equal glyphs: (leaf of the first, leaf of the second).
    exchanges
        Groups that take each other's place: (leaves of the first, leaves of the second).
    leaving
        Leaves of the first without an heir.
    arriving
        Leaves of the second that replace nothing.
    """

    travels: tuple[tuple[int, int], ...]
    exchanges: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    leaving: tuple[int, ...]
    arriving: tuple[int, ...]


def plan_transform(
    first: Layout, second: Layout, renamed: Mapping[str, str], whole: Sequence[str] = ()
) -> TransformPlan:
    """Pair the leaves of two layouts, as `TransformFormula` describes.

    Parameters
    ----------
    first, second
        The layouts.
    renamed
        Labels of the first -> labels of the second.
    whole
        Labels of parts of either in which nothing is paired.

    Returns
    -------
    TransformPlan
        Every leaf of both, once.
    """
    closed = [_leaves_in(layout, whole) for layout in (first, second)]
    heirs = _heirs(
        _open(
            _paths(first, [renamed.get(label, label) for label in first.labels]), first, closed[0]
        ),
        _open(_paths(second, list(second.labels)), second, closed[1]),
    )
    olds = _by_part(first, set(heirs), closed[0])
    news = _by_part(second, set(heirs.values()), closed[1])
    travels: list[tuple[int, int]] = []
    exchanges = []
    # Under None stand the leaves outside every paired part. A part whose leaves all belong to
    # paired parts inside it, in one formula only, leaves the other's without a counterpart.
    leaving, arriving = olds.pop(None, []), news.pop(None, [])
    for part, heir in heirs.items():
        same, gone, come = _same_glyphs(first, olds.get(part, []), second, news.get(heir, []))
        travels += same
        if gone and come:
            exchanges.append((tuple(gone), tuple(come)))
        else:
            leaving += gone
            arriving += come
    same, leaving, arriving = _same_glyphs(first, sorted(leaving), second, sorted(arriving))
    leaving, arriving = sorted({*leaving, *closed[0]}), sorted({*arriving, *closed[1]})
    return TransformPlan(tuple(travels + same), tuple(exchanges), tuple(leaving), tuple(arriving))


Path = tuple[tuple[str, int], ...]


def _paths(layout: Layout, labels: list[str]) -> list[Path]:
    """Name each part by the parts around it and itself: (label, how many such came before it)."""
    around: dict[int, int] = {}
    for leaf in layout.leaves:
        around.update((inner, outer) for outer, inner in pairwise(leaf.parts))
    paths: list[Path] = []
    seen: Counter[tuple[Path, str]] = Counter()
    for k, label in enumerate(labels):
        outside = paths[around[k]] if k in around else ()
        paths.append((*outside, (label, seen[outside, label])))
        seen[outside, label] += 1
    return paths


def _open(paths: list[Path], layout: Layout, closed: set[int]) -> dict[int, Path]:
    """Return the paths, by index, of the parts that have leaves outside some."""
    open_parts = {k for i, leaf in enumerate(layout.leaves) if i not in closed for k in leaf.parts}
    return {k: path for k, path in enumerate(paths) if k in open_parts}


def _heirs(first: dict[int, Path], second: dict[int, Path]) -> dict[int, int]:
    """Pair the parts of two formulas, by path and then, of those left, by label in their order."""
    at = {path: k for k, path in second.items()}
    heirs = {k: at[path] for k, path in first.items() if path in at}
    taken = set(heirs.values())
    free: dict[str, list[int]] = {}
    for k, path in second.items():
        if k not in taken:
            free.setdefault(path[-1][0], []).append(k)
    for k, path in first.items():
        waiting = free.get(path[-1][0])
        if k not in heirs and waiting:
            heirs[k] = waiting.pop(0)
    return heirs


def _named(labels: Iterable[str], name: str) -> list[int]:
    """Return which labels are the name, or begin with it and a dot."""
    return [k for k, known in enumerate(labels) if known == name or known.startswith(f"{name}.")]


def _leaves_in(layout: Layout, names: Iterable[str]) -> set[int]:
    """Return the leaves in any part that a name selects."""
    parts = {k for name in names for k in _named(layout.labels, name)}
    return {i for i, leaf in enumerate(layout.leaves) if parts.intersection(leaf.parts)}


def _by_part(layout: Layout, paired: set[int], closed: set[int]) -> dict[int | None, list[int]]:
    """Group all leaves but some by the innermost paired part around them, or None."""
    groups: dict[int | None, list[int]] = {}
    for i, leaf in enumerate(layout.leaves):
        if i in closed:
            continue
        part = next((k for k in reversed(leaf.parts) if k in paired), None)
        groups.setdefault(part, []).append(i)
    return groups


def _same_glyphs(
    first: Layout, olds: list[int], second: Layout, news: list[int]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pair equal glyphs in the same order; return the pairs and what is left of either."""
    matcher = SequenceMatcher(
        None,
        [first.leaves[i].shape for i in olds],
        [second.leaves[i].shape for i in news],
        autojunk=False,
    )
    same = [
        (olds[block.a + k], news[block.b + k])
        for block in matcher.get_matching_blocks()
        for k in range(block.size)
    ]
    gone, come = {i for i, _ in same}, {j for _, j in same}
    return same, [i for i in olds if i not in gone], [j for j in news if j not in come]
