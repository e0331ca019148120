# SPDX-License-Identifier: Apache-2.0
#
# make            the programs, in build/release/bin
# make help       every target
#
# VARIANT=release|san|cov chooses the flags and the folder; V=1 shows the commands.

VARIANT  ?= release
PREFIX   ?= /usr/local
BUILD    := build/$(VARIANT)
Q        := $(if $(V),,@)
say       = $(if $(V),,@printf '  %-8s %s\n' $(1) $(2);)

.DEFAULT_GOAL := all
.SUFFIXES:
.SECONDARY:
.DELETE_ON_ERROR:

# --- flags ---------------------------------------------------------------------------------

IS_CLANG := $(shell $(CC) --version 2>/dev/null | grep -ci clang)

WARN := -Wall -Wextra -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes \
        -Wmissing-prototypes -Wvla -Wundef -Wwrite-strings -Wcast-qual -Wnull-dereference \
        -Wswitch-enum -Wdate-time -Werror
ifeq ($(IS_CLANG),0)
WARN += -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wformat-signedness -Wjump-misses-init
else
WARN += -Wcomma -Wassign-enum -Wunreachable-code -Wconditional-uninitialized \
        -Wmissing-variable-declarations
endif

HARDEN := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fPIE
LDHARDEN := -pie
ifeq ($(shell uname -s),Linux)
HARDEN += -fstack-clash-protection $(if $(filter x86_64,$(shell uname -m)),-fcf-protection=full)
LDHARDEN += -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,--as-needed
endif
ifeq ($(IS_CLANG),0)
HARDEN += -ftrivial-auto-var-init=zero
endif

OPT.release := -O2 $(HARDEN)
OPT.san     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPT.cov     := -O0 -g --coverage
LDOPT.release := $(LDHARDEN)
LDOPT.san     := -fsanitize=address,undefined
LDOPT.cov     := --coverage

PKGS     := jansson yaml-0.1
# The headers of libcurl only: common/net loads the library at the first request.
CPPFLAGS += -D_GNU_SOURCE -Icommon -Iplugins $(shell pkg-config --cflags $(PKGS) libcurl 2>/dev/null)
CFLAGS   += -std=gnu17 $(WARN) $(OPT.$(VARIANT)) -ffile-prefix-map=$(CURDIR)=.
LDFLAGS  += $(LDOPT.$(VARIANT))
LDLIBS   += $(shell pkg-config --libs $(PKGS) 2>/dev/null) -ldl

# --- sources -------------------------------------------------------------------------------

LAYERS   := base text net kube hcloud capi cli
LIB_SRC  := $(foreach layer,$(LAYERS),$(wildcard common/$(layer)/*.c))
EMBEDDED := $(sort $(wildcard common/*/data/*.* common/*/data/*/*.* common/*/data/*/*/*.*))
LIB_OBJ  := $(LIB_SRC:%.c=$(BUILD)/%.o) $(BUILD)/gen/embedded.o
LIB      := $(BUILD)/libkubehetzner.a

