# Everything sets itself up: `make demo` and `make test` work on a fresh clone.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
DEMO := out/demo
ASSETS := src/tawatur/report/assets
PAGES := $(wildcard frontend/src/*) frontend/package.json frontend/package-lock.json frontend/vite.config.js

.PHONY: install demo test check eval bench lock clean

install: $(VENV)/.installed $(ASSETS)/app.css

$(VENV)/.installed: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the pinned dependencies into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@$(BIN)/python -m tools.name_tables
	@touch $@

$(ASSETS)/app.css: $(PAGES)
	@command -v npm >/dev/null || { echo "Node 20 or newer (with npm) is needed to build the pages; see README.md."; exit 1; }
	@echo "Building the pages …"
	@cd frontend && npm ci --silent --no-audit --no-fund && npm run --silent build
	@touch $@

demo: install
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	$(BIN)/tawatur add $(DEMO)/harbour.tawatur examples/harbour/articles
	$(BIN)/tawatur verify $(DEMO)/harbour.tawatur
	$(BIN)/tawatur report $(DEMO)/harbour.tawatur -o $(DEMO)/harbour.html
	@echo
	@echo "The report is ready. Open it with:   xdg-open $(DEMO)/harbour.html    (macOS: open $(DEMO)/harbour.html)"

test: install
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff check src tests evaluation training
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: install
	$(BIN)/python -m evaluation.gold $(SHARED)/gold/seeds $(SHARED)/gold/aleppo $(SHARED)/gold/jamraya

bench: install
	$(BIN)/python -m bench

lock:
	$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra build --extra dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf out build *.egg-info
