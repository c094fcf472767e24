# What people run. Every target brings what it needs, once (scripts/bootstrap).
.PHONY: build demo test lint format docs clean

# The program, optimised: .build/release/gr00t
build: bootstrap
	swift build -c release --product gr00t

# From nothing to a picture: data, model, evaluation, on any machine.
demo: build
	scripts/demo

# In release mode on purpose: the tests run against the code that ships, and one build serves both. What talks over sockets and
# to servos goes first and alone: it watches clocks, and the others take all processors. What is stuck is shown and ended.
timed := ^(Client|Peer|Robot|Service)Tests\.
test: bootstrap
	swift build -c release --build-tests
	scripts/watched 10 swift test -c release --skip-build --disable-xctest --filter '$(timed)'
	scripts/watched 10 swift test -c release --skip-build --disable-xctest --skip '$(timed)'

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
