"""All kinds of findings: what each looks for, and how grave it is."""

from __future__ import annotations

from scenes.film.check.alignment import Alignment
from scenes.film.check.captions import FastCaptions
from scenes.film.check.circles import ThroughNothing
from scenes.film.check.color_vision import ColorVision
from scenes.film.check.contrary_facts import ContraryFacts
from scenes.film.check.contrast import Contrast
from scenes.film.check.counted_boxes import CountedBoxes
from scenes.film.check.counted_things import CountedThings
from scenes.film.check.decoded_rings import DecodedRings
from scenes.film.check.emptiness import Emptiness
from scenes.film.check.energy_colors import EnergyColors
from scenes.film.check.finding import Check, Severity
from scenes.film.check.flashes import Flashes
from scenes.film.check.hands import Hands
from scenes.film.check.loose_ends import LooseEnds
from scenes.film.check.lowest_crosses import LowestCrosses
from scenes.film.check.mean_lines import MeanLines
from scenes.film.check.named_turns import NamedTurns
from scenes.film.check.named_ways import NamedWays
from scenes.film.check.off_frame import OffFrame
from scenes.film.check.picked_cells import PickedCells
from scenes.film.check.places import Places
from scenes.film.check.pops import Pops
from scenes.film.check.rings_on_ends import RingsOnEnds
from scenes.film.check.said_numbers import SaidNumbers
from scenes.film.check.silence import Silence
from scenes.film.check.small_words import SmallWords
from scenes.film.check.stillness import Stillness
from scenes.film.check.ticks import Ticks
from scenes.film.check.unspoken_motion import UnspokenMotion
from scenes.film.check.words_on_lines import WordsOnLines
from scenes.film.check.words_over_words import WordsOverWords
from scenes.film.check.written_numbers import WrittenNumbers
from scenes.film.check.x_colors import XColors

CHECKS: tuple[type[Check], ...] = (
    OffFrame,
    WordsOverWords,
    WordsOnLines,
    SmallWords,
    Contrast,
    ColorVision,
    Alignment,
    Places,
    LooseEnds,
    ThroughNothing,
    DecodedRings,
    NamedTurns,
    NamedWays,
    PickedCells,
    CountedBoxes,
    LowestCrosses,
    RingsOnEnds,
    MeanLines,
    XColors,
    EnergyColors,
    Ticks,
    Hands,
    SaidNumbers,
    CountedThings,
    ContraryFacts,
    WrittenNumbers,
    Pops,
    Stillness,
    UnspokenMotion,
    Emptiness,
    FastCaptions,
    Silence,
    Flashes,
)
ALLOWANCE = "allowance"
"""The kind of a finding that an allowance of a beat is itself at fault."""

WARNINGS = frozenset({UnspokenMotion.kind})
KINDS = (*dict.fromkeys(check.kind for check in CHECKS), ALLOWANCE)


def severity_of(kind: str) -> Severity:
    """Return how grave a kind is."""
    return "warning" if kind in WARNINGS else "error"
