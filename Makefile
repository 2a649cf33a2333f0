# plexpriv: what people and CI run. Type "make" for the list.

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GORELEASER  := github.com/goreleaser/goreleaser/v2@v2.16.0
VERSION     := $(shell git describe --tags --always --dirty 2>/dev/null)
BUILT       := $(shell git log -1 --format=%cI 2>/dev/null)

# Tests with a browser mostly wait for pages to come to rest: two packages with four tests
# each, or six end-to-end tests, take two cores two thirds of their time.
TEST := go test

.DEFAULT_GOAL := help
.PHONY: help deps build test pages soak fuzz mutants lint bench bench-peers demo film a11y gallery dist dist-test reproducible picture

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## install what the tests need: Chromium, a keyring, certutil (Debian; sudo or root)
	@.ci/deps

build: ## build bin/plexpriv
	@go build -trimpath -ldflags "-s -w -X main.version=$(VERSION) -X main.built=$(BUILT)" -o bin/plexpriv ./cmd/plexpriv

test: ## gofmt, go vet and all tests; end-to-end with a real Chromium on a made-up plex.tv
	@files=$$(gofmt -l $$(git ls-files '*.go')) && test -z "$$files" || { echo "gofmt these: $$files"; exit 1; }
	go vet ./...
	$(TEST) -p 2 -parallel 4 -timeout 15m $$(go list ./... | grep -v '/e2e$$')
# The binary that e2e builds is not among the inputs that go test knows of, so
# its results must not come out of the cache.
	$(TEST) -p 1 -parallel 6 -count=1 -timeout 25m ./e2e

pages: ## all page cases of e2e/testdata/pages, and long lists, of which "test" tries one of each kind (some minutes)
	go test ./e2e -count=1 -v -parallel 3 -timeout 30m -run 'TestPages|TestLongLists' -args -all-pages

soak: ## what "test" does a few times, many times: runs that are killed, hostile pages (half an hour)
	go test ./flows -count=1 -v -timeout 30m -run TestSoak -args -soak 2000
	go test ./automation -count=1 -v -timeout 30m -run 'TestHostilePage' -args -thorough
	go test ./automation -count=1 -v -timeout 60m -run 'TestLeapSoak' -args -leaps 2000
	go test ./e2e -count=1 -v -timeout 60m -run 'TestNoTraces' -args -runs 50 -kills 20

FUZZTIME ?= 10m

fuzz: ## each fuzz test for FUZZTIME (10m), one after the other; FUZZ=Name only those of that name
	@set -e; grep -rn --include='*_test.go' -o 'func Fuzz[A-Za-z]*' . | sed 's,/[^/]*:[0-9]*:func , ,' | sort -u | grep '$(FUZZ)' | \
	while read -r pkg name; do \
		echo "$$pkg $$name"; \
		nice go test "$$pkg" -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x -parallel 1; \
	done

mutants: ## break each promise in a copy of the tree and see that a test notices (docs/dev/mutants.md)
	go run ./e2e/mutants -out docs/dev/mutants.md

gallery: ## try widgets and pages made of well-known component libraries (npm; an hour)
	@command -v npm >/dev/null || { echo "make gallery needs Node.js and npm: https://nodejs.org"; exit 1; }
	cd automation/testdata/libraries && npm ci && npm run build
	go test ./automation -count=1 -v -timeout 60m -run '^TestLibraries$$' -libraries
	go test ./e2e -count=1 -v -parallel 3 -timeout 120m -run '^TestGallery$$' -args -gallery .

lint: ## gofmt, go vet for three systems, staticcheck, phrases that nobody would say
	@files=$$(gofmt -l $$(git ls-files '*.go')) && test -z "$$files" || { echo "gofmt these: $$files"; exit 1; }
	GOOS=linux go vet ./...
	GOOS=darwin go vet ./...
	GOOS=windows go vet ./...
	go run $(STATICCHECK) ./...
	go test ./docs -run TestPhrases

BENCH := bin/bench-tool -peers e2e/bench/peers

bench: build bench-peers ## time plexpriv against Playwright, Puppeteer and a bare client (ARGS="-rounds 3 …")
	@go build -o bin/bench-tool ./e2e/bench
	$(BENCH) $(ARGS)

bench-peers:
	@if ! command -v npm >/dev/null; then echo "npm is missing: Playwright and Puppeteer are left out (install Node 20)"; \
	else cd e2e/bench/peers && npm ci --no-audit --no-fund --ignore-scripts --silent || echo "npm ci failed: Playwright and Puppeteer are left out"; fi

demo: deps build ## change a made-up Plex account for real and write what you see to demo/index.html
	@go run ./e2e/demo -plexpriv bin/plexpriv -out demo

film: deps build e2e/tools/node_modules ## pictures of what terminals show, of several widths, in film/ (needs npm)
	@go run ./e2e/film -plexpriv bin/plexpriv -out film

picture: deps build e2e/tools/node_modules ## the pictures of a terminal and of a report in README.md and docs (needs npm)
	@go run ./e2e/film -plexpriv bin/plexpriv -picture docs/report.png -screen docs/terminal.png

a11y: deps build e2e/tools/node_modules ## let axe look at reports and the page of plexpriv ui, on a phone, a screen and paper (needs npm)
	@go run ./e2e/a11y -plexpriv bin/plexpriv -out film
	@go test ./e2e -count=1 -run '^TestUI' -args -axe tools/node_modules/axe-core/axe.min.js

e2e/tools/node_modules: e2e/tools/package-lock.json
	@cd e2e/tools && npm ci --ignore-scripts --no-fund --no-audit
	@touch $@

# goreleaser asks for the address of the repository, and a clone without one would
# get packages of no version. Nothing is contacted.
DIST := GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=remote.origin.url \
	GIT_CONFIG_VALUE_0=https://github.com/plexpriv/plexpriv GOFLAGS= go run $(GORELEASER)

dist: ## packages for all systems in dist/, signed if PLEXPRIV_SIGNING_KEY names a key; nothing is published
	$(DIST) check
	$(DIST) release --snapshot --clean --parallelism 2 $(if $(PLEXPRIV_SIGNING_KEY),,--skip=sign)

dist-test: dist ## install the .deb and the .rpm in clean roots and try them (debootstrap, rpm, root)
	packaging/test-deb dist/plexpriv_*_$$(go env GOARCH).deb
	packaging/test-rpm dist/plexpriv-*.$$(uname -m).rpm

reproducible: ## build the last commit twice, in two places, and compare
	packaging/reproducible
