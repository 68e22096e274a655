# Plumbline: everything that a stranger needs. `make demo` and `make test` are the two commands of the README.

SWIFT ?= swift
JOBS ?= 2

.PHONY: demo test test-postfix test-hardening test-asan test-ubsan fuzz build setup bench soak lint format clean

demo: setup
	@./scripts/demo

# Its temporary folder is open to other users: some tests run as one.
test: setup
	$(SWIFT) format lint --strict --recursive --configuration .swift-format Package.swift Sources Tests fuzz
	@folder=$$(mktemp -d) && chmod 755 "$$folder" && trap 'rm -rf "$$folder"' EXIT && TMPDIR=$$folder $(SWIFT) test -j $(JOBS)

# With a private Postfix on the loopback; as root.
test-postfix: setup
	$(SWIFT) build -j $(JOBS) --product plumbline
	@./scripts/test-postfix

# The daemon under the hardening of its systemd unit, as far as that can be had here; as root.
test-hardening: setup
	$(SWIFT) build -j $(JOBS) --product plumbline
	@./scripts/test-hardening

# With the sanitizers that the toolchain has; F names suites: make test-asan F=UnpackingTests
test-asan: setup
	@JOBS=$(JOBS) ./scripts/test-sanitizer address $(if $(F),--filter '$(F)')

test-ubsan: setup
	@JOBS=$(JOBS) ./scripts/test-sanitizer undefined $(if $(F),--filter '$(F)')

# One reader under libFuzzer for some seconds: make fuzz T=Zip S=60
T ?= Message
S ?= 60
fuzz: setup
	@JOBS=$(JOBS) ./scripts/fuzz $(T) $(S)

build: setup
	$(SWIFT) build -c release -j $(JOBS) --static-swift-stdlib --product plumbline

# System libraries and tools; does nothing where they are there.
setup:
	@./scripts/setup

bench: build
	@./scripts/bench

# 100,000 mails, some of them hostile: minutes, and some GB of disk. SOAK="--mails 5000" for a quick one.
soak: build
	@./scripts/setup python3
	@python3 -B Tests/soak/soak.py --plumbline .build/release/plumbline $(SOAK)

lint:
	$(SWIFT) format lint --strict --recursive --configuration .swift-format Package.swift Sources Tests fuzz

format:
	$(SWIFT) format --in-place --recursive --configuration .swift-format Package.swift Sources Tests fuzz

clean:
	rm -rf .build .build-asan .build-fuzz