PLUGINS  := $(patsubst plugins/%/main.c,%,$(wildcard plugins/*/main.c))
program   = kubectl-hetzner$(if $(filter hetzner,$(1)),,-$(1))
PROGRAMS := $(foreach p,$(PLUGINS),$(BUILD)/bin/$(call program,$(p)))

UNIT     := $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%,$(wildcard tests/unit/test_*.c))
FUZZ     := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
ORACLES  := $(patsubst tests/oracle/%.c,$(BUILD)/tests/oracle/%,$(filter-out %/lines.c,$(wildcard tests/oracle/*.c)))
E2E      := $(patsubst tests/e2e/%.c,$(BUILD)/tests/e2e/%,$(wildcard tests/e2e/*.c))
SERVERS  := $(patsubst tests/servers/%.c,$(BUILD)/tests/servers/%,$(wildcard tests/servers/*.c)) \
            $(patsubst tests/servers/preload/%.c,$(BUILD)/tests/servers/%.so,$(wildcard tests/servers/preload/*.c))
C_FILES  := $(sort $(shell find common plugins tests -name '*.[ch]' -not -path '*/build/*' 2>/dev/null))
SCRIPTS  := $(sort $(shell grep -rlE '^\#!.*(sh|bats)$$' .ci common completions krew tests 2>/dev/null))

all: $(LIB) $(PROGRAMS)

# --- library and programs ------------------------------------------------------------------

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<) $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c $< -o $@

$(BUILD)/gen/embedded.c: common/embed.awk $(EMBEDDED)
	@mkdir -p $(@D)
	$(call say,GEN,$@) LC_ALL=C awk -f common/embed.awk $(EMBEDDED) > $@

$(BUILD)/gen/embedded.o: $(BUILD)/gen/embedded.c
	$(call say,CC,$<) $(CC) $(CPPFLAGS) $(CFLAGS) -c $< -o $@

$(LIB): $(LIB_OBJ)
	@rm -f $@
	$(call say,AR,$@) $(AR) rcs $@ $^

# A program is its plugin's objects and plugins/entry.c, which calls hz_plugin_<name>_main().
define PROGRAM
$(BUILD)/plugins/$(1)/entry.o: plugins/entry.c
	@mkdir -p $$(@D)
	$$(call say,CC,'$$< ($(1))') $$(CC) $$(CPPFLAGS) -DHZ_PLUGIN_MAIN=hz_plugin_$(1)_main $$(CFLAGS) -MMD -MP -c $$< -o $$@

$(BUILD)/bin/$(call program,$(1)): $(patsubst %.c,$(BUILD)/%.o,$(wildcard plugins/$(1)/*.c)) $(BUILD)/plugins/$(1)/entry.o $(LIB)
	@mkdir -p $$(@D)
	$$(call say,LD,$$@) $$(CC) $$(CFLAGS) $$(LDFLAGS) $$^ $$(LDLIBS) -o $$@
endef
$(foreach p,$(PLUGINS),$(eval $(call PROGRAM,$(p))))

# --- tests ---------------------------------------------------------------------------------

CHECK_LIBS := $(shell pkg-config --libs check 2>/dev/null)

# Test files may also use the objects of the plugins, less their entry points.
PLUGIN_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(wildcard plugins/*/*.c plugins/*/*/*.c))

