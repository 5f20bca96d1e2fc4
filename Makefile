# Two commands: `make run` and `make test`. Everything they need beyond Python 3.11 and make comes by itself.
# Each step leaves a stamp in .make/ and is not done again until what it was made from changes.

PORT ?= 8000
DATA ?= .data
PERCENT ?= 100
PROCESSES ?= auto
ARGS ?=
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,$(shell command -v $(name) 2>/dev/null)))

VENV := .venv
BIN := $(VENV)/bin
HEARTH := $(BIN)/hearth
MADE := .make
# Node from its wheel, so that pages are built alike everywhere.
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH" NODE_OPTIONS=--use-system-ca
STEP = @printf '\033[1m==> %s\033[0m\n'

export UV_PYTHON_DOWNLOADS = never
export UV_LINK_MODE ?= copy
# A council's network often has a certificate of its own, which only the system knows.
export UV_SYSTEM_CERTS ?= true

.DEFAULT_GOAL := help
.PHONY: help run test check bench assets lock reset setup
.PHONY: check-format check-lint check-types check-layers check-migrations check-templates
.DELETE_ON_ERROR:

help:  ## Say what can be asked
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|' 2>/dev/null \
		|| grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST)
	@echo
	@echo "  make run PORT=8001 DATA=/elsewhere     another port, another data folder"
	@echo "  make run PERCENT=10                    a small demonstration, sooner there"
	@echo "  make test ARGS='-k visit -x'           some of the tests"

run: setup assets  ## Everything on this machine: databases, demonstration councils, web, worker; Ctrl-C stops it
	@exec $(HEARTH) run --port $(PORT) --data $(DATA) --percent $(PERCENT)

test: setup assets  ## All tests
	$(STEP) "Tests"
	@$(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist loadfile $(ARGS)

check: check-format check-lint check-types check-layers check-migrations check-templates  ## Everything that can be said without running the tests

check-format: setup
	$(STEP) "Format"
	@$(BIN)/ruff format --check

check-lint: setup
	$(STEP) "Lint"
	@$(BIN)/ruff check

check-types: setup
	$(STEP) "Types"
	@$(BIN)/mypy

check-layers: setup
	$(STEP) "Import layers"
	@$(BIN)/lint-imports

check-migrations: setup
	$(STEP) "Migrations"
	@$(HEARTH) check migrations

check-templates: setup
	$(STEP) "Templates"
	@$(BIN)/djlint templates --lint --quiet
	@$(HEARTH) check templates

bench: setup assets  ## Measure pages, API, migrations and duties, each beside its yardstick
	@exec $(HEARTH) bench $(ARGS)

assets: $(MADE)/assets  ## Build styles and scripts into static/build

lock: setup  ## Resolve all dependencies again: hashes, no hosts
	$(STEP) "Lock Python packages"
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 --upgrade \
		--no-emit-index-url --no-emit-find-links --quiet -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
		--no-emit-index-url --no-emit-find-links --quiet --constraint requirements.lock -o requirements-production.lock
	$(STEP) "Lock Node packages"
	@$(WITH_NODE) npm install --package-lock-only
	@$(BIN)/python -c "import json, pathlib; p = pathlib.Path('package-lock.json'); lock = json.loads(p.read_text()); \
		[entry.pop('funding', None) for entry in lock['packages'].values()]; \
		p.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + '\n')"

reset: setup  ## Stop the services of DATA and delete its data for good
	@$(HEARTH) reset --data $(DATA) $(ARGS)
	@test ! -d var/tests/services || $(HEARTH) reset --data var/tests/services --yes

setup: $(MADE)/python  ## Install what is needed, into .venv

$(VENV)/bin/python:
	$(STEP) "Virtual environment"
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and none was found."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
		|| { echo "This Python cannot make virtual environments: install its venv package (Debian: apt install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(MADE)/python: requirements.lock pyproject.toml | $(VENV)/bin/python
	@mkdir -p $(MADE)
	$(STEP) "Python packages"
	@awk '/^uv==/ { on = 1 } on { print } on && !/\\$$/ { exit }' requirements.lock > $(MADE)/uv.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(MADE)/uv.lock
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(MADE)/node: package.json package-lock.json .npmrc $(MADE)/python
	$(STEP) "Node packages"
	@$(WITH_NODE) npm ci --silent
	@touch $@

$(MADE)/assets: $(MADE)/node $(shell find assets -type f 2>/dev/null)
	$(STEP) "Styles and scripts"
	@$(WITH_NODE) node assets/build.mjs
	@touch $@
