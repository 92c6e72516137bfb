# Two commands matter: `make run` opens the tool, `make test` checks everything.
PYTHON ?= python3
VENV ?= $(or $(PREMIERS_PAS_VENV),.venv)
BIN := $(VENV)/bin

.PHONY: run test lint format types content setup-dev bench bench-atelier pictures golden

run:
	@PORT="$(PORT)" $(PYTHON) scripts/start.py run

test: setup-dev lint types content
	@$(BIN)/python scripts/programs.py chromium libreoffice qpdf mutool pdftoppm
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev
	$(BIN)/mypy

content: setup-dev
	$(BIN)/python -m premierspas verifier-contenu

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Needs pdftoppm (poppler).
pictures: setup-dev
	@$(BIN)/python scripts/programs.py chromium
	$(BIN)/python -m tests.browser.pictures

golden: setup-dev
	@$(BIN)/python scripts/programs.py pdftoppm
	$(BIN)/python -m tests.pdf.golden

bench: setup-dev
	@$(BIN)/python scripts/programs.py chromium
	$(BIN)/python -m tests.load.measure

# Needs nginx (Debian: apt install nginx); faketime and the right to mount for two of the faults.
bench-atelier: setup-dev
	@$(BIN)/python scripts/programs.py chromium
	$(BIN)/python -m tests.load.workshop
	$(BIN)/python -m tests.load.faults

setup-dev:
	@$(PYTHON) scripts/start.py setup-dev
