# make paper   set up, then make the demo issue into out/
# make test    set up, then run every check: the same here and in CI
# make bench   what a build costs

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: paper test bench clean

paper: $(VENV)/.program
	@$(BIN)/xzpress build issues/2018-11-30

test: $(VENV)/.tests
	@bash .ci/tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

bench: $(VENV)/.program
	@$(PIP) install --editable '.[bench]'
	@$(BIN)/python benchmarks/front_page.py
	@$(BIN)/python -m benchmarks.golden
	@$(BIN)/python -m benchmarks.composition

clean:
	rm -rf $(VENV) out build *.egg-info

# The stamps lie inside the venv, so that they go with it.
$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed; name it: make PYTHON=..." >&2; exit 1; }
	@echo "setting up $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.program: $(VENV)/.made pyproject.toml
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.tests: $(VENV)/.made pyproject.toml
	@echo "setting up the tests (once)"
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/.program
