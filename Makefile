# Two commands to know: `make run` serves a newspaper, `make test` proves that everything holds.

LISTEN ?= 127.0.0.1:8000
DATA ?= manset-data
SIZE ?= 100000

.PHONY: help run test check bench evaluate
.DEFAULT_GOAL := help

help:
	@echo "make run      build, fill an empty $(DATA)/ with the demo paper, and serve it on $(LISTEN)"
	@echo "              (make run LISTEN=0.0.0.0:9000 DATA=/srv/paper)"
	@echo "make test     every test, on SQLite and PostgreSQL, and the checks of what readers get"
	@echo "make check    the quick part: format, walls between crates, licences, clippy"
	@echo "make evaluate search, likeness and language on other people's texts in ../shared/data, into docs/evaluation.md"
	@echo "make bench    the budgets measured, beside nginx and at several sizes, into docs/benchmarks.md (about 10 minutes)"
	@echo "              (make bench SIZE=1000000 goes to a million stories: an hour, 20 GB)"

run:
	@tools/setup run
	cargo build --release -p manset
	@tools/run-demo "$${CARGO_TARGET_DIR:-target}/release/manset" "$(DATA)" "$(LISTEN)"

test:
	@tools/setup test
	@cargo xtask ci

check:
	@cargo xtask check

evaluate:
	@tools/setup run
	@cargo xtask evaluate

bench:
	@tools/setup bench
	cargo build -p xtask
	cargo build --release -p manset
	cargo build --release -p media --example renditions
	@bench/run "$${CARGO_TARGET_DIR:-target}/release/manset" --size $(SIZE)
