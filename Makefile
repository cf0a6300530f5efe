# `make` sets everything up and builds the tables; `make test` tests them.
PYTHON ?= python3
BIN := .venv/bin

# An environment that lost its libraries is made anew, whatever its stamp says.
ifneq ($(wildcard .venv/installed),)
ifneq ($(shell $(BIN)/python -c 'from importlib.util import find_spec as f; print(all(map(f, ("polars", "duckdb", "pandera", "pyarrow", "pytest", "pip"))))' 2>/dev/null),True)
$(shell rm -f .venv/installed)
endif
endif

.PHONY: all test test-all mutants clients lint lint-js format bench lock clean
.DELETE_ON_ERROR:

all: .venv/installed
	$(BIN)/python -m build
	$(BIN)/python -m build refresh
	$(BIN)/python -m build check

# Two minutes: the shorter tests, and samples of the longer ones.
test: .venv/installed
	$(BIN)/python -m pytest

# Over an hour with two processors: every test, with Chromium, Spark and all
# tools of the recipes. A tool that is missing is a failure. A process that is done takes tests
# from the other, of the same file too, because a few files take most of the time; each process
# then makes the file's fixtures for itself.
test-all: .venv/installed .clients/installed
	CLIENTS=all $(BIN)/python -m pytest -m "" --hypothesis-profile full --dist worksteal

# Changes to the code of proofs, gates and diff, each of which a test must notice: a sample, some
# half an hour; SHARE=100 for all, some ten hours.
SHARE ?= 10
SEED ?= 20261127
mutants: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --target .mutants mutmut==3.8.1
	PYTHONPATH="$(CURDIR)/.mutants" $(BIN)/python -m tests.benchmarks.mutation --share $(SHARE) --seed $(SEED)

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m build.workbench.sorting --check raw/*.toml
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

# The parts of the explorer's script are one script in the page, and are checked as one: what a
# part uses, another declares. Days are compared as text, which Math.max can't (see biome.json).
lint-js: .clients/installed
	(echo '(() => {'; cat build/explorer/script/*.js; echo '})();') > .clients/explorer.js
	.clients/node_modules/.bin/biome lint --error-on-warnings

format: .venv/installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m build.workbench.sorting raw/*.toml

.venv/installed: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt
	touch $@

# Other tools that load the tables, and the validator of Croissant; the recipes that need them
# are skipped without. In .clients/spark PySpark stands alone, for the Python of .venv, whose other
# libraries are of other versions. R, Java, Node, PostgreSQL, SQLite, LibreOffice and
# Chromium come from the system.
clients: .clients/installed

.clients/installed: tests/clients/requirements.txt tests/clients/oldest.txt tests/clients/package.json
	$(PYTHON) -m venv --clear .clients
	.clients/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/clients/requirements.txt
	.clients/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --target .clients/oldest -r tests/clients/oldest.txt
	mkdir -p .clients/spark
	ln -sfn "$$(echo $(CURDIR)/.clients/lib/python3*/site-packages/pyspark)" .clients/spark/pyspark
	ln -sfn "$$(echo $(CURDIR)/.clients/lib/python3*/site-packages/py4j)" .clients/spark/py4j
	cp tests/clients/package.json .clients/
	cd .clients && npm install --silent --no-package-lock --no-audit --no-fund
	touch $@

# How long builds, views, gates and verify take, beside what else could be used: half an hour.
bench: .venv/installed
	$(BIN)/python -m tests.benchmarks.steps
	$(BIN)/python -m tests.benchmarks.views
	$(BIN)/python -m tests.benchmarks.scale
	$(BIN)/python -m tests.benchmarks.explorer
	$(BIN)/python -m tests.benchmarks.spark

# Renews the locked versions of all libraries, for every platform. Needs uv.
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade -o requirements.txt
	uv pip compile --group clients --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --upgrade -o tests/clients/requirements.txt

clean:
	rm -rf .venv .clients .mutants mutants .staging .mypy_cache .ruff_cache .import_linter_cache .pytest_cache tables/ukraine-security-guarantees.duckdb
