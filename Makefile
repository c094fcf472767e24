# What people run. Every target brings what it needs, once (scripts/bootstrap).
.PHONY: build demo test lint format docs clean

# The program, optimised: .build/release/gr00t
build: bootstrap
	swift build -c release --product gr00t

# From nothing to a picture: data, model, evaluation, on any machine.
demo: build
	scripts/demo

# In release mode on purpose: the tests run against the code that ships, and one build serves both. What talks over sockets and
# to servos goes first and alone, library by library: it watches clocks, the others take all processors, and Foundation's way to
# start a process is not safe where a thousand files are open. What is stuck is shown and ended.
alone := Client Peer Robot Service Playground
run := scripts/watched 10 swift test -c release --skip-build --disable-xctest
test: bootstrap
	swift build -c release --build-tests
	$(foreach suite,$(alone),$(run) --filter '^$(suite)Tests\.' &&) true
	$(run) --skip '^($(shell echo $(alone) | tr ' ' '|'))Tests\.'

lint:
	swift format lint --strict --parallel --recursive Sources Tests Benchmarks Package.swift

format:
	swift format --in-place --parallel --recursive Sources Tests Benchmarks Package.swift

# The articles and every public declaration, as web pages under out/documentation.
docs: bootstrap
	scripts/documentation out/documentation

clean:
	rm -rf .build out

.PHONY: bootstrap
bootstrap:
	@scripts/bootstrap
