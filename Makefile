# The commands of the project. `make run` and `make check` do everything on a fresh Debian machine.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Caches stay out of the tree. Without that of Python each process that runs tests would compile them anew, for half a minute.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/$(VENV)/pycache
export RUFF_NO_CACHE := true
export MYPY_CACHE_DIR := $(VENV)/mypy-cache

# More than there are processors, since many wait for a browser or a database; tests/conftest.py groups the modules.
AT_ONCE := -n 4 --dist loadfile --no-loadscope-reorder

.PHONY: run check soak fix bench requirements municipalities pictures

run: $(VENV)/run.stamp ## install what is needed and start on http://localhost:8501
	$(BIN)/streamlit run app.py

# Only what the tests import is compiled, when they do.
check soak: export PIP_NO_COMPILE := 1

check: $(VENV)/check.stamp ## format, lint, types, content, tests; changes nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	# Meanwhile the other processor compiles what the tests import.
	$(BIN)/mypy & types=$$!; $(BIN)/python -m pytest --collect-only -q >$(VENV)/tests.txt; wait $$types
	$(BIN)/python cli.py check
	$(BIN)/python -m pytest -m "not soak" $(AT_ONCE) --reruns 1 -r fER

soak: $(VENV)/check.stamp ## what takes long: every further situation, 200 kills in the midst of writing, 30 s without PostgreSQL
	DX_KILLS=200 DX_AWAY_S=30 DX_STARTS=40 DX_THOROUGH=1 $(BIN)/python -m pytest -m "soak or lasting or hypothesis" \
		$(AT_ONCE) -r fE

fix: $(VENV)/check.stamp ## rewrite what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/check.stamp ## measure; the figures go into docs/performance.md by hand
	$(BIN)/python -m benchmarks.run

requirements: $(VENV)/check.stamp ## pin the newest versions for all platforms
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --no-header --no-emit-index-url \
		requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --no-header --no-emit-index-url \
		requirements-dev.in -o requirements-dev.txt

municipalities: $(VENV)/check.stamp ## build the list of municipalities from its packages
	$(BIN)/python -m questionnaire.municipalities_build

pictures: $(VENV)/check.stamp ## take the pictures of 使い方 and of the READMEs anew
	$(BIN)/python -m tests.pictures

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

# uv takes a tenth of pip's time; where it does not reach the index, whose settings it reads elsewhere, pip does.
$(VENV)/check.stamp: requirements.txt requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	sh tests/install_services.sh & services=$$!; \
	$(BIN)/pip install --quiet --disable-pip-version-check $$(grep '^uv==' requirements-dev.txt) && \
	{ $(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements.txt -r requirements-dev.txt || \
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-dev.txt; } && \
	wait $$services
	touch $(VENV)/run.stamp $@
