# Two commands matter on a fresh machine: `make demo` and `make test`. Both are safe to run again.
.PHONY: help demo serve test quick lint bench vendor requirements clean
PY := .venv/bin/python

help:  ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo:  ## a demo organisation with simulated data on http://127.0.0.1:8000
	@bin/demo

test:  ## everything: both databases, a real browser, the long simulations
	@bin/test

quick: .venv/dev  ## the tests for daily work, on SQLite, in random order (again: --randomly-seed=last)
	@$(PY) -m pytest -n 2 -m "not slow and not browser"

lint: .venv/dev  ## style, types, migrations, deployment settings
	@bin/lint

bench: .venv/dev  ## ratios against plain code, side by side in one run
	@$(PY) -m bench

vendor:  ## fetch the front-end files anew and check them against their lock
	@bin/vendor

requirements: .venv/dev  ## compile the pinned requirements from the .in files
	@for list in requirements requirements-dev; do .venv/bin/uv pip compile --quiet --generate-hashes \
		--no-emit-index-url --no-emit-find-links --python-version 3.11 \
		--custom-compile-command "make requirements" $$list.in --output-file $$list.txt; done

clean:  ## remove what the other commands made
	@rm -rf .venv var staticfiles

.venv/dev: requirements.txt requirements-dev.txt
	@bin/install dev
