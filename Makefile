# text311: `make demo` and `make test` are all a newcomer needs; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOAK_SECONDS ?= 900
# most tests wait for servers, sockets and browsers: more processes than cores
TEST_PROCESSES ?= 3
PIP := $(BIN)/python -m pip --disable-pip-version-check
PACKAGES := bot crm_client crm_server tests benchmarks

.PHONY: help install install-dev demo test check lint format types imports texts chat train soak clean
.DEFAULT_GOAL := help

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.runtime: requirements.txt pyproject.toml
	@echo "[1/3] creating $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "text311 needs Python 3.11 or newer; say which: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@echo "[2/3] installing the pinned packages (a minute or two the first time)"
	@$(PIP) install --progress-bar on --require-hashes -r requirements.txt
	@echo "[3/3] installing text311 itself"
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	@echo "installing what the tests need"
	@$(PIP) install --progress-bar on --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.runtime  ## the set-up alone
install-dev: $(VENV)/.dev

demo: install  ## the whole city on one port, until Ctrl-C
	@exec $(BIN)/text311 demo

test: install-dev  ## every test this machine can run; names what it could not
	$(BIN)/python -m pytest -n $(TEST_PROCESSES)

check: lint types imports test  ## what CI runs

lint: install-dev
	$(BIN)/ruff format --check $(PACKAGES)
	$(BIN)/ruff check $(PACKAGES)

format: install-dev  ## put every file into shape
	$(BIN)/ruff check --fix --quiet $(PACKAGES)
	$(BIN)/ruff format $(PACKAGES)

types: install-dev
	$(BIN)/mypy

imports: install-dev
	$(BIN)/lint-imports

chat: install  ## talk to the bot in this terminal
	@exec $(BIN)/text311 chat

train: install  ## learn the shipped models again from the corpus
	$(BIN)/text311 train

soak: install-dev  ## the long fault run (SOAK_SECONDS)
	SOAK_SECONDS=$(SOAK_SECONDS) $(BIN)/python -m pytest tests/soak -m soak -s

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
