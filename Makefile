# The two commands: `make demo` and `make test`. Python 3.11 or newer and make are all that is assumed.
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
OUTPUT ?= demo-output
# In variables, because a comma inside make's $(if …) would end the argument.
DEMO_EXTRAS := .[demo]
TEST_EXTRAS := .[test,web,oauth]
INSTALL := $(if $(UV),VIRTUAL_ENV=$(VENV) uv pip install -q,$(BIN)/python -m pip install -q --disable-pip-version-check) -c constraints.txt -e

.PHONY: demo test lint bench score faults clean system-packages

$(VENV)/.demo: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "mailpm needs Python 3.11 or newer; say make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(if $(UV),uv venv -q --python $(PYTHON) $(VENV),$(PYTHON) -m venv $(VENV))
	@$(INSTALL) '$(DEMO_EXTRAS)'
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt $(VENV)/.demo
	@$(INSTALL) '$(TEST_EXTRAS)'
	@touch $@

# Three weeks of a project on your own machine: no account, and no network once its packages are installed; under half a minute.
demo: $(VENV)/.demo
	@$(BIN)/mailpm demo --output $(OUTPUT)

# Dovecot and Postfix for tests/servers: installed where apt and the rights are there.
system-packages:
	@if command -v dovecot >/dev/null && command -v postfix >/dev/null; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  echo "installing dovecot-imapd and postfix for tests/servers"; \
	  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dovecot-imapd postfix) >/dev/null 2>&1 || echo "they could not be installed"; \
	else echo "dovecot and postfix are not here: tests/servers will skip"; fi

test: $(VENV)/.test system-packages
	@$(BIN)/pytest -n 2 --dist loadfile -m "not slow and not browser"

# ruff, mypy and the rule of the house.
lint: $(VENV)/.test
	@$(BIN)/ruff check
	@$(BIN)/mypy

# Ratios in one run, never a timed test. See tests/benchmarks/README.md.
bench: $(VENV)/.test
	@$(BIN)/python -m tests.benchmarks

# How well it reads, on threads in the format of docs/reading.md.
score: $(VENV)/.test
	@$(BIN)/python -m tests.score

# The long fault table: kills, cuts, full disks, moved clocks; writes docs/reliability.md's figures.
faults: $(VENV)/.test
	@$(BIN)/python -m tests.faults

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache demo-output
