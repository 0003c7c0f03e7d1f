"""Tables for people, their columns aligned."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from scenes.story.tables import Cell

WIDE = 10_000  # characters, more than a row has: none is broken or cut


def aligned(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Set a table with spaces: words to the left, numbers to the right.

    Parameters
    ----------
    columns
        Their names, the first line.
    rows
        A cell for each column; a number with a point shows six digits.

    Returns
    -------
    str
        Plain text, every line ended, the same for a terminal and a pipe.
    """
    shown = [[_shown(cell) for cell in row] for row in rows]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for k, name in enumerate(columns):
        numbers = all(_is_number(row[k]) for row in shown)
        table.add_column(name, justify="right" if numbers else "left", no_wrap=True)
    for row in shown:
        table.add_row(*row)
    text = io.StringIO()
    plain = Console(file=text, width=WIDE, color_system=None, markup=False, emoji=False)
    plain.print(table, highlight=False)
    return "".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines())


def _shown(cell: Cell) -> str:
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)


def _is_number(text: str) -> bool:
    try:
        float(text or "0")
    except ValueError:
        return False
    return True
