# Every job of the project. `make film` and `make test` need Python 3.11+ and make; the rest they fetch.
#
#   make film QUALITY=high CHAPTERS=s01,s04 STORY=my.toml OUT=my.mp4 JOBS=4
#   make test ARGS="-k horn"
#
# PYTHON=/path/to/python3 chooses the interpreter that .venv is made with.

QUALITIES := draft medium high 4k
QUALITY ?= medium
ALL_CHAPTERS := $(sort $(basename $(notdir $(wildcard scenes/s[0-9][0-9]_*.py))))
comma := ,
export QUALITY CHAPTERS STORY OUT JOBS PYTHON VOICE RECORDINGS

# A misspelt quality is told at once, not after the set-up.
ifneq ($(words $(QUALITY)) $(filter $(QUALITIES),$(QUALITY)),1 $(QUALITY))
$(error QUALITY=$(QUALITY): must be one of $(QUALITIES))
endif

.PHONY: help setup film voice stills test test-fast test-stories test-faults test-long test-commands \
	lint format bench bench-film bench-edits bench-similarity bench-check \
	clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## make .venv ready (every job does this first)
	@sh .ci/setup

film: setup ## the film: QUALITY=draft|medium|high|4k, CHAPTERS=, STORY=, VOICE=, RECORDINGS=, OUT=, JOBS=
	@.venv/bin/lvebm film --quality "$$QUALITY" $${CHAPTERS:+--chapters "$$CHAPTERS"} \
	$${STORY:+--story "$$STORY"} $${VOICE:+--voice "$$VOICE"} \
	$${RECORDINGS:+--recordings "$$RECORDINGS"} $${OUT:+--out "$$OUT"} $${JOBS:+--jobs "$$JOBS"}

voice: setup ## speak changed words anew, into assets/timings.json: VOICE=, RECORDINGS=
	@.venv/bin/lvebm voice $${VOICE:+--voice "$$VOICE"} $${RECORDINGS:+--recordings "$$RECORDINGS"}

stills: setup ## the last frame of every beat, in media/stills: CHAPTERS=, QUALITY=, STORY=
	@for chapter in $(or $(subst $(comma), ,$(CHAPTERS)),$(ALL_CHAPTERS)); do \
	.venv/bin/lvebm still "$$chapter" --every-beat --quality "$$QUALITY" \
	$${STORY:+--story "$$STORY"} || exit; done

test: setup lint ## lint, types and tests; ARGS= goes to pytest
	@sh .ci/chromium
	@OMP_NUM_THREADS=1 .venv/bin/pytest -n auto --dist worksteal $(ARGS) # a worker a core, a thread each

test-fast: setup ## the tests that take milliseconds: without those marked slow; ARGS= goes to pytest
	@OMP_NUM_THREADS=1 .venv/bin/pytest -q -n auto -m "not slow" $(ARGS)

test-stories: setup ## every chapter with hundreds of odd stories, voices and paces, undrawn: STORIES=300
	@STORIES=$(or $(STORIES),300) OMP_NUM_THREADS=1 .venv/bin/pytest -q -n auto --timeout 3600 tests/chapters/test_played_stories.py \
	tests/chapters/test_layout.py tests/story

test-faults: setup ## a hundred kills, interrupts and full disks, and every run after them: FAULTS=100
	@FAULTS=$(or $(FAULTS),100) OMP_NUM_THREADS=1 .venv/bin/pytest -q -n auto tests/film/test_faults.py \
	tests/film/test_full_disk.py tests/film/test_beats_alone.py

test-long: setup ## what takes minutes: the film checked in each language and with other stories, figures
	@LONG=1 OMP_NUM_THREADS=1 .venv/bin/pytest -q -n auto --timeout 3600 \
	$(or $(ARGS),tests/core/test_learning.py tests/film/check \
	tests/film/marks/test_pointing.py)

test-commands: setup ## every command of the README and docs/, typed in a copy that is set up anew
	@COMMANDS=all OMP_NUM_THREADS=1 .venv/bin/pytest -q -n auto --dist loadfile tests/run_documented_commands.py \
	tests/film/test_manim_command.py tests/test_notebook.py

lint: setup ## ruff, its format, the import rules and mypy, changing nothing
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports --no-logo
	@.venv/bin/mypy

format: setup ## put the code in the house's format
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: setup ## how fast the numbers and the chapters are; ARGS= goes to pytest
	@.venv/bin/pytest tests/benchmarks --benchmark-enable --benchmark-only -n 0 $(ARGS)

bench-film: setup ## how fast the film is made, from nothing: ARGS="--qualities high --chapters s01,s05"
	@.venv/bin/python -m tests.benchmarks.film $(ARGS)

bench-edits: setup ## how long an edit takes until it is in the film: ARGS="--quality draft"
	@.venv/bin/python -m tests.benchmarks.edits $(ARGS)

bench-similarity: setup ## how like what was drawn every frame of the film is: ARGS="--quality draft"
	@.venv/bin/python -m tests.benchmarks.similarity $(ARGS)

bench-check: setup ## how many of the planted faults lvebm check finds, and what it finds in clean edits
	@.venv/bin/python -m tests.benchmarks.planted_faults

clean: ## remove media/ (what was rendered) and every cache; .venv stays
	rm -rf media build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis \
	.benchmarks *.egg-info
	find scenes lvebm_core tests -name __pycache__ -type d -prune -exec rm -rf {} +
