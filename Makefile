# The whole of a newcomer's vocabulary: make demo, make test, make check, make bench.
# Each sets up what it needs in .venv the first time, and says so.

PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
READY := .venv/ready
BUILT := .venv/built
FRONT := $(shell find web commesso/ui/locale -type f -not -path '*/node_modules/*' 2>/dev/null) \
         $(wildcard package.json package-lock.json vite.config.ts tsconfig.json)

.DEFAULT_GOAL := help
.PHONY: help demo test check bench constraints reference clean

help:
	@echo 'make demo    a shop with a year of history at http://127.0.0.1:8000'
	@echo 'make test    every test, in random order, without network'
	@echo 'make check   style, types, import contracts, sizes, names, translations'
	@echo 'make bench   the figures of docs/explanation/performance.md on this machine'
	@echo 'make clean   remove what the other commands made, the demo data too'

demo: $(BUILT)
	@echo 'Opening the demo shop at http://127.0.0.1:8000 (Ctrl-C ends it) ...'
	@COMMESSO_DATA=$${COMMESSO_DATA:-data/demo} $(BIN)/commesso demo

test: $(BUILT)
	@echo 'Testing with $(WORKERS) workers, in random order ...'
	@$(BIN)/pytest -p tools.offline -n $(WORKERS) -q $(ARGS)

check: $(BUILT)
	@$(BIN)/python -m tools.check

bench: $(BUILT)
	@$(BIN)/python -m benchmarks $(ARGS)

reference: $(BUILT)
	@$(BIN)/python -m tools.reference

# A clean environment from pyproject.toml alone, so that nothing a developer tried stays in.
constraints:
	@echo 'Resolving the newest versions that pyproject.toml allows ...'
	@rm -rf build/venv && $(PYTHON) -m venv build/venv
	@build/venv/bin/pip install --quiet -e '.[dev]'
	@{ echo '# Versions that were tested together. Made with: make constraints'; \
	   build/venv/bin/pip freeze --exclude-editable | LC_ALL=C sort -f; } > constraints.txt
	@rm -rf build/venv && echo 'constraints.txt is new. Run make test.'

$(READY): pyproject.toml constraints.txt tools/build_hook.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Commesso needs Python 3.11 or newer. Name one with: make PYTHON=python3.12 ...'; exit 1; }
	@test -x $(BIN)/python || { echo 'Making .venv ...'; $(PYTHON) -m venv .venv; }
	@echo 'Installing what Commesso needs, and building its pages (a few minutes the first time) ...'
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

# The install above built the pages; build them alone when only they changed.
$(BUILT): $(READY) $(FRONT)
	@test $(READY) -nt $@ || { echo 'Building the pages ...'; $(BIN)/python -m tools.front_end; }
	@touch $@

clean:
	@echo 'Removing .venv, node_modules, built pages, caches and the demo data ...'
	@rm -rf .venv node_modules data/demo dist build commesso/ui/static/ui
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find commesso tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
	@find commesso -name '*.mo' -delete
