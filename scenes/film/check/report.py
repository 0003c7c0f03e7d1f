"""What was found, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scenes.film.check.finding import Finding


def report(findings: Sequence[Finding], chapters: int) -> str:
    """Tell findings to a person: two lines each, and how many there are.

    Parameters
    ----------
    findings
        In the order of the film.
    chapters
        How many were looked at.
    """
    lines = []
    for finding in findings:
        place = f"{finding.chapter}.{finding.beat} at {_time(finding)}"
        lines.append(f"{finding.severity}: {place}: {finding.kind}: {finding.what} {finding.says}")
        where = [_line(finding)] if finding.made_at else []
        lines += [f"    {'  '.join([*where, finding.picture])}".rstrip()]
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    lines.append(
        f"{chapters} chapter{'s' * (chapters != 1)}: {errors or 'no'} error{'s' * (errors != 1)}, "
        f"{warnings or 'no'} warning{'s' * (warnings != 1)}"
    )
    return "\n".join(line for line in lines if line)


def table(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return findings for programs: one object each, with the fields that --help lists."""
    rows = []
    for finding in findings:
        row = asdict(finding)
        line = row.pop("made_at")
        rows.append(row | {"file": line[0] if line else "", "line": line[1] if line else 0})
    return rows


def _time(finding: Finding) -> str:
    start, end = round(finding.start, 1), round(finding.end, 1)
    return f"{start:g} s" if end - start < 0.2 else f"{start:g}–{end:g} s"


def _line(finding: Finding) -> str:
    assert finding.made_at is not None
    return f"{Path(finding.made_at.file).name}, line {finding.made_at.line}"
