"""Aligned tables."""

import pytest

from scenes.film.cli.aligned import aligned


def test_words_go_left_and_numbers_right() -> None:
    rows = [("Y[23]", 7, 0.123456789), (":horn: [bold]", 12, -3.0), ("", "", 1e-9)]
    assert aligned(("what", "n", "E"), rows).splitlines() == [
        "what            n         E",
        "Y[23]           7  0.123457",
        ":horn: [bold]  12        -3",
        "                      1e-09",
    ]


def test_no_line_is_broken_or_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("FORCE_COLOR", "1")
    long = "a name of many words " * 20
    assert aligned(("name", "n"), [(long, 1)]).splitlines()[1] == f"{long}  1"


def test_a_table_without_rows_is_its_header() -> None:
    assert aligned(("name", "n"), []) == "name  n\n"
