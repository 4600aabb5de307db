# The portal's commands. They need Python 3.11 or newer and make, nothing else.
#
#   make run          the whole portal on this machine (PORT=8000, BLO_HOME=var)
#   make test         every test this machine can run
#   make check        lint, types, architecture, migrations, API schema, translations
#   make format       put the code into its one format
#   make lock         compile requirements/*.in again
#   make messages     collect and compile the translations (needs gettext)
#   make openapi      write the API schema again, and what is made of it for partner systems
#   make screenshots  make the pictures of the README again (needs Chromium)

VENV := .venv
PY := $(VENV)/bin/python
FITS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
WORKERS ?= auto

.PHONY: run test check format lock messages openapi screenshots venv packages-run packages-dev
.SILENT: run venv packages-run packages-dev

run: packages-run
	exec $(PY) -m blo_portal.run

test: packages-dev
	BLO_DEMO=1 $(PY) -m pytest -n $(WORKERS) --dist loadfile

check: export BLO_DEMO = 1
check: packages-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	MYPYPATH=clients/python:clients $(PY) -m mypy --config-file clients/python/pyproject.toml \
	    --scripts-are-modules clients/*.py clients/python/blo_client clients/python/re*/*.py
	$(VENV)/bin/lint-imports
	$(PY) -m djlint templates --lint --quiet
	$(PY) manage.py check --fail-level WARNING
	$(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(PY) static/vendor/remake.py --check
	$(PY) clients/remake.py --check
	$(PY) -m tests.tidy

format: packages-dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url

lock: packages-run
	$(PY) -m pip install -qq --disable-pip-version-check uv
	$(LOCK) requirements/run.in --output-file requirements/run.txt
	$(LOCK) requirements/dev.in --constraint requirements/run.txt --output-file requirements/dev.txt

messages: export BLO_DEMO = 1
messages: packages-dev
	$(PY) -m tests.catalogues write

openapi: export BLO_DEMO = 1
openapi: packages-dev
	$(PY) manage.py spectacular --validate --file docs/openapi.yaml
	$(PY) clients/remake.py

screenshots: packages-dev
	$(PY) -m tests.screenshots

# PYTHON names the interpreter; without it the first that fits is taken. A .venv that no longer
# runs, or runs on a Python that is too old, is made anew.
venv:
	if $(PY) -c '$(FITS)' 2>/dev/null; then exit 0; fi; \
	for candidate in $(PYTHON) python3.12 python3.11 python3.13 python3; do \
	    if "$$candidate" -c '$(FITS)' 2>/dev/null; then \
	        exec "$$candidate" -m venv --clear $(VENV); \
	    fi; \
	done; \
	echo "The portal needs Python 3.11 or newer with its venv module; none was found (PYTHON=... names one)." >&2; \
	exit 2

# What is installed is remembered by the content of the list it came from.
packages-run packages-dev: packages-%: venv
	stamp=$(VENV)/.$*-$$(cksum < requirements/$*.txt | tr ' ' -); \
	if [ -e "$$stamp" ]; then exit 0; fi; \
	echo "Installing the packages of requirements/$*.txt ..."; \
	$(PY) -m pip install -qq --disable-pip-version-check --require-hashes \
	    -r requirements/$*.txt && touch "$$stamp"
