# Casetally: the commands of a working day. `make` alone lists them.
# Needs only make and Python 3.11 or newer; everything else comes from requirements/*.lock into .venv.

VENV := .venv
BIN := $(VENV)/bin
INBOX ?= samples
DATA ?= data
CODE := extraction warehouse expectations flows
# --no-deps: the lock names every package, and pip 23 refuses hashes beside a requirement with extras.
INSTALL := $(BIN)/python -m pip install -qq --no-input --disable-pip-version-check --no-deps

# Security rules that see faults where none are: a safe YAML loader chosen by getattr, commands that are lists of our own
# words, SQL put together from declared names (values are bound).
NO_FAULTS := S506,S603,S608

export DO_NOT_TRACK = 1
export PREFECT_SERVER_ANALYTICS_ENABLED = false

.DEFAULT_GOAL := help
.PHONY: help install nightly test test-ocr test-dask bench pictures s3 ocr dask lint audit format lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/run.stamp ## install what is needed into .venv, and nothing else

nightly: $(VENV)/run.stamp ## install what is needed, run one night over the samples into ./data, say what was published
	@$(BIN)/python -m flows run --inbox "$(INBOX)" --data "$(DATA)"

test: $(VENV)/test.stamp lint ## install what tests need, check style, types and direction of imports, run every test
	$(BIN)/python -m pytest -n auto --dist loadfile

test-ocr: $(VENV)/test.stamp $(VENV)/ocr.stamp ## install the OCR extra and run its tests, which `make test` leaves out
	$(BIN)/python -m pytest tests/ocr

test-dask: $(VENV)/test.stamp $(VENV)/dask.stamp ## install the Dask extra and run its tests, which `make test` leaves out
	$(BIN)/python -m pytest tests/dask

bench: $(VENV)/test.stamp build/peers/stamp ## measure speed beside references of the same run, into bench/results/speed.md
	$(BIN)/python -m bench

pictures: $(VENV)/test.stamp ## take the pictures of README.md anew; needs chromium and its driver
	$(BIN)/python docs/images/take.py

s3: $(VENV)/s3.stamp ## install what an inbox or a lake in object storage needs: casetally[s3]

ocr: $(VENV)/ocr.stamp ## install what reading page images needs: casetally[ocr], about 300 MB

dask: $(VENV)/dask.stamp ## install what reading on a Dask cluster needs: casetally[dask]

lint: $(VENV)/test.stamp ## check style, types and direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

audit: $(VENV)/test.stamp ## check the locks, our code, and published advisories where they can be reached
	@$(BIN)/ruff check --select S --ignore $(NO_FAULTS) $(CODE)
	@$(BIN)/python -m venv build/audit
	@build/audit/bin/python -m pip install -qq --no-input --disable-pip-version-check pip-audit packaging pyyaml
	@build/audit/bin/python -m bench.audit

format: $(VENV)/test.stamp ## put the code in order as `make lint` wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## resolve requirements/*.in anew into the locks, keeping versions that still fit
	@rm -rf build/lock && $(call find_python) && "$$python" -m venv build/lock
	@build/lock/bin/python -m pip install -qq --disable-pip-version-check uv
	@for name in run s3 ocr dask test; do build/lock/bin/uv pip compile --quiet requirements/$$name.in --python-version 3.11 \
	  --universal --generate-hashes --no-emit-index-url -o requirements/$$name.lock || exit 1; done
	@rm -rf build/lock

clean: ## remove what the commands above made here; the data folder stays
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

build/peers/stamp: bench/peers/requirements.txt | $(BIN)/python
	@$(BIN)/python -m venv build/peers
	@build/peers/bin/python -m pip install -qq --no-input --disable-pip-version-check -r bench/peers/requirements.txt \
	  && touch $@ || { rm -rf build/peers; echo "jionlp could not be installed: the rest is measured without it."; }

# A shell fragment that sets $python to a Python of 3.11 or newer, or ends with a sentence. PYTHON, where named, is the
# only one tried.
define find_python
python=""; \
for name in $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11); do \
  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then python="$$name"; break; fi; \
done; \
if [ -z "$$python" ]; then echo "$(no_python)" >&2; exit 1; fi
endef

no_python = $(if $(PYTHON),PYTHON=$(PYTHON) does not start Python 3.11 or newer: give another path or leave PYTHON out.,$\
  Casetally needs Python 3.11 or newer, and none was found: install one, or name it: make nightly PYTHON=/path/to/python3)

$(BIN)/python:
	@$(call find_python); \
	echo "Making $(VENV) with $$("$$python" --version)"; \
	"$$python" -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "This Python cannot make a virtual environment: install its venv package (on Debian and Ubuntu: python3-venv)." >&2; exit 1; }

$(VENV)/run.stamp: requirements/run.lock pyproject.toml | $(BIN)/python
	@echo "Installing the locked packages into $(VENV) (once, about a minute)"
	@$(INSTALL) --require-hashes -r requirements/run.lock
	@$(INSTALL) --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q $(CODE)
	@touch $@

$(VENV)/test.stamp: requirements/test.lock $(VENV)/run.stamp
	@echo "Installing what the tests need into $(VENV) (once)"
	@$(INSTALL) --require-hashes -r requirements/test.lock
	@touch $@

$(VENV)/s3.stamp $(VENV)/ocr.stamp $(VENV)/dask.stamp: $(VENV)/%.stamp: requirements/%.lock $(VENV)/run.stamp
	@echo "Installing the extra $* into $(VENV) (once)"
	@$(INSTALL) --require-hashes -r requirements/$*.lock
	@touch $@
