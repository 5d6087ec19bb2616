# Fact Ledger. `make help` lists the targets; `make run` and `make test` need nothing but Python 3.11+.

VENV  := .venv
NEXT  := .venv-next
BIN   := $(VENV)/bin
READY := $(VENV)/.ready
DB    := facts.db
PORT  := 8001

# pip asks for the network only in the set-up targets below.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The tests share the cores; more workers than this wait for each other's browsers.
WORKERS := -n auto --maxprocesses 4 --dist worksteal

# A command must not pick up another checkout's package.
unexport PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run serve test format lint types imports tests tests-next docs clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY)  ## build facts.db from seeds/ and show what disagrees
	@$(BIN)/facts build seeds -d $(DB)
	@$(BIN)/facts check -d $(DB) || test $$? -eq 1
	@echo "Browse the ledger: make serve"

serve: $(READY)  ## open facts.db in Datasette (PORT=8001)
	@test -e $(DB) || $(BIN)/facts build seeds -d $(DB)
	@$(BIN)/facts serve -d $(DB) --port $(PORT)

test: lint types imports tests-next tests  ## everything CI runs

format: $(READY)  ## put the code into the house's format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: $(READY)  ## formatter check and linter
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(READY)  ## strict types
	@$(BIN)/mypy --strict

imports: $(READY)  ## the one-way imports
	@$(BIN)/lint-imports

tests: $(READY)  ## pytest, all of it
	@$(BIN)/python -m pytest $(WORKERS)

tests-next: $(READY)  ## the pages on the newest Datasette 1.0 pre-release
	@if said=$$($(MAKE) --no-print-directory $(NEXT)/.ready 2>&1); then \
	  $(NEXT)/bin/python -m pytest $(WORKERS) tests/web; \
	elif [ -n "$$CI" ]; then \
	  echo "$$said" >&2; exit 1; \
	else \
	  echo "skipped: the pages on Datasette 1.0 (it could not be installed; is there a network?)"; \
	fi

docs: $(READY)  ## write the generated pages of docs/ again
	@$(BIN)/python docs/generate.py

clean:  ## remove the environments and caches (facts.db stays)
	rm -rf $(VENV) $(NEXT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The set-up runs again when pyproject.toml changes. The stamp is written last, so a broken set-up is repeated.
$(READY): pyproject.toml
	@$(call create_venv,$(VENV))
	@echo "Installing Fact Ledger into $(VENV) (once; about a minute) ..."
	@$(BIN)/python -m pip install -qq --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install -qq --editable . --group dev
	@$(BIN)/python -m compileall -qq ledger
	@PYTHONDONTWRITEBYTECODE= $(BIN)/facts extract LICENSE >/dev/null 2>&1  # compiles the tables of words
	@touch $@

$(NEXT)/.ready: pyproject.toml
	@$(call create_venv,$(NEXT))
	@echo "Installing the newest Datasette 1.0 pre-release into $(NEXT) (once) ..."
	@$(NEXT)/bin/python -m pip install -qq --upgrade 'pip>=25.1'
	@$(NEXT)/bin/python -m pip install -qq --editable . --group test 'datasette>=1.0a0'
	@touch $@

# An environment that works is kept. A new one is made by $(PYTHON), or else by the newest Python that is 3.11 or
# later, can make environments and does run (a shim on the PATH may not).
define create_venv
set -e; enough='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'; found=; \
if $(1)/bin/python -c "$$enough" 2>/dev/null; then exit 0; fi; \
for python in $(if $(PYTHON),"$(PYTHON)",python3.14 python3.13 python3.12 python3.11 python3 python); do \
  if "$$python" -c "$$enough" 2>/dev/null; then found=$$python; break; fi; \
done; \
if [ -z "$$found" ]; then \
  echo "make: no Python 3.11 or newer with venv found$(if $(PYTHON), at PYTHON=$(PYTHON)). Install one (on Debian: apt-get install python3-venv) or name one: make PYTHON=/path/to/python3" >&2; \
  exit 1; \
fi; \
"$$found" -m venv --clear $(1)
endef
