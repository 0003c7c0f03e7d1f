"""The notebook, as it stands and with its exercises done, rightly and wrongly."""

import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = nbformat.read(ROOT / "assets" / "lvebm.ipynb", as_version=4)

# What one might well write: for each exercise an answer that the check must not take for right.
WRONG = {
    1: "def my_radii(x, a, b, g):\n"
    "    return torch.stack([a * x + b * (1 - x), b * x + a * (1 - x)], dim=-1)",  # no growth
    2: "def my_energy_table(w, y, z):\n    return (y[:, None] - decoder(z)).norm(dim=-1)",
    3: "my_start = story.inference.start",  # the true valley
    4: "def my_soft_minimum(energies, beta):\n"
    "    return -torch.log(torch.exp(-beta * energies).mean(dim=-1)) / beta",  # log 0
    5: "def my_gradient(decoder, y):\n    return y - decoder(infer(decoder, y).z)",  # half of it
    6: "def my_training(w, y, steps, rate):\n    raise RuntimeError('I give up')",
}


def tagged(kind: str) -> dict[int, nbformat.NotebookNode]:
    """The cells of the exercises: `exercise`, `check` or `solution`, by number."""
    tags = ((tag.partition("-"), c) for c in NOTEBOOK.cells for tag in c.metadata.get("tags", ()))
    return {int(number): cell for (name, _, number), cell in tags if name == kind}


def test_each_exercise_has_a_check_and_a_solution_folded_up() -> None:
    assert list(tagged("exercise")) == list(tagged("check")) == list(tagged("solution"))
    assert list(tagged("exercise")) == list(WRONG) == list(range(1, 7))
    for number, cell in tagged("solution").items():
        assert cell.source.startswith(f"<details><summary>Solution {number}</summary>\n\n```python")
        assert cell.source.endswith("\n```\n\n</details>")


def test_nothing_that_was_computed_is_stored() -> None:
    code = [cell for cell in NOTEBOOK.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


class Reader:
    """Somebody who runs the notebook's cells one by one."""

    def __init__(self, client: NotebookClient) -> None:
        self.client = client

    def run(self, source: str) -> list[nbformat.NotebookNode]:
        """Run a cell; what it shows."""
        cell = nbformat.v4.new_code_cell(source)
        self.client.nb.cells = [cell]
        self.client.execute_cell(cell, 0)  # raises if the cell does
        return cell.outputs

    def check(self, number: int, answer: str) -> str:
        """Put an answer in and run the check; what it says."""
        self.run(answer)
        said = self.run(tagged("check")[number].source)
        return "".join(output.text for output in said)  # a line may come in pieces


@pytest.mark.slow
def test_it_runs_whatever_the_answers_are(tmp_path: Path) -> None:
    client = NotebookClient(
        nbformat.v4.new_notebook(), timeout=200, resources={"metadata": {"path": str(tmp_path)}}
    )
    others = {name: value for name, value in os.environ.items() if name != "LVEBM_STORY"}
    shown = []
    with client.setup_kernel(env=others | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}):
        reader = Reader(client)
        for cell in (cell for cell in NOTEBOOK.cells if cell.cell_type == "code"):
            numbers = [n for n, exercise in tagged("exercise").items() if exercise is cell]
            for number in numbers:
                right = re.findall(r"```python\n(.*)\n```", tagged("solution")[number].source, re.S)
                for answer, says in ((cell.source, "nothing is"), (WRONG[number], "")):
                    said = reader.check(number, answer)
                    assert said.startswith(f"Exercise {number}: not yet: {says}")
                assert reader.check(number, right[0]) == f"Exercise {number}: right\n"
            shown += reader.run(cell.source)  # what follows must not need the answers
    media = [kind for output in shown for kind in output.get("data", ())]
    assert media.count("image/png") == 2
    videos = [output for output in shown if "<video" in output.get("data", {}).get("text/html", "")]
    assert len(videos) == 2
    assert all("data:video/mp4;base64," in video.data["text/html"] for video in videos)
    assert list(tmp_path.iterdir()) == []
