# Two commands do everything: `make demo` and `make test`. Needs Python >= 3.11 and make, nothing else.
PYTHON ?= python3
BIN := .venv/bin
STORE := .kg/demo

.PHONY: demo test crash check lint format types layers check-page bench bench-peers ablation bench-page bench-serve soak fuzz-serve w3c bench-stores servers peers lock ontology ontology-report profile docs exports clean

demo: .venv/run.stamp ## build the graph of seeds/, ask it a few questions, write exports/
	$(BIN)/kg build --store $(STORE) seeds
	$(BIN)/kg query --store $(STORE) meetings
	$(BIN)/kg query --store $(STORE) condemnations
	$(BIN)/kg query --store $(STORE) hedged-commitments
	$(BIN)/kg links --store $(STORE) Japan NATO
	$(MAKE) --no-print-directory exports

exports: .venv/run.stamp ## write the exports of the demo's store
	@mkdir -p exports
	@for format in turtle:ttl trig:trig nquads:nq ntriples:nt jsonld:jsonld rdfxml:rdf graphml:graphml gexf:gexf csv:csv; do \
	  $(BIN)/kg export --store $(STORE) --format $${format%%:*} -o exports/seed.$${format##*:} || exit 1; \
	done
	@$(BIN)/kg view --store $(STORE) -o exports/seed.html
	@$(BIN)/python -m kg.documenting context -o exports/context.jsonld

test: .venv/dev.stamp ## the whole test suite
	$(BIN)/python -m pytest -n auto

crash: .venv/dev.stamp ## kill, fill and damage stores at random, at length (30 minutes), with counts
	$(BIN)/python -m tests.endurance

check: .venv/dev.stamp lint types layers check-page ## everything but the tests that a reviewer asks for

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

types: .venv/dev.stamp
	$(BIN)/mypy

layers: .venv/dev.stamp
	$(BIN)/lint-imports

check-page: ## the types of the page's modules and their unit tests, where node and npm are
	@if command -v npm >/dev/null; then cd tests/page/js && npm ci --silent --no-audit --no-fund && npx tsc -p . && node --test .; \
	else echo "check-page: skipped, needs node and npm"; fi

bench: .venv/dev.stamp peers ## ratios against named peers, in one run
	$(BIN)/python -m benchmarks

bench-peers: .venv/dev.stamp peers ## accuracy beside a spaCy matcher and Semantica, on the same gold in one run
	$(BIN)/python -m benchmarks.understanding

ablation: .venv/dev.stamp ## what each stage of the extraction brings, on the gold whose texts are at hand
	$(BIN)/python -m benchmarks.ablation

bench-page: .venv/dev.stamp ## the page at 1k, 10k and 100k edges beside other libraries, in Chromium
	$(BIN)/python -m benchmarks.page

bench-serve: .venv/dev.stamp peers ## requests a second beside rdflib-endpoint and Fuseki; needs wrk
	$(BIN)/python -m benchmarks --only serving

soak: .venv/dev.stamp ## cheap, dear and hostile requests for five minutes: no failure, flat memory; needs wrk
	$(BIN)/python -m benchmarks.soak

fuzz-serve: .venv/dev.stamp ## many more requests after the OpenAPI description
	KG_EXAMPLES=500 $(BIN)/python -m pytest -q tests/serve/test_interface.py

w3c: .venv/dev.stamp ## the W3C's SPARQL suites through the endpoint: docs/sparql-conformance.md
	$(BIN)/python -m tests.serve.conformance

bench-stores: .venv/dev.stamp ## load, replace, query and export beside rdflib, Virtuoso and Fuseki: DOCUMENTS="1000 10000"
	$(BIN)/python -m benchmarks.stores $(DOCUMENTS)

servers: ## Fuseki's jar, for live tests and benchmarks of stores; Virtuoso is Debian's virtuoso-opensource-7-bin
	mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy -DoutputDirectory=.servers \
	  -Dartifact=org.apache.jena:jena-fuseki-server:4.10.0

peers: .venv-peers/stamp ## the environment of the peers that `make bench` runs

ontology: .venv/run.stamp ## the ontology as one Turtle file, for a release: dist/defcoop-ontology.ttl
	$(BIN)/python -m kg.documenting release -o dist/defcoop-ontology.ttl

ontology-report: .venv/run.stamp ## judge the ontology by the queries of ontology/reports/
	$(BIN)/python -m kg.documenting report

profile: ontology ## whether the released ontology is OWL 2 DL, by the OWL API; needs a JDK and Maven
	mvn -q -B -f tests/ontology/profile/pom.xml org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies \
	  -DoutputDirectory=$(CURDIR)/.servers/owlapi
	java -cp '.servers/owlapi/*' tests/ontology/profile/OwlProfile.java dist/defcoop-ontology.ttl

docs: .venv/run.stamp ## the reference of the ontology as HTML: docs/reference/index.html
	$(BIN)/python -m kg.documenting reference -o docs/reference

lock: .venv/dev.stamp ## renew the hash-locked requirements from pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 -q --no-header --generate-hashes pyproject.toml --group build -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 -q --no-header --generate-hashes pyproject.toml --all-extras --group dev -o requirements-dev.lock

clean:
	rm -rf .venv .venv-peers .kg

.venv/run.stamp: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

.venv-peers/stamp: benchmarks/peers.lock
	$(PYTHON) -m venv .venv-peers
	-.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/peers.lock
	touch $@
