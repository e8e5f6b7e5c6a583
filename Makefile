# Two commands do everything: `make demo` and `make test`. Needs Python >= 3.11 and make, nothing else.
PYTHON ?= python3
BIN := .venv/bin
STORE := .kg/store

.PHONY: demo test test-long check lint format types layers bench lock exports clean

demo: .venv/run.stamp ## build the graph of seeds/, ask it a few questions, write exports/
	$(BIN)/kg --store $(STORE) build seeds
	$(BIN)/kg --store $(STORE) query meetings
	$(BIN)/kg --store $(STORE) query condemnations
	$(BIN)/kg --store $(STORE) query hedged-commitments
	$(BIN)/kg --store $(STORE) links Japan NATO
	$(MAKE) --no-print-directory exports

exports: .venv/run.stamp ## write the seed's exports from a store of its own
	$(BIN)/python -m benchmarks.exports

test: .venv/dev.stamp ## the whole test suite
	$(BIN)/python -m pytest

check: .venv/dev.stamp lint types layers ## everything but the tests that a reviewer asks for

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: .venv/dev.stamp
	$(BIN)/mypy

layers: .venv/dev.stamp
	$(BIN)/lint-imports

bench: .venv/dev.stamp ## ratios against named peers, in one run
	$(BIN)/python -m benchmarks

lock: .venv/dev.stamp ## renew the hash-locked requirements from pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 -q --no-header --generate-hashes pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 -q --no-header --generate-hashes pyproject.toml --group dev -o requirements-dev.lock

clean:
	rm -rf .venv .kg

.venv/run.stamp: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
