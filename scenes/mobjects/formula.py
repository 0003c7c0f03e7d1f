"""Formulas and words whose parts keep their names and the colours of their roles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any, Protocol, Self, cast

from manim import (
    UP,
    AnimationGroup,
    ApplyMethod,
    FadeIn,
    FadeOut,
    Mobject,
    Scene,
    Transform,
    VGroup,
    VMobject,
)
from manim.utils.color import ManimColor, ParsableManimColor

from scenes import look
from scenes.mobjects.typeset import Alignment, Layout, typeset


class HasBaseline(Protocol):
    """Anything that stands on a line of writing."""

    @property
    def baseline(self) -> float:
        """Height of the line it stands on."""
        ...


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


class Typeset(VGroup):
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

    def align_baseline(self, other: HasBaseline | float) -> Self:
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
        found = [
            k
            for k, known in enumerate(self.layout.labels)
            if known == label or known.startswith(f"{label}.")
        ]
        if not found:
            known = ", ".join(map(repr, self.labels)) or "none"
            raise ValueError(f"part {label!r}: must be one of the labels {known}")
        return found

    def _holding(self, occurrences: Iterable[int]) -> list[int]:
        """Return the indices of the leaves inside any of the given parts."""
        wanted = set(occurrences)
        return [i for i, leaf in enumerate(self.layout.leaves) if wanted.intersection(leaf.parts)]

    def recolour(self, label: str, color: ParsableManimColor) -> Self:
        """Colour a part.

        Parameters
        ----------
        label
            As for `part`.
        color
            Its new colour.

        Returns
        -------
        Self
            This object.
        """
        self.part(label).set_color(color)
        return self

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
            typeset(source), font_size=font_size, color=look.INK if color is None else color
        )


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
                source,
                mode="markup" if markup else "words",
                alignment=alignment,
                weight="bold" if bold else "regular",
            ),
            font_size=font_size,
            color=look.INK if color is None else color,
        )


class TransformFormula(AnimationGroup):
    """Turn one formula into another, each part into the part of the same label.

    Parts of one label are paired in the order of the source: the first z with the first z. Of
    nested parts the innermost that both formulas have counts. Glyphs without a shared part are
    paired by shape where their order is the same in both, so that none cross; the rest fades
    where it stands. Afterwards the second formula is in the scene instead of the first, which is
    as it was.

    This is not a subclass of Manim's ``TransformMatchingAbstractBase``: that one walks through
    sets, so the drawing order changes from run to run, and sends what leaves to the frame's
    centre if nothing arrives.

    Parameters
    ----------
    formula
        What is on the scene.
    target
        What comes in its place.
    key_map
        Labels of the first formula -> labels of the second: parts that are each other's heirs under
        different names.
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
        **kwargs: Any,
    ) -> None:
        renamed = dict(key_map or {})
        for name, whole in [(n, formula) for n in renamed] + [
            (n, target) for n in renamed.values()
        ]:
            if name not in whole.labels:
                known = ", ".join(map(repr, whole.labels)) or "none"
                raise ValueError(f"key_map label {name!r}: must be one of {known}")
        pairs, leaving, arriving = _pair(formula.layout, target.layout, renamed)
        animations: list[Any] = []
        if pairs:
            before = VGroup(*(_group(formula, leaves) for leaves, _ in pairs))
            after = VGroup(*(_group(target, leaves) for _, leaves in pairs))
            animations.append(Transform(before, after, **kwargs))
        self._arriving = VGroup()
        if leaving:
            animations.append(FadeOut(_group(formula, leaving), **kwargs))
        if arriving:
            self._arriving = _group(target, arriving).copy()
            animations.append(FadeIn(self._arriving, **kwargs))
        super().__init__(*animations)
        self._formula, self._target = formula, target

    def clean_up_from_scene(self, scene: Scene) -> None:
        """Leave the target in the scene, and the first formula as it was before."""
        for animation in self.animations:
            animation.interpolate(0)
        scene.remove(cast(Mobject, self.group), self._formula, self._arriving)
        scene.add(self._target)


def _group(whole: Typeset, leaves: Iterable[int]) -> VGroup:
    return VGroup(*(whole.submobjects[i] for i in leaves))


Pairs = list[tuple[list[int], list[int]]]


def _pair(
    first: Layout, second: Layout, renamed: Mapping[str, str]
) -> tuple[Pairs, list[int], list[int]]:
    """Pair the leaves of two layouts.

    Parameters
    ----------
    first, second
        The layouts.
    renamed
        Labels of the first -> labels of the second.

    Returns
    -------
    tuple
        Groups of leaves that turn into each other; leaves of the first that leave; leaves of the
        second that arrive.
    """
    first_names = _names([renamed.get(label, label) for label in first.labels])
    second_names = _names(list(second.labels))
    shared = set(first_names) & set(second_names)
    first_groups = _by_name(first, first_names, shared)
    second_groups = _by_name(second, second_names, shared)
    pairs = [
        (leaves, second_groups[name])
        for name, leaves in first_groups.items()
        if name in second_groups
    ]
    paired_first = {i for leaves, _ in pairs for i in leaves}
    paired_second = {i for _, leaves in pairs for i in leaves}
    leaving = [i for i in range(len(first.leaves)) if i not in paired_first]
    arriving = [i for i in range(len(second.leaves)) if i not in paired_second]
    matcher = SequenceMatcher(
        None,
        [first.leaves[i].shape for i in leaving],
        [second.leaves[i].shape for i in arriving],
        autojunk=False,
    )
    same = [
        (leaving[block.a + k], arriving[block.b + k])
        for block in matcher.get_matching_blocks()
        for k in range(block.size)
    ]
    pairs += [([i], [j]) for i, j in same]
    gone, come = {i for i, _ in same}, {j for _, j in same}
    return pairs, [i for i in leaving if i not in gone], [j for j in arriving if j not in come]


def _names(labels: list[str]) -> list[tuple[str, int]]:
    """Name every part by its label and how many of that label came before."""
    seen: dict[str, int] = {}
    names = []
    for label in labels:
        names.append((label, seen.setdefault(label, 0)))
        seen[label] += 1
    return names


def _by_name(
    layout: Layout, names: list[tuple[str, int]], shared: set[tuple[str, int]]
) -> dict[tuple[str, int], list[int]]:
    """Group the leaves by the innermost part around them that is shared."""
    groups: dict[tuple[str, int], list[int]] = {}
    for i, leaf in enumerate(layout.leaves):
        name = next((names[k] for k in reversed(leaf.parts) if names[k] in shared), None)
        if name is not None:
            groups.setdefault(name, []).append(i)
    return groups
