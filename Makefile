# The whole of a newcomer's vocabulary: make demo, make test, make check, make bench.
# Each sets up what it needs in .venv the first time, and says so.

PYTHON ?= python3
# More than cores: a test with a server mostly waits.
WORKERS ?= 3
BIN := .venv/bin
READY := .venv/ready
# Tests and the demo begin many processes: what Python compiled once is kept, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check bench pages constraints reference clean

help:
	@echo 'make demo    a shop with a year of history at http://127.0.0.1:8000'
	@echo 'make test    every test, in random order, without network'
	@echo 'make check   style, types, import contracts, sizes, names, translations'
	@echo 'make bench   the figures of docs/explanation/performance.md on this machine'
	@echo 'make clean   remove what the other commands made, the demo data too'

demo: pages
	@COMMESSO_DATA=$${COMMESSO_DATA:-data/demo} $(BIN)/commesso demo

test: pages
	@echo 'Testing with $(WORKERS) workers, in random order ...'
	@$(BIN)/python -m tools.npm run --silent test
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: pages
	@$(BIN)/python -m tools.check

bench: pages
	@$(BIN)/python -m benchmarks $(ARGS)

reference: pages
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

# The install made the pages; this makes them anew when what they are made of changed.
pages: $(READY)
	@$(BIN)/python -m tools.front_end

clean:
	@echo 'Removing .venv, node_modules, built pages, caches and the demo data ...'
	@rm -rf .venv node_modules data/demo dist build commesso/ui/static/ui commesso/onsite/static/tag
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find commesso tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
	@find commesso -name '*.mo' -delete
