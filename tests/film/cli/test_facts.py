"""The list of facts: values, meanings, and where narrations ask for them."""

import json
import re

import pytest
from click.testing import CliRunner

from scenes.film.cli.main import main
from scenes.narration.languages import NARRATION_FOLDER
from scenes.story.facts.fact import facts
from scenes.story.parameters import DEFAULT_STORY


def run(*arguments):
    return CliRunner().invoke(main, ["facts", *arguments])


@pytest.fixture(scope="module")
def listed():
    return {fact["name"]: fact for fact in json.loads(run("--json").stdout)}


def test_every_fact_is_listed_with_its_value_and_meaning(listed, lecture):
    assert list(listed) == list(facts())
    assert listed["rho1_at_1"]["value"] == lecture.radii(1.0)[0]
    assert listed["horn_grows"]["value"] is True
    assert listed["horn_noise"]["cases"] == ["none", "small", "strong"]
    assert listed["far_count"]["value"]["boxes"] == [7.0, 0.0]
    for fact in listed.values():
        assert fact["meaning"].endswith(".")
        assert not fact["cases"] or fact["value"] in fact["cases"]


def test_every_fact_is_asked_for_where_it_is_said_to_be(listed):
    """A second way to find uses: by the words of the files, phrases aside."""
    for name, fact in listed.items():
        assert fact["used"], f"no narration asks for {name}"
    for file in sorted(NARRATION_FOLDER.glob("s*.md")):
        head, *parts = re.split(r"^## ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for part in [f"title\n{head}", *parts]:
            beat, _, text = part.partition("\n")
            tags = " ".join(re.findall(r"\{[{%](.*?)[%}]\}", text, re.DOTALL))
            for name in set(re.findall(r"\w+", re.sub(r'"[^"]*"', "", tags))) & set(listed):
                uses = [(u["language"], u["chapter"][:3], u["beat"]) for u in listed[name]["used"]]
                assert ("en", file.stem, beat) in uses, name


def test_a_chapter_s_facts_for_people():
    shown = run("s01").stdout.splitlines()
    names = [line.split()[0] for line in shown[1:]]
    assert shown[0].split() == ["fact", "here", "meaning", "used", "in"]
    assert "noise_std" in names
    assert "cut_peak" not in names
    [line] = [line for line in shown if line.startswith("horn_noise")]
    assert "One of: none, small, strong." in line
    assert line.endswith("s01.noise s01.spin s01.envelope de/s01.noise de/s01.spin de/s01.envelope")


def test_another_story_has_other_values(tmp_path):
    story = tmp_path / "mine.toml"
    lecture = DEFAULT_STORY.read_text(encoding="utf-8")
    story.write_text(re.sub(r"noise_std = \S+", "noise_std = 0.0", lecture), encoding="utf-8")
    listed = {
        fact["name"]: fact for fact in json.loads(run("--json", "--story", str(story)).stdout)
    }
    assert listed["horn_noise"]["value"] == "none"


def test_no_such_chapter_is_one_line():
    result = run("s99")
    assert result.exit_code == 2
    assert "no chapter 's99'" in result.stderr
