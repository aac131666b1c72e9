# What a developer or a first user needs. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test slow thorough lint format docs docs-pictures pictures bench oldest coverage mutants constraints clean

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(READY) ## write the maps, page and tables of the sample network in demo/
	$(BIN)/concertnet demo demo --force

test: $(READY) ## run the tests; `make slow` runs those that take minutes
	$(BIN)/python -m pytest -n auto -m "not slow"

slow: $(READY) ## run simulations, killed programs, the site, an empty environment
	$(BIN)/python -m pytest -n auto -m slow

thorough: $(READY) ## run every test on more drawn cases: an hour
	CONCERTNET_TESTS=thorough $(BIN)/python -m pytest -n auto

lint: $(READY) ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --threads 2
	$(BIN)/oxlint concertnet tests

format: $(READY) ## put the code in form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY) ## build the site of the documentation in docs/_build/html, its code run anew
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build/html

docs-pictures: $(READY) ## draw the pictures of the README and docs again
	$(BIN)/python docs/make_pictures.py

pictures: $(READY) ## draw again the pictures that the tests compare figures with
	$(BIN)/python -m pytest -q tests/maps/test_pictures.py --mpl-generate-path=tests/maps/baseline

bench: $(READY) ## measure speed against other libraries; the table is in benchmarks/results.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	$(BIN)/python benchmarks/run.py

oldest: ## run the tests on the oldest versions that are supported (needs uv)
	uv venv --quiet --clear --python 3.11 .venv-oldest
	uv pip install --quiet --python .venv-oldest/bin/python --resolution lowest-direct -e '.[test]'
	# what old libraries say of newer ones of their own is not ours to mend
	.venv-oldest/bin/python -m pytest -n auto -m "not browser and not slow" -W ignore::DeprecationWarning

coverage: $(READY) ## run the tests and count the lines that they run, room by room
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[mutants]'
	$(BIN)/python -m pytest -q -n auto -m "not slow" --cov=concertnet --cov-report=
	$(BIN)/python tests/lines_run.py

mutants: $(READY) ## change the code at random places, see whether a test says so: make mutants ROOMS="hinges gaps"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[mutants]'
	$(BIN)/python tests/mutants.py $(ROOMS)

constraints: ## pin the newest versions again (needs uv)
	uv pip compile --upgrade --universal --python-version 3.11 --all-extras --no-header \
	    --no-annotate pyproject.toml -o constraints.txt

clean: ## remove what these commands made
	rm -rf $(VENV) .venv-oldest .coverage demo docs/_build docs/reference docs/gallery docs/notebooks .pytest_cache .ruff_cache .hypothesis
