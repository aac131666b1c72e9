# What a developer or a first user needs. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test slow lint format docs docs-pictures pictures bench constraints clean

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

lint: $(READY) ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
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

constraints: ## pin the newest versions again (needs uv)
	uv pip compile --upgrade --universal --python-version 3.11 --all-extras --no-header \
	    --no-annotate pyproject.toml -o constraints.txt

clean: ## remove what these commands made
	rm -rf $(VENV) demo docs/_build docs/reference docs/gallery docs/notebooks .pytest_cache .ruff_cache .hypothesis
