# The two commands for a fresh machine, and the ones that make what is generated.
#   make demo   install into .venv and run the main job on the sample inbox, into .demo/
#   make test   set up, then lint, types and all tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .demo
LANGUAGE ?= $(if $(CONTEST_LANG),$(CONTEST_LANG),$(if $(findstring zh,$(LC_ALL)$(LANG)),zh,en))
CONTEST := $(BIN)/contest --lang $(LANGUAGE)

.PHONY: demo test fast catalogue submissions expected docs bench clean

demo: $(VENV)/installed
	@test -f $(DEMO)/contest.toml || $(CONTEST) init $(DEMO)
	@$(CONTEST) --dir $(DEMO) track submissions || test $$? -eq 1
	@$(CONTEST) --dir $(DEMO) awards grant 1 一等奖 --reason demo
	@$(CONTEST) --dir $(DEMO) awards grant 2 二等奖 --reason demo
	@$(CONTEST) --dir $(DEMO) awards grant 7 三等奖 --reason demo
	@$(CONTEST) --dir $(DEMO) track
	@$(CONTEST) --dir $(DEMO) awards export -o $(DEMO)/exports/awards.md
	@$(CONTEST) --dir $(DEMO) awards export -o $(DEMO)/exports/awards.xlsx
	@cat $(DEMO)/exports/awards.md

test: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tests/catalogue.py --check
	$(BIN)/python -m pytest -n auto --dist loadfile -m "slow or not slow" $(PYTEST)

fast: $(VENV)/tested
	$(BIN)/python -m pytest -n auto --dist loadfile

# The Chinese catalogue, from the messages in the code.
catalogue: $(VENV)/tested
	$(BIN)/python tests/catalogue.py

# The sample inbox, and the reports that are expected for it (to be read before they are kept).
submissions: $(VENV)/tested
	$(BIN)/python tests/make_submissions.py

expected: $(VENV)/tested
	$(BIN)/python tests/expected.py

# The generated tables of both READMEs.
docs: $(VENV)/tested
	$(BIN)/python tests/documents.py

bench: $(VENV)/tested
	cd tests && ../$(BIN)/python -m bench

clean:
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "contest needs Python 3.11 or newer; name one with: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 2; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) && test -x $(BIN)/pip \
	  || { rm -rf $(VENV); echo "This Python can't make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 2; }

$(VENV)/installed: $(BIN)/python pyproject.toml
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/tested: $(BIN)/python pyproject.toml
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(VENV)/installed $@
