/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands as data: one table gives parsing, --help, completion and the man page.
 *
 * A program is a struct hz_cmd; a command has subcommands or a run function, or both:
 * then run is what happens when no subcommand is named. The framework parses the
 * command line into a struct of the command's own (zeroed, then filled through
 * offsets), handles the global options, --help and unknown words, and calls run.
 * Options may stand before or after the subcommand and the arguments; "--" ends
 * them; underscores in names count as hyphens. Where an option of one name takes a
 * value in one command of a program and none in another, a word that follows it
 * before the command is its value, unless it names a command.
 */
#ifndef HZ_CLI_COMMAND_H
#define HZ_CLI_COMMAND_H

#include <stddef.h>
#include <stdio.h>

#include "base/err.h"
#include "base/strv.h"
#include "kube/kubeconfig.h"

enum hz_opt_type {
	HZ_OPT_END_OF_TABLE,
	HZ_OPT_HEADING,  /* starts a group in --help; only @help counts */
	HZ_OPT_BOOL,     /* bool; --x, --x=true, --x=false */
	HZ_OPT_STRING,   /* const char *, borrowed from argv */
	HZ_OPT_STRINGS,  /* struct hz_strv; may be repeated */
	HZ_OPT_INT,      /* int */
	HZ_OPT_DURATION, /* int64_t, milliseconds; Go durations, a bare number is seconds */
};

/*
 * One option. @offset is that of a field of the type above in the command's options
 * struct. @given, if not 0, is the offset of a bool that is set when the option was
 * given. @choices limits the values and feeds completion; where @check is set, it
 * decides instead, and its message is the user's.
 */
struct hz_opt {
	enum hz_opt_type type;
	char letter;                /* 0: none */
	const char *name;           /* without "--" */
	const char *metavar;        /* "NAME"; NULL for bools and to show the choices */
	const char *help;           /* one line, starts upper-case, no full stop */
	const char *fallback;       /* default as text, also applied; NULL: zero */
	const char *const *choices; /* NULL-terminated, or NULL */
	const char *optional;       /* the value of a bare "--x"; NULL: a value is required */
	int (*check)(const char *value, struct hz_err *err); /* of a string; or NULL */
	size_t offset;
	size_t given;
	bool hidden; /* not in --help */
	bool secret; /* never accepted on a command line; @help says what to do instead */
};

struct hz_cli;
struct hz_progress;

struct hz_cmd {
	const char *name;
	const char *summary;     /* one line, verb first, no full stop */
	const char *description; /* paragraphs for --help; may be NULL */
	const char *examples;    /* "# Comment" lines and command lines; may be NULL */
	const char *args;        /* "NAME", "[NAME]"; NULL: none */
	int min_args;
	int max_args; /* < 0: any number */
	const struct hz_opt *opts;
	size_t opts_size;                        /* of the options struct */
	const struct hz_cmd *const *subcommands; /* NULL-terminated, or NULL */
	/* @args is NULL-terminated, never NULL itself. */
	int (*run)(struct hz_cli *cli, const void *opts, char *const args[], struct hz_err *err);
	bool hidden; /* not in --help */
};

/* What a running command works with. */
struct hz_cli {
	FILE *out;                     /* data only */
	FILE *err;                     /* everything else */
	const struct hz_cmd *cmd;      /* the command that runs */
	const char *path;              /* "kubectl hetzner cluster create" */
	const char *words;             /* how users call the program: "kubectl hetzner cluster" */
	char *const *args;             /* what stands behind that on the command line */
	const char *again;             /* both, to be typed again */
	struct hz_kube_overrides kube; /* from the global options */
	int verbosity;                 /* -v */
	bool yes;                      /* --yes */
	bool help;                     /* --help: run is not called */
	bool warnings_as_errors;
	bool show_managed_fields; /* in JSON and YAML */
	const char *cache_dir;    /* NULL: $KUBECACHEDIR, else ~/.kube/cache */
	const char *progress;     /* auto, plain, json, none */
	const char *color;        /* auto, always, never */
	int warnings;             /* how many hz_cli_warn() has printed */
	struct hz_progress *live; /* what draws on the terminal now, or NULL; borrowed */
};

/*
 * Prints "Warning: <text>" to cli->err, between the lines of the progress, and counts
 * it. With --warnings-as-errors a command that succeeds with a warning fails.
 */
void hz_cli_warn(struct hz_cli *cli, const char *text);

/*
 * Runs the program of table @root: parses, runs, prints the error once, and returns
 * the exit code. @words is how users call it, "kubectl hetzner cluster". Once a process.
 */
int hz_cli_main(const struct hz_cmd *root, const char *words, int argc, char *argv[]);

#endif
