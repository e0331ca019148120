/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The values of --dry-run.
 */
#include "cli/dry_run.h"

#include "base/str.h"

const char *const hz_dry_run_words[] = { "none", "client", "server", NULL };

enum hz_dry_run hz_dry_run_of(const char *word)
{
	if (hz_str_eq(word, hz_dry_run_words[HZ_DRY_RUN_CLIENT]))
		return HZ_DRY_RUN_CLIENT;
	if (hz_str_eq(word, hz_dry_run_words[HZ_DRY_RUN_SERVER]))
		return HZ_DRY_RUN_SERVER;
	return HZ_DRY_RUN_NONE;
}

const char *hz_dry_run_note(enum hz_dry_run dry_run)
{
	static const char *const notes[] = { "", " (dry run)", " (server dry run)" };

	return notes[dry_run];
}
