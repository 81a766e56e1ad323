# Needs python3 (3.11 or newer), python3-venv and make; nothing else.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
	--require-hashes --only-binary :all: --no-deps

PACKAGES := acpmigration technical_assistance nsa_grants experts knowledge dashboard
CODE := $(PACKAGES) tests manage.py
TEMPLATES = $(shell find templates -name '*.html' | sort)

.DEFAULT_GOAL := help
.PHONY: help serve test test-browser check format description messages lock audit production-check clean build
.DELETE_ON_ERROR:

help: ## Show this list
	@echo "make <target>, where the target is one of"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do \
		printf '  %-18s %s\n' "$$name" "$$text"; done

# Set-up ------------------------------------------------------------------------------------------

$(VENV)/made:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Python is missing: install python3 and python3-venv, or name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "The portal needs Python 3.11 or newer, but $(PYTHON) is $$($(PYTHON) -V). Name another: make PYTHON=python3.12"; \
		exit 1; }
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || { \
		echo "Python could not make $(VENV). On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/base: requirements/base.txt $(VENV)/made
	@echo "Installing what the portal needs ..."
	@$(PIP_INSTALL) -r requirements/base.txt
	@touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/base
	@echo "Installing what checks and tests need ..."
	@$(PIP_INSTALL) -r requirements/dev.txt
	@touch $@

build: $(VENV)/base ## Install what the portal needs, build messages, stylesheet and scripts
	@$(BIN)/python -m acpmigration.messages compile
	@$(BIN)/python -m acpmigration.stylesheet
	@$(BIN)/python -m acpmigration.scripts

# Running -----------------------------------------------------------------------------------------

# One process with threads: the demo's cache is local memory. Errors look as on a real site;
# `DJANGO_DEBUG=1 make serve` shows Django's own pages instead.
serve: export DJANGO_DEBUG ?= 0
serve: export DJANGO_SETTINGS_MODULE = acpmigration.settings.development
# What links in mails begin with.
serve: export SITE_URL ?= http://$(HOST):$(PORT)
serve: build ## Set up whatever is missing and serve the demo (PORT=8000)
	@$(BIN)/python manage.py prepare_demo
	@echo "Serving http://$(HOST):$(PORT)/ (Ctrl-C stops)"
	@exec $(BIN)/gunicorn acpmigration.wsgi --bind $(HOST):$(PORT) --threads 8 --log-level warning --limit-request-line 8190

# Checking ----------------------------------------------------------------------------------------

test: $(VENV)/dev build ## Run the tests (ARGS="..." for pytest); DATABASE_URL and REDIS_URL choose others
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

test-browser: $(VENV)/dev build ## Run the tests that need Debian's chromium, LibreOffice Calc, curl or R
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -m "browser and not load" $(ARGS)
	@# Apart, one after the other: what they measure is the machine's too.
	@$(BIN)/pytest -m load $(ARGS)
	@# Apart: a process that has driven a browser can make no database.
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -m "(calc or examples) and not browser" $(ARGS)

check: export DJANGO_SETTINGS_MODULE = acpmigration.settings.test
check: $(VENV)/dev build ## Lint, types, imports, templates, migrations, messages
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy $(PACKAGES)
	$(BIN)/lint-imports --no-cache
	$(BIN)/djade --target-version 5.2 --check $(TEMPLATES)
	$(BIN)/djhtml --tabwidth 2 --check templates
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m acpmigration.messages check

format: $(VENV)/dev ## Format code and templates
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)
	$(BIN)/djade --target-version 5.2 $(TEMPLATES) || $(BIN)/djade --target-version 5.2 --check $(TEMPLATES)
	$(BIN)/djhtml --tabwidth 2 templates

description: export DJANGO_SETTINGS_MODULE = acpmigration.settings.test
description: $(VENV)/base ## Describe the API anew in docs/api/openapi.json
	@$(BIN)/python manage.py spectacular --format openapi-json --fail-on-warn --file docs/api/openapi.json

messages: $(VENV)/base ## Bring the message catalogues up to date with the sources
	@$(BIN)/python -m acpmigration.messages extract

production-check: $(VENV)/base ## Django's deployment check on production settings (environment must be set)
	@DJANGO_SETTINGS_MODULE=acpmigration.settings.production \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

# Dependencies ------------------------------------------------------------------------------------

UV_COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --custom-compile-command "make lock" --quiet

lock: ## Renew the lock files from requirements/*.in (needs uv and the network)
	@command -v uv >/dev/null || { echo "uv is missing: pipx install uv"; exit 1; }
	$(UV_COMPILE) $(ARGS) requirements/base.in -o requirements/base.txt
	$(UV_COMPILE) $(ARGS) requirements/dev.in -c requirements/base.txt -o requirements/dev.txt

$(VENV)/audit/made: $(VENV)/made
	@$(BIN)/python -m venv $(VENV)/audit
	@$(VENV)/audit/bin/pip install --quiet --disable-pip-version-check pip-audit
	@touch $@

audit: $(VENV)/audit/made ## Ask whether a locked version has a known hole (needs the network)
	$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/base.txt
	$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements/dev.txt

clean: ## Take away what make has built; records, mail and uploads in var/ stay
	rm -rf $(VENV) var/build var/static .mypy_cache .pytest_cache .ruff_cache .hypothesis htmlcov .coverage
	find locale -name '*.mo' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