# What the test programs share: the files that are no test.
UNIT_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(filter-out tests/unit/test_%,$(wildcard tests/unit/*.c)))

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(UNIT_OBJ) $(PLUGIN_OBJ) $(LIB)
	$(call say,LD,$@) $(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) $(CHECK_LIBS) -o $@

$(BUILD)/tests/servers/%: $(BUILD)/tests/servers/%.o $(LIB)
	$(call say,LD,$@) $(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -lmicrohttpd -o $@

# What is preloaded into a program has no sanitizer of its own.
$(BUILD)/tests/servers/%.so: tests/servers/preload/%.c
	@mkdir -p $(@D)
	$(call say,LD,$@) $(CC) $(CPPFLAGS) -std=gnu17 $(WARN) -O2 -fPIC -shared $< -o $@

$(BUILD)/tests/oracle/apply: $(patsubst %.c,$(BUILD)/%.o,$(wildcard plugins/sandbox/api/*.c))

$(BUILD)/tests/oracle/%: $(BUILD)/tests/oracle/%.o $(BUILD)/tests/oracle/lines.o $(LIB)
	$(call say,LD,$@) $(CC) $(CFLAGS) $(LDFLAGS) $(filter %.o,$^) $(LIB) $(LDLIBS) -o $@

$(BUILD)/tests/bench/%: $(BUILD)/tests/bench/%.o $(LIB)
	$(call say,LD,$@) $(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

$(BUILD)/tests/e2e/%: $(BUILD)/tests/e2e/%.o $(LIB)
	$(call say,LD,$@) $(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

unit: $(UNIT) $(SERVERS)
	$(Q)HZ_BUILD=$(BUILD) tests/run unit $(UNIT)

cli: all $(SERVERS)
	$(Q)HZ_BUILD=$(BUILD) tests/run cli tests/cli/*.bats

check: unit cli fuzz-regress

asan:
	$(Q)$(MAKE) --no-print-directory VARIANT=san RESULTS=asan- check

# --- fuzzing -------------------------------------------------------------------------------

# A target is tests/fuzz/fuzz_<name>.c with its seeds in tests/fuzz/corpus/<name>.
REPLAY := $(FUZZ:%=$(BUILD)/tests/fuzz/replay_%)
TIME   ?= 60

$(BUILD)/tests/fuzz/replay_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o $(LIB)
	$(call say,LD,$@) $(CC) $(CFLAGS) $(LDFLAGS) $^ $(LDLIBS) -o $@

fuzz-regress: $(REPLAY)
	$(Q)tests/run fuzz $(REPLAY)

# make fuzz FUZZ=yaml TIME=600; without FUZZ every target, TIME seconds each.
fuzz: $(FUZZ:%=build/fuzz/%)
	$(Q)for name in $(FUZZ); do tests/fuzz/run $$name $(TIME) || exit 1; done

build/fuzz/%: tests/fuzz/fuzz_%.c $(LIB_SRC) $(BUILD)/gen/embedded.c
	@mkdir -p $(@D)
	$(call say,FUZZ,$@) clang $(CPPFLAGS) -std=gnu17 -g -O1 -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=all $< $(LIB_SRC) $(BUILD)/gen/embedded.c $(LDLIBS) -o $@

# --- the other tiers -----------------------------------------------------------------------

# For what a compiler warns of.
test-programs: $(UNIT) $(SERVERS) $(REPLAY) $(ORACLES) $(BUILD)/tests/bench/client

demo: all
	$(Q)tests/demo/run $(BUILD)/bin

testbed:
	$(Q)tests/testbed/testbed build
	$(Q)tests/testbed/testbed start

e2e: all oracle $(E2E)
	$(Q)tests/e2e/run $(BUILD)

oracle: $(ORACLES)
	$(Q)tests/oracle/run $(BUILD)

bench: all $(BUILD)/tests/bench/client
	$(Q)tests/bench/run $(BUILD)

coverage:
	$(Q)$(MAKE) --no-print-directory VARIANT=cov RESULTS=cov- unit cli
	$(Q)gcovr -r . -e tests -e build --object-directory build/cov --html-details build/cov/coverage.html \
		--print-summary --fail-under-line 85

analyze:
	$(Q).ci/analyze

# --- set-up --------------------------------------------------------------------------------

deps:
	$(Q).ci/deps build

deps-analyze:
	$(Q).ci/deps build analyze

deps-e2e:
	$(Q).ci/deps build analyze e2e
	$(Q)tests/testbed/testbed build

# The dispatcher alone goes on PATH; the steps lie in libexec, where it finds them.
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/libexec/kubectl-hetzner
	install -m 755 $(BUILD)/bin/kubectl-hetzner $(DESTDIR)$(PREFIX)/bin/
	install -m 755 $(filter-out %/kubectl-hetzner,$(PROGRAMS)) $(DESTDIR)$(PREFIX)/libexec/kubectl-hetzner/

# --- housekeeping --------------------------------------------------------------------------

format:
	$(Q)clang-format -i $(C_FILES)

check-format:
	$(Q)clang-format --dry-run -Werror $(C_FILES)

compile_commands.json: Makefile
	$(Q){ echo '['; sep=; for f in $(filter %.c,$(C_FILES)); do \
		printf '%s{"directory": "%s", "file": "%s", "command": "cc %s -std=gnu17 -c %s"}' \
			"$$sep" '$(CURDIR)' "$$f" '$(CPPFLAGS)' "$$f"; sep=','; \
	done; echo ']'; } > $@

print-cppflags:
	@printf '%s\n' "$(CPPFLAGS)"

print-scripts:
	@printf '%s\n' $(SCRIPTS)

# A test bed that was left running would outlive its folder.
clean:
	$(Q)tests/testbed/testbed stop
	rm -rf build compile_commands.json

help:
	@echo 'make                  the programs, in $(BUILD)/bin'
	@echo 'make deps demo        install what is needed (prints it first), and see it work'
	@echo 'make deps check       unit tests, whole-program tests, replayed fuzz corpora'
	@echo 'make asan             the same under the address and undefined-behaviour sanitizers'
	@echo 'make analyze          everything that reads the code without running it'
	@echo 'make fuzz             fuzz every parser (FUZZ=name TIME=seconds)'
	@echo 'make deps-e2e e2e     against a real kube-apiserver; needs Go 1.25 or later'
	@echo 'make oracle           beside the code of upstream; a part of e2e'
	@echo 'make testbed          a real kube-apiserver for a person'
	@echo 'make bench            side by side with kubectl and clusterctl'
	@echo 'make coverage         build/cov/coverage.html'
	@echo 'make format           clang-format; check-format only looks'
	@echo 'make install          to $$(DESTDIR)$$(PREFIX)'

.PHONY: all test-programs unit cli check asan fuzz fuzz-regress demo testbed e2e oracle bench coverage analyze deps \
	deps-analyze deps-e2e install format check-format print-cppflags print-scripts clean help \
	compile_commands.json

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
