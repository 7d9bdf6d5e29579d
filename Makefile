# Everything one types, in one place: `make help` lists it.
# Plain enough for GNU make 3.81, which macOS still ships.

PYTHON ?=
PORT ?= 8000
# One date for every file of a build: that of the last commit, or a fixed one outside git.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || echo 1767225600)
export PYTHON SOURCE_DATE_EPOCH

RUN := .venv/bin/python -m
READY := .venv/ready node_modules/ready
BIOME := sh tools/setup.sh npm --silent exec -- biome
ESLINT := sh tools/setup.sh npm --silent exec -- eslint
TEST := $(RUN) pytest -n auto --dist loadgroup
OPTIONS := -c . -d build/doctrees -n -j auto

# Sphinx shows a warning once; forgetting what it read makes it show it again until it is mended.
WRITE = $(RUN) sphinx $(OPTIONS) -W --keep-going -b $(1) book $(2) || { rm -rf build/doctrees; exit 1; }

.DEFAULT_GOAL := site
.PHONY: site editions html check test proof serve bench links lint format lock clean help

site: editions ## Build the book, to read and to take along, into build/site (plain `make`)
	$(call WRITE,html -a -t editions,build/site)
	@echo "The book is ready: open build/site/index.html"

editions: $(READY)
	@sh tools/system.sh install pdf
	$(call WRITE,pdf,build/pdf)
	$(call WRITE,epub,build/epub)
	$(call WRITE,notebooks,build/editions/notebooks)
	$(RUN) tools.lite

html: $(READY) ## Build the pages alone into build/html, which needs only Python
	$(call WRITE,html,build/html)
	@echo "The pages are ready: open build/html/index.html"

check: lint ## Prove in a minute what needs neither a browser nor a build
	$(RUN) tools.web
	$(TEST) -m "not browser and not build" --ignore=tests/site --ignore=tests/formats

# A make of its own: `make -j` would otherwise test while it builds.
test: lint site ## Set up, build everything and run every test (CHANGED=1: what a change can touch)
	@$(MAKE) proof

proof: $(READY) ## Run every test on what is built (PART=tests/site: only those)
	@sh tools/system.sh install chromium
	@sh tools/system.sh install checkers
	@sh tools/system.sh install firefox
	@sh tools/system.sh install webkit
	@sh tools/system.sh install nginx
	$(TEST) $(if $(CHANGED),--changed) $(PART)

serve: $(READY) ## Preview at http://127.0.0.1:8000, rebuilt on every save (PORT=... changes it)
	$(RUN) sphinx_autobuild $(OPTIONS) -t preview --port $(PORT) --open-browser \
	  --watch src --watch conf.py --ignore '*/__pycache__/*' book build/preview

bench: site ## Time neurocalc, the page's Python, the demos and the build (QUICK=1: once)
	@sh tools/system.sh install chromium
	$(RUN) bench $(if $(QUICK),--quick)

links: $(READY) ## Ask every other site the book links to whether the page is there
	$(RUN) sphinx $(OPTIONS) -b linkcheck book build/links

lint: $(READY) ## Check the style of the code, changing nothing
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	@$(BIOME) check --error-on-warnings
	@$(ESLINT) src/web book/_static

format: $(READY) ## Put the code into the style that `make lint` asks for
	$(RUN) ruff check --fix .
	$(RUN) ruff format .
	@$(BIOME) check --write

lock: $(READY) ## Take the newest allowed versions into the lock files
	$(RUN) uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
	  --no-header --no-annotate --extra all --group book --group editions --group test \
	  pyproject.toml -o requirements.lock
	echo uv | $(RUN) uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
	  --no-header --no-annotate - -o tools/uv-requirements.txt
	sh tools/setup.sh npm update

clean: ## Remove what was built; the installed packages stay
	rm -rf build .pytest_cache .ruff_cache .hypothesis

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | awk -F'|' '{printf "  make %-8s %s\n", $$1, $$2}'

# The set-up runs again only when what it installs from has changed.
.venv/ready: requirements.lock tools/uv-requirements.txt tools/setup.sh
	@sh tools/setup.sh python
	@touch $@

node_modules/ready: package-lock.json package.json .npmrc .venv/ready
	@sh tools/setup.sh node
	@touch $@
